package chat_test

import (
	"testing"

	"github.com/google/uuid"
)

func TestAVisitorWritesAndAnAgentAnswers(t *testing.T) {
	n := start(t, shop(t), nil)
	n.agent("지우")
	shopper, welcome := n.widget(nil)
	if welcome["conversation"] != nil || len(welcome.text("visitor_token")) != 43 {
		t.Fatalf("the first welcome is %v", welcome)
	}
	ack := shopper.say("안녕하세요, 언제 오나요?")
	if ack.num("seq") != 1 || ack["replayed"] != false {
		t.Fatalf("ack = %v", ack)
	}
	conv := ack.text("conversation")
	agent := n.console("지우")
	agent.send(frame{"t": "open", "conversation": conv})
	page := agent.want("messages")
	if m := page.messages(); len(m) != 1 || m[0].Body != "안녕하세요, 언제 오나요?" || page["reset"] != true {
		t.Fatalf("the agent sees %v", page)
	}
	agent.send(frame{"t": "typing", "conversation": conv, "on": true})
	if f := shopper.want("typing"); f.text("from") != "agent" || f["on"] != true || f.text("name") != "지우" {
		t.Errorf("typing = %v", f)
	}
	agent.send(frame{"t": "send", "conversation": conv, "client_id": uuid.NewString(), "text": "내일 도착해요.", "seen_seq": 1})
	if f := agent.want("ack"); f.num("seq") != 2 {
		t.Errorf("the agent's ack = %v", f)
	}
	if m := shopper.want("message").message(); m.Seq != 2 || m.From != "agent" || m.Name != "지우" || m.Body != "내일 도착해요." {
		t.Errorf("the shopper sees %+v", m)
	}
	shopper.send(frame{"t": "read", "seq": 2})
	if f := agent.want("read"); f.num("seq") != 2 || f.text("from") != "shopper" {
		t.Errorf("read = %v", f)
	}
	agent.send(frame{"t": "note", "conversation": conv, "client_id": uuid.NewString(), "text": "VIP 고객"})
	agent.want("note")
	again, back := n.widget(frame{"token": welcome.text("visitor_token"), "epoch": welcome.text("epoch"), "after_seq": 1})
	if id, _ := back["conversation"].(map[string]any); id["id"] != conv || back["visitor_token"] != nil {
		t.Errorf("coming back, the welcome is %v", back)
	}
	page = again.want("messages")
	if m := page.messages(); len(m) != 1 || m[0].Seq != 2 || page["reset"] != nil || page["notes"] != nil {
		t.Errorf("resuming after 1 gives %v", page)
	}
}
