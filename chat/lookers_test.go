package chat_test

import (
	"net/url"
	"testing"
	"time"

	"dari/chat"
	"dari/internal/staff"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"
)

// people are those of the next frame about a conversation that agrees with what is waited for.
func (c *client) people(conv string, want func(people []any) bool) []any {
	c.t.Helper()
	for {
		f := c.want("lookers")
		list, _ := f["people"].([]any)
		if f.text("conversation") == conv && want(list) {
			return list
		}
	}
}

func writes(kind string) func([]any) bool {
	return func(people []any) bool {
		for _, p := range people {
			if who, _ := p.(map[string]any); who["writing"] == kind && kind != "" {
				return true
			}
		}
		return false
	}
}

func idle(n int) func([]any) bool {
	return func(people []any) bool {
		for _, p := range people {
			if who, _ := p.(map[string]any); who["writing"] != "" {
				return false
			}
		}
		return len(people) == n
	}
}

func TestColleaguesAtOtherProgramsSeeWhoLooksAndWrites(t *testing.T) {
	db := shop(t)
	server := miniredis.RunT(t)
	nodes := make([]*node, 2)
	for i := range nodes {
		rdb := redis.NewClient(&redis.Options{Addr: server.Addr()})
		t.Cleanup(func() { _ = rdb.Close() })
		nodes[i] = start(t, db, rdb, func(o *chat.Options) { o.Limits.Typing, o.Limits.Pong = 400*time.Millisecond, 2*time.Second })
		nodes[i].agent("지우")
		nodes[i].agent("하은")
	}
	shopper, _ := nodes[0].widget(nil)
	conv := shopper.say("안녕하세요").text("conversation")
	here, there := nodes[0].opened("지우", conv), nodes[1].opened("하은", conv)

	here.send(frame{"t": "look", "conversation": conv})
	there.people(conv, idle(1))
	there.send(frame{"t": "look", "conversation": conv})
	here.people(conv, idle(2))

	here.send(frame{"t": "writing", "conversation": conv, "kind": "answer", "text": "지금 굽고"})
	there.people(conv, writes("answer"))
	if f := there.want("writing"); f.text("text") != "지금 굽고" || f.text("name") != "지우" || f.text("kind") != "answer" {
		t.Errorf("the colleague sees %v", f)
	}
	there.people(conv, idle(2)) // by itself, when nothing more is written

	late := nodes[1].console("하은") // who comes later knows at once
	late.people(conv, idle(2))

	here.send(frame{"t": "look", "conversation": nil})
	there.people(conv, idle(1))
	_ = there.ws.Close()
	late.people(conv, idle(0))
}

func TestAShopperHearsNothingOfLookersAndWhoMayNotAnswerWritesNothing(t *testing.T) {
	n := start(t, shop(t), nil)
	n.agent("지우")
	reader := n.agent("보기")
	n.actors.mu.Lock()
	n.actors.list[url.QueryEscape(reader.Name)] = staff.ActorOf(reader.ID, reader.Name, "marketer")
	n.actors.mu.Unlock()
	shopper, _ := n.widget(nil)
	conv := shopper.say("안녕하세요").text("conversation")
	agent := n.opened("지우", conv)
	agent.send(frame{"t": "writing", "conversation": conv, "kind": "note", "text": "이 분은 단골이에요"})
	agent.people(conv, writes("note"))
	shopper.send(frame{"t": "send", "client_id": "0199aaaa-0000-7000-8000-000000000001", "text": "네?"})
	for {
		f, err := shopper.next()
		if err != nil {
			t.Fatal(err)
		}
		if f["t"] == "lookers" || f["t"] == "writing" {
			t.Errorf("the shopper was told %v", f)
		}
		if f["t"] == "ack" {
			break
		}
	}
	blind := n.console("보기")
	blind.send(frame{"t": "look", "conversation": conv})
	if code := blind.closed(); code != 4400 {
		t.Errorf("who may not read tickets is answered %d", code)
	}
}
