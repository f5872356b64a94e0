package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"

	"github.com/google/uuid"
	"github.com/gorilla/websocket"
	"golang.org/x/sync/errgroup"
)

// frame is a frame of the socket, as docs/protocol.md has it.
type frame map[string]any

func (f frame) text(name string) string { s, _ := f[name].(string); return s }

// shopper is a visitor's socket to one node.
type shopper struct {
	ws    *websocket.Conn
	token string
}

// visit opens a socket; without a token the visitor is a new one.
func (w *world) visit(ctx context.Context, n *node, token string) (*shopper, error) {
	ws, resp, err := websocket.DefaultDialer.DialContext(ctx, "ws://"+n.Addr+"/ws/widget", http.Header{"Origin": {"https://help.ondam.example"}})
	if err != nil {
		return nil, fmt.Errorf("open a socket: %w", err)
	}
	_ = resp.Body.Close()
	s := &shopper{ws: ws, token: token}
	hello := frame{"t": "hello", "key": widgetKey, "lang": "ko"}
	if token != "" {
		hello["token"] = token
	}
	if err := ws.WriteJSON(hello); err != nil {
		return nil, fmt.Errorf("say hello: %w", err)
	}
	welcome, err := s.await("welcome")
	if err != nil {
		return nil, err
	}
	if fresh := welcome.text("visitor_token"); fresh != "" {
		s.token = fresh
	}
	return s, nil
}

// await reads to the next frame of one of the kinds.
func (s *shopper) await(kinds ...string) (frame, error) {
	_ = s.ws.SetReadDeadline(time.Now().Add(10 * time.Second))
	for {
		var f frame
		if err := s.ws.ReadJSON(&f); err != nil {
			return nil, fmt.Errorf("wait for %v: %w", kinds, err)
		}
		for _, k := range kinds {
			if f["t"] == k {
				return f, nil
			}
		}
		if f["t"] == "ping" {
			_ = s.ws.WriteJSON(frame{"t": "pong"})
		}
	}
}

// say sends a message and answers its ack or nack.
func (s *shopper) say(id uuid.UUID, text string) (frame, error) {
	if err := s.ws.WriteJSON(frame{"t": "send", "client_id": id, "text": text}); err != nil {
		return nil, fmt.Errorf("send: %w", err)
	}
	return s.await("ack", "nack")
}

// idempotent is C-1: the ways in which a message may be said again.
type idempotent struct {
	w *world
	r Result
}

func idempotentSends(ctx context.Context, w *world) (Result, error) {
	if err := w.startNodes(ctx, 2); err != nil {
		return Result{}, err
	}
	c := &idempotent{w: w}
	rounds := 2
	if w.full {
		rounds = 10
	}
	for range rounds {
		if err := c.repeats(ctx); err != nil {
			return c.r, err
		}
		if err := c.concurrent(ctx); err != nil {
			return c.r, err
		}
	}
	c.r.Pass = c.r.Lost == 0 && c.r.Dup == 0 && c.r.Mismatch == 0
	return c.r, nil
}

// repeats: the same again; again on another node after a reconnect; under the same id another text;
// under the same id in another conversation.
func (c *idempotent) repeats(ctx context.Context) error {
	one, err := c.w.visit(ctx, c.w.nodes[0], "")
	if err != nil {
		return err
	}
	id := uuid.New()
	first, err := one.say(id, "안녕하세요")
	if err != nil {
		return err
	}
	c.wants("the first", first, "ack", nil)
	again, err := one.say(id, "안녕하세요")
	if err != nil {
		return err
	}
	c.wants("a repeat", again, "ack", first)
	_ = one.ws.Close()
	two, err := c.w.visit(ctx, c.w.nodes[1], one.token)
	if err != nil {
		return err
	}
	defer two.ws.Close()
	if again, err = two.say(id, "안녕하세요"); err != nil {
		return err
	}
	c.wants("a repeat on node 2", again, "ack", first)
	other, err := two.say(id, "다른 말이에요")
	if err != nil {
		return err
	}
	c.wants("another text", other, "nack", nil)
	if code := other.text("code"); code != "client_id_reused" {
		c.r.mismatch("another text under the same id was answered %q", code)
	}
	if err := c.rows(ctx, id, 1); err != nil {
		return err
	}
	three, err := c.w.visit(ctx, c.w.nodes[1], "")
	if err != nil {
		return err
	}
	defer three.ws.Close()
	elsewhere, err := three.say(id, "안녕하세요")
	if err != nil {
		return err
	}
	c.wants("another conversation", elsewhere, "ack", nil)
	if elsewhere.text("id") == first.text("id") {
		c.r.mismatch("two conversations share a message")
	}
	return c.rows(ctx, id, 2)
}

func (c *idempotent) wants(what string, got frame, kind string, first frame) {
	if got.text("t") != kind {
		c.r.mismatch("%s was answered %s (%s)", what, got.text("t"), got.text("code"))
		return
	}
	if first != nil && (got.text("id") != first.text("id") || got["seq"] != first["seq"] || got["replayed"] != true) {
		c.r.mismatch("%s was answered with another message", what)
	}
	if first == nil && kind == "ack" && got["replayed"] == true {
		c.r.mismatch("%s was taken for a repeat", what)
	}
}

// repetitions are said at the same moment, half of them to each node.
const repetitions = 50

func (c *idempotent) concurrent(ctx context.Context) error {
	s, err := c.w.visit(ctx, c.w.nodes[0], "")
	if err != nil {
		return err
	}
	defer s.ws.Close()
	id := uuid.New()
	var mu sync.Mutex
	answers := map[string]int{}
	group, within := errgroup.WithContext(ctx)
	for i := range repetitions {
		group.Go(func() error {
			a, err := c.w.post(within, c.w.nodes[i%2], s.token, id, "같은 말이에요")
			mu.Lock()
			defer mu.Unlock()
			answers[a.text("id")]++
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	if len(answers) != 1 {
		c.r.mismatch("%d repeats were answered with %d messages", repetitions, len(answers))
	}
	return c.rows(ctx, id, 1)
}

// post says it by HTTP; who is told to slow down comes again.
func (w *world) post(ctx context.Context, n *node, token string, id uuid.UUID, text string) (frame, error) {
	body, err := json.Marshal(frame{"client_id": id, "text": text})
	if err != nil {
		return nil, fmt.Errorf("encode a message: %w", err)
	}
	for {
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+n.Addr+"/api/v1/widget/messages?key="+widgetKey, bytes.NewReader(body))
		if err != nil {
			return nil, fmt.Errorf("make a request: %w", err)
		}
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("X-Dari-Visitor", token)
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			return nil, fmt.Errorf("post a message: %w", err)
		}
		answer, err := io.ReadAll(resp.Body)
		_ = resp.Body.Close()
		switch {
		case err != nil:
			return nil, fmt.Errorf("read an answer: %w", err)
		case resp.StatusCode == http.StatusTooManyRequests || resp.StatusCode == http.StatusServiceUnavailable:
			pause(ctx, time.Second)
			if ctx.Err() != nil {
				return nil, errors.New("nobody took the message in time")
			}
			continue
		case resp.StatusCode != http.StatusOK:
			return nil, fmt.Errorf("a message was answered %d: %.200s", resp.StatusCode, answer)
		}
		var f frame
		if err := json.Unmarshal(answer, &f); err != nil {
			return nil, fmt.Errorf("read an answer: %w", err)
		}
		return f, nil
	}
}

const sqlMessagesOf = `SELECT count(*) FROM dari.messages WHERE client_id = $1`

// rows counts what is stored under a client's id.
func (c *idempotent) rows(ctx context.Context, id uuid.UUID, want int) error {
	var n int
	if err := c.w.db.QueryRow(ctx, sqlMessagesOf, id).Scan(&n); err != nil {
		return fmt.Errorf("count messages: %w", err)
	}
	c.r.Planned += want
	c.r.Sent += min(n, want)
	c.r.Lost += max(0, want-n)
	c.r.Dup += max(0, n-want)
	return nil
}
