package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

const (
	conversations = 200
	perAgent      = 20 // conversations that one console socket may have open
)

// frame is a frame of the socket, as docs/protocol.md has it.
type frame map[string]any

// await reads to the next frame of a kind.
func (s *socket) await(kind string) (frame, error) {
	_ = s.SetReadDeadline(time.Now().Add(20 * time.Second))
	defer func() { _ = s.SetReadDeadline(time.Time{}) }()
	for {
		var f frame
		if err := s.ReadJSON(&f); err != nil {
			return nil, fmt.Errorf("wait for %s: %w", kind, err)
		}
		if f["t"] == kind {
			return f, nil
		}
	}
}

func (s *socket) say(f frame) error {
	text, err := json.Marshal(f)
	if err != nil {
		return fmt.Errorf("encode a frame: %w", err)
	}
	if err := s.send(text); err != nil {
		return fmt.Errorf("send a frame: %w", err)
	}
	return nil
}

// openChat opens the conversations in the product: each shopper's socket has said hello and written
// once, and signed-in agents have all of them on their screens.
func (s *stand) openChat(ctx context.Context) (*load, error) {
	l := &load{acked: true}
	ids := make([]string, 0, conversations)
	for i := range conversations {
		ws, err := dial("ws://"+s.node.Addr+"/ws/widget", http.Header{"Origin": {publicURL}})
		if err != nil {
			return nil, err
		}
		l.shoppers = append(l.shoppers, ws)
		if err := ws.say(frame{"t": "hello", "key": widgetKey, "lang": "ko"}); err != nil {
			return nil, err
		}
		if _, err := ws.await("welcome"); err != nil {
			return nil, err
		}
		if err := ws.say(frame{"t": "send", "client_id": fmt.Sprintf("11111111-0000-4000-8000-%012d", i), "text": "안녕하세요"}); err != nil {
			return nil, err
		}
		ack, err := ws.await("ack")
		if err != nil {
			return nil, err
		}
		id, _ := ack["conversation"].(string)
		ids = append(ids, id)
	}
	cookie, err := s.node.SignIn(ctx, staffEmail, staffPassword)
	if err != nil {
		return nil, err
	}
	for at := 0; at < len(ids); at += perAgent {
		ws, err := dial("ws://"+s.node.Addr+"/ws/console", http.Header{"Origin": {publicURL}, "Cookie": {cookie}})
		if err != nil {
			return nil, err
		}
		l.agents = append(l.agents, ws)
		if err := ws.say(frame{"t": "hello", "lists": true}); err != nil {
			return nil, err
		}
		if _, err := ws.await("welcome"); err != nil {
			return nil, err
		}
		for _, id := range ids[at : at+perAgent] {
			if err := ws.say(frame{"t": "open", "conversation": id}); err != nil {
				return nil, err
			}
			if _, err := ws.await("messages"); err != nil {
				return nil, err
			}
		}
	}
	l.start()
	return l, nil
}

// openRelay opens as many conversations in a bare relay.
func openRelay(addr string) (*load, error) {
	l := &load{}
	for i := range conversations {
		for _, side := range []*[]*socket{&l.shoppers, &l.agents} {
			ws, err := dial(fmt.Sprintf("ws://%s/%d", addr, i), nil)
			if err != nil {
				return nil, err
			}
			*side = append(*side, ws)
		}
	}
	l.start()
	return l, nil
}

// chatLatency is P2: from a shopper to an agent at 2,000 messages a second.
func chatLatency(ctx context.Context, s *stand) ([]Number, error) {
	const rate, length = 2000, 5 * time.Second
	ours, err := s.openChat(ctx)
	if err != nil {
		return nil, err
	}
	defer ours.close()
	process, addr, err := s.startYardstick(ctx, "relay")
	if err != nil {
		return nil, err
	}
	defer process.Stop()
	bare, err := openRelay(addr)
	if err != nil {
		return nil, err
	}
	defer bare.close()
	ours.at(ctx, rate, time.Second) // the first second warms both up
	bare.at(ctx, rate, time.Second)
	var p50, p99 pairs
	for i := range s.pairs {
		a, b := ours.at(ctx, rate, length), bare.at(ctx, rate, length)
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		p50.add(ms(a.seen, 50), ms(b.seen, 50))
		p99.add(ms(a.seen, 99), ms(b.seen, 99))
		s.progress("pair %d: ours p50 %.2f p99 %.2f ms, relay p50 %.2f p99 %.2f ms", i+1, ms(a.seen, 50), ms(a.seen, 99), ms(b.seen, 50), ms(b.seen, 99))
	}
	return []Number{
		p50.number("P2 p50", "shopper to agent at 2,000 messages a second beside a bare relay that stores nothing, p50", "ms", 4, false),
		p99.number("P2 p99", "the same, p99", "ms", 2.5, false),
	}, nil
}
