package main

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"time"

	"dari/internal/thread/view"

	"github.com/anishathalye/porcupine"
	"github.com/google/uuid"
	"golang.org/x/sync/errgroup"
)

// order is C-2: many write into one conversation through two programs, many read, and there must be
// one order of it all that everybody has seen.
type order struct {
	w      *world
	r      Result
	began  time.Time
	cookie string
	conv   string

	mu      sync.Mutex
	history []porcupine.Operation
}

// One writes, and hears the number of the message; another asks for the newest message.
type (
	wrote  struct{ id string }
	asked  struct{}
	newest struct {
		seq int64
		id  string
	}
)

// thread of porcupine: a list that is appended to, of which the end is seen. Reading is of the state
// at one moment between question and answer, and so is writing.
var listModel = porcupine.Model{
	Init: func() any { return newest{} },
	Step: func(state, input, output any) (bool, any) {
		at, told := state.(newest), output.(newest)
		if w, ok := input.(wrote); ok {
			return told.seq == at.seq+1, newest{told.seq, w.id}
		}
		return told == at, at
	},
}

func oneOrder(ctx context.Context, w *world) (Result, error) {
	if err := w.startNodes(ctx, 2); err != nil {
		return Result{}, err
	}
	o := &order{w: w, began: time.Now()}
	var err error
	if o.cookie, err = w.signIn(ctx, w.nodes[0]); err != nil {
		return o.r, err
	}
	first, err := w.visit(ctx, w.nodes[0], "")
	if err != nil {
		return o.r, err
	}
	defer first.ws.Close()
	id := uuid.New()
	call := time.Since(o.began)
	ack, err := first.say(id, "시작")
	if err != nil {
		return o.r, err
	}
	o.conv = ack.text("conversation")
	o.note(0, wrote{id.String()}, newest{seq: 1}, call)
	return o.r, o.run(ctx, first.token)
}

// run lets all write and read, and judges.
func (o *order) run(ctx context.Context, token string) error {
	const writers = 20
	each := size(o.w, 20, 500)
	total := int64(writers*each + 1)
	reading, stop := context.WithTimeout(ctx, size(o.w, 30*time.Second, 3*time.Minute))
	defer stop()
	readers, within := errgroup.WithContext(reading)
	views := make([]view.Thread, 10)
	for i := range views {
		readers.Go(func() error { return o.read(within, i, token, total, &views[i]) })
	}
	asking, enough := context.WithCancel(ctx)
	var askers errgroup.Group
	for i := range 2 {
		askers.Go(func() error { return o.ask(asking, writers+i+1) })
	}
	writing, during := errgroup.WithContext(ctx)
	for i := range writers {
		writing.Go(func() error { return o.write(during, i, each) })
	}
	err := writing.Wait()
	enough()
	if err == nil {
		err = askers.Wait()
	}
	if err == nil {
		err = readers.Wait()
	}
	if err != nil {
		return err
	}
	return o.judge(ctx, total, views)
}

func (o *order) note(client int, input, output any, call time.Duration) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.history = append(o.history, porcupine.Operation{ClientId: client, Input: input, Output: output, Call: call.Nanoseconds(), Return: time.Since(o.began).Nanoseconds()})
}

func (o *order) write(ctx context.Context, i, each int) error {
	a, err := o.w.watch(ctx, o.w.nodes[i%2], o.cookie, o.conv, i, false, view.Thread{})
	if err != nil {
		return err
	}
	defer a.ws.Close()
	for n := range each {
		id := uuid.New()
		call := time.Since(o.began)
		seq, err := a.say(id, fmt.Sprintf("%d-%d", i, n))
		if err != nil {
			return err
		}
		o.note(i+1, wrote{id.String()}, newest{seq: seq}, call)
	}
	return nil
}

// ask reads the newest message over and over, through one program and the other.
func (o *order) ask(ctx context.Context, client int) error {
	for n := 0; ctx.Err() == nil; n++ {
		var page struct {
			Messages []view.Message `json:"messages"`
		}
		call := time.Since(o.began)
		err := o.w.call(ctx, o.w.nodes[n%2], http.MethodGet, "/conversations/"+o.conv+"/messages?limit=1", nil, &page)
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			return err
		}
		if len(page.Messages) != 1 {
			return fmt.Errorf("the newest page holds %d messages", len(page.Messages))
		}
		o.note(client, asked{}, newest{page.Messages[0].Seq, page.Messages[0].ClientID}, call)
		pause(ctx, 20*time.Millisecond)
	}
	return nil
}

// read shows the conversation, some as the shopper and some as staff, until the last message is there.
func (o *order) read(ctx context.Context, i int, token string, total int64, out *view.Thread) error {
	if i < 4 {
		return o.readAsShopper(ctx, i, token, total, out)
	}
	a, err := o.w.watch(ctx, o.w.nodes[i%2], o.cookie, o.conv, i, false, view.Thread{})
	if err != nil {
		return err
	}
	defer a.ws.Close()
	for a.thread.Cursor < total && ctx.Err() == nil {
		if _, err := a.next(); err != nil {
			return err
		}
	}
	*out = a.thread
	return nil
}

func (o *order) readAsShopper(ctx context.Context, i int, token string, total int64, out *view.Thread) error {
	s, err := o.w.visit(ctx, o.w.nodes[i%2], token)
	if err != nil {
		return err
	}
	defer s.ws.Close()
	a := &agent{ws: s.ws}
	for a.thread.Cursor < total && ctx.Err() == nil {
		if _, err := a.next(); err != nil {
			return err
		}
	}
	*out = a.thread
	return nil
}

const sqlOrderOf = `
SELECT m.seq, m.uid::text, m.client_id::text FROM dari.messages m JOIN dari.conversations c ON c.id = m.conversation_id
WHERE c.uid = $1::uuid ORDER BY m.seq`

// judge scans plainly, and lets porcupine look for an order that explains everything that was seen.
func (o *order) judge(ctx context.Context, total int64, views []view.Thread) error {
	rows, err := o.w.db.Query(ctx, sqlOrderOf, o.conv)
	if err != nil {
		return fmt.Errorf("read the conversation: %w", err)
	}
	defer rows.Close()
	var stored []view.Message
	seen := map[string]bool{}
	for rows.Next() {
		var m view.Message
		if err := rows.Scan(&m.Seq, &m.ID, &m.ClientID); err != nil {
			return fmt.Errorf("read the conversation: %w", err)
		}
		stored = append(stored, m)
		if m.Seq != int64(len(stored)) {
			o.r.count("holes", 1)
			o.r.mismatch("message %d is number %d", m.Seq, len(stored))
		}
		if seen[m.ClientID] {
			o.r.Dup++
		}
		seen[m.ClientID] = true
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("read the conversation: %w", err)
	}
	o.r.Planned, o.r.Sent = int(total), len(stored)
	o.r.Lost = max(0, int(total)-len(stored))
	for i, v := range views {
		if int64(len(v.Shown)) != total {
			o.r.mismatch("reader %d shows %d messages", i, len(v.Shown))
		}
		for n, m := range v.Shown {
			if n >= len(stored) || m.ID != stored[n].ID || m.Seq != stored[n].Seq {
				o.r.mismatch("reader %d shows another message in place %d", i, n+1)
			}
		}
	}
	o.r.count("operations", int64(len(o.history)))
	if verdict := porcupine.CheckOperationsTimeout(listModel, o.history, time.Minute); verdict != porcupine.Ok {
		o.r.mismatch("no order explains what was seen: %s", verdict)
	}
	o.r.zeros()
	return nil
}
