package chat_test

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"dari/chat"
	"dari/internal/fault"
	"dari/internal/thread"

	"github.com/google/uuid"
)

// opened is a console that shows a shopper's conversation.
func (n *node) opened(name, conv string) *client {
	n.t.Helper()
	k := n.console(name)
	k.send(frame{"t": "open", "conversation": conv})
	k.want("messages")
	return k
}

func TestWhatAShopperTypesIsSeenByStaffOnly(t *testing.T) {
	n := start(t, shop(t), nil)
	n.agent("지우")
	n.agent("하은")
	shopper, w := n.widget(nil)
	conv := shopper.say("안녕하세요").text("conversation")
	tab, _ := n.widget(frame{"token": w.text("visitor_token")})
	tab.want("messages")
	sees, blind := n.opened("지우", conv), n.opened("하은", conv)
	blind.send(frame{"t": "preview", "on": false})
	blind.send(frame{"t": "ping"})
	blind.want("pong")

	long := strings.Repeat("가", 600) + "끝"
	shopper.send(frame{"t": "typing", "on": true, "text": long})
	f := sees.want("typing")
	if f.text("conversation") == "" {
		t.Errorf("a console cannot tell where it is typed: %v", f)
	}
	if text := []rune(f.text("text")); f.text("from") != "shopper" || f["on"] != true || len(text) != 500 || string(text[499]) != "끝" {
		t.Errorf("the agent sees %v", f)
	}
	if f := blind.want("typing"); f["text"] != nil || f["on"] != true {
		t.Errorf("the agent who wants no preview sees %v", f)
	}
	// What is typed within the second is relayed when it is over.
	shopper.send(frame{"t": "typing", "on": true, "text": "한 글자"})
	shopper.send(frame{"t": "typing", "on": true, "text": "한 글자 더"})
	if f := sees.want("typing"); f.text("text") != "한 글자 더" {
		t.Errorf("a second later the agent sees %v", f)
	}
	shopper.send(frame{"t": "send", "client_id": uuid.NewString(), "text": "한 글자 더"})
	shopper.want("ack")
	if f := sees.want("typing"); f["on"] != false || f["text"] != nil {
		t.Errorf("after the message: %v", f)
	}
	for { // the shopper's other tab hears the messages and nothing of the typing
		f, err := tab.next()
		if err != nil {
			t.Fatal(err)
		}
		if f["t"] == "typing" {
			t.Errorf("another tab of the shopper was told %v", f)
		}
		if f["t"] == "message" && f.message().Seq == 2 {
			break
		}
	}
	var stored int
	if err := n.db.QueryRow(t.Context(), `SELECT count(*) FROM dari.messages WHERE body LIKE '%가가%'`).Scan(&stored); err != nil || stored != 0 {
		t.Errorf("%d rows hold what was only typed, %v", stored, err)
	}
}

func TestTypingEndsByItself(t *testing.T) {
	n := start(t, shop(t), nil, func(o *chat.Options) { o.Limits.Typing, o.Limits.Pong = 300*time.Millisecond, time.Second })
	n.agent("지우")
	shopper, _ := n.widget(nil)
	k := n.opened("지우", shopper.say("안녕하세요").text("conversation"))
	shopper.send(frame{"t": "typing", "on": true})
	if f := k.want("typing"); f["on"] != true {
		t.Errorf("typing = %v", f)
	}
	if f := k.want("typing"); f["on"] != false {
		t.Errorf("typing = %v", f)
	}
}

func TestWhatABlockedShopperTypesIsSeenByNobody(t *testing.T) { // R22
	var blocked atomic.Bool
	n := start(t, shop(t), nil, func(o *chat.Options) {
		o.MayWrite = func(context.Context, thread.Owner) error {
			if blocked.Load() {
				return fault.New(fault.Forbidden, "chat.blocked")
			}
			return nil
		}
	})
	n.agent("지우")
	shopper, _ := n.widget(nil)
	k := n.opened("지우", shopper.say("안녕하세요").text("conversation"))
	blocked.Store(true)
	shopper.send(frame{"t": "typing", "on": true, "text": "욕설"})
	shopper.send(frame{"t": "send", "client_id": uuid.NewString(), "text": "욕설"})
	if f := shopper.want("nack"); f.text("code") != "chat.blocked" || f["retry_in_ms"] != nil {
		t.Errorf("nack = %v", f)
	}
	blocked.Store(false)
	shopper.send(frame{"t": "typing", "on": true, "text": "미안해요"})
	if f := k.want("typing"); f.text("text") != "미안해요" {
		t.Errorf("the agent sees %v", f)
	}
}
