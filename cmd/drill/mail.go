package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"sync/atomic"
	"time"

	"dari/cmd/lab"

	"golang.org/x/sync/errgroup"
)

const (
	sqlMails = `
SELECT (SELECT count(*) FROM dari.inbound_mail), (SELECT count(*) FROM dari.inbound_mail WHERE state = 'done'),
  (SELECT count(*) FROM dari.messages WHERE channel = 'mail'), (SELECT count(*) FROM dari.tickets WHERE channel = 'mail')`
	sqlMailsOpen = `SELECT count(*) FROM dari.inbound_mail WHERE state IN ('received', 'processing')`
)

// mailTally is what became of mails.
type mailTally struct{ stored, done, messages, tickets int }

func (w *world) mailTally(ctx context.Context) (t mailTally, err error) {
	if err := w.db.QueryRow(ctx, sqlMails).Scan(&t.stored, &t.done, &t.messages, &t.tickets); err != nil {
		return t, fmt.Errorf("count mails: %w", err)
	}
	return t, nil
}

// killedMail is M-2: programs are killed between storing a mail, working it off and saying so; who brings
// mails brings each again until it is told that it is safe. As many tickets come of it as there are mails.
func killedMail(ctx context.Context, w *world) (Result, error) {
	mails, kills := 90, 5
	if w.full {
		mails, kills = 1000, 50
	}
	n, err := w.startNode(ctx)
	if err != nil {
		return Result{}, err
	}
	var safe atomic.Int64
	group, within := errgroup.WithContext(ctx)
	const hands = 4
	for hand := range hands {
		group.Go(func() error {
			for i := hand; i < mails; i += hands {
				if err := w.bring(within, n, w.question(i)); err != nil {
					return err
				}
				safe.Add(1)
			}
			return nil
		})
	}
	group.Go(func() error {
		for k := range kills {
			target := int64((k + 1) * mails / (kills + 1))
			_ = lab.Await(within, 30*time.Second, "more mails are safe", func() bool { return safe.Load() >= target }, nil)
			pause(within, time.Duration(w.rand.IntN(60))*time.Millisecond)
			n.Kill()
			if err := n.Start(within); err != nil {
				return err
			}
		}
		return nil
	})
	if err := group.Wait(); err != nil {
		return Result{}, err
	}
	return w.mailResult(ctx, mails, kills)
}

func (w *world) mailResult(ctx context.Context, mails, kills int) (Result, error) {
	var t mailTally
	var err error
	_ = lab.Await(ctx, time.Minute, "every mail is a ticket", func() bool {
		t, err = w.mailTally(ctx)
		return err != nil || t.done >= mails && t.tickets >= mails
	}, nil)
	if err != nil {
		return Result{}, err
	}
	r := Result{Planned: mails, Sent: t.messages}
	r.Lost, r.Dup = max(0, mails-t.messages), max(0, t.messages-mails)
	if t.stored != mails || t.done != mails || t.tickets != mails {
		r.mismatch("%d mails: %d are stored, %d done, %d tickets", mails, t.stored, t.done, t.tickets)
	}
	r.count("kills", int64(kills))
	r.count("tickets", int64(t.tickets))
	r.zeros()
	return r, nil
}

// bring posts a mail until it is taken.
func (w *world) bring(ctx context.Context, n *node, raw []byte) error {
	for ctx.Err() == nil {
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+n.Addr+"/api/v1/inbound/mail", bytes.NewReader(raw))
		if err != nil {
			return fmt.Errorf("make a request: %w", err)
		}
		req.Header.Set("Content-Type", "message/rfc822")
		req.Header.Set("Authorization", "Bearer "+w.key)
		resp, err := http.DefaultClient.Do(req)
		if err == nil {
			_, _ = io.Copy(io.Discard, resp.Body)
			_ = resp.Body.Close()
			if resp.StatusCode == http.StatusOK {
				return nil
			}
			if resp.StatusCode < 500 && resp.StatusCode != http.StatusTooManyRequests {
				return fmt.Errorf("a mail was answered %d", resp.StatusCode)
			}
		}
		pause(ctx, 30*time.Millisecond)
	}
	return ctx.Err()
}

// question is a mail of a person, the i-th, in the form in which it is sent.
func (w *world) question(i int) []byte {
	return fmt.Appendf(nil, "From: guest%d@example.com\r\nTo: hello@ondam.example\r\nMessage-ID: <%d.%d@example.com>\r\nSubject: mail %d\r\n\r\nWhere is my parcel %d?\r\n", i, w.seed, i, i, i)
}

func (w *world) noneOpen(ctx context.Context) bool {
	open := 1
	err := w.db.QueryRow(ctx, sqlMailsOpen).Scan(&open)
	return err == nil && open == 0
}
