package chat_test

import (
	"context"
	"testing"
	"time"

	"dari/chat"
	"dari/internal/thread"

	"github.com/google/uuid"
)

// told is a program in which something happens between the commit of a message and its acknowledgement.
func told(t *testing.T, between func(n *node, m thread.Message)) *node {
	t.Helper()
	db := shop(t)
	var n *node
	ready := make(chan struct{})
	n = start(t, db, nil, func(o *chat.Options) {
		o.Limits.HeadPoll = time.Hour // nothing is made good by looking
		push := chat.Fanout(o.Hub)
		o.Thread = thread.New(thread.Options{DB: db, Noted: chat.FanoutNotes(o.Hub), Appended: func(ctx context.Context, m thread.Message) {
			push(ctx, m)
			<-ready
			between(n, m)
		}})
	})
	close(ready)
	return n
}

func TestWhatIsToldOfAFirstMessageBeforeItsAcknowledgementReachesItsWriter(t *testing.T) { // R8
	n := told(t, func(n *node, m thread.Message) {
		if m.From != thread.Shopper {
			return
		}
		// An agent has the message at once, reads it and begins to type; a colleague sees that they do.
		colleague, agent := n.opened("하은", m.Conversation.String()), n.opened("지우", m.Conversation.String())
		agent.send(frame{"t": "read", "conversation": m.Conversation.String(), "seq": m.Seq})
		agent.send(frame{"t": "typing", "conversation": m.Conversation.String(), "on": true})
		colleague.want("typing")
	})
	n.agent("지우")
	n.agent("하은")
	shopper, _ := n.widget(nil)
	shopper.send(frame{"t": "send", "client_id": uuid.NewString(), "text": "언제 오나요?"})
	heard := map[string]frame{}
	for len(heard) < 4 {
		f, err := shopper.next()
		if err != nil {
			t.Fatalf("after %v: %v", heard, err)
		}
		switch f["t"] {
		case "ack", "messages", "read", "typing":
			heard[f.text("t")] = f
		}
	}
	if f := heard["typing"]; f["on"] != true || f.text("name") != "지우" {
		t.Errorf("typing = %v", f)
	}
	if f := heard["read"]; f.text("from") != "agent" || f.num("seq") != 1 {
		t.Errorf("read = %v", f)
	}
	if m := heard["messages"].messages(); len(m) != 1 || m[0].Body != "언제 오나요?" {
		t.Errorf("messages = %v", heard["messages"])
	}
	// What the shopper types right behind the acknowledgement is seen too.
	agent := n.opened("지우", heard["ack"].text("conversation"))
	shopper.send(frame{"t": "typing", "on": true, "text": "그리고"})
	if f := agent.want("typing"); f["on"] != true || f.text("text") != "그리고" {
		t.Errorf("the agent sees %v", f)
	}
}

func TestAMessageOnItsWayWhileItsVisitorSignsInIsWrittenOnce(t *testing.T) { // R6
	db := shop(t)
	one, two := start(t, db, nil), start(t, db, nil) // without Redis they never hear of each other
	tab, w := one.widget(nil)
	conv := tab.say("언제 오나요?").text("conversation")
	both := frame{"jwt": hs256(t, good("a")), "token": w.text("visitor_token")}
	member, _ := two.widget(both)
	member.want("messages")
	again := frame{"t": "send", "client_id": uuid.NewString(), "text": "아직인가요?"}
	tab.send(again)
	if code := tab.closed(); code != 4008 {
		t.Errorf("the visitor's tab was closed with %d", code)
	}
	member.send(again)
	if ack := member.want("ack"); ack["replayed"] != false || ack.text("conversation") != conv {
		t.Errorf("ack = %v", ack)
	}
	back, _ := two.widget(both)
	var texts []string
	for _, m := range back.want("messages").messages() {
		if m.From == thread.Shopper {
			texts = append(texts, m.Body)
		}
	}
	if len(texts) != 2 || texts[1] != "아직인가요?" {
		t.Errorf("the member sees %v", texts)
	}
}
