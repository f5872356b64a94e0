package main

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"dari/cmd/drill/smtpfault"
	"dari/cmd/lab"
	"dari/internal/i18n"

	"golang.org/x/sync/errgroup"
)

// robot is M-5: a program that answers every mail of ours with a new one that says nothing of being a
// program's, and that goes on writing when it hears nothing.
type robot struct {
	w     *world
	n     *node
	wrote atomic.Int64
	heard atomic.Int64
}

const robotAddress = "robot@example.net"

// mostReplies are our automatic replies to one address in an hour.
const mostReplies = 3

func talkingRobot(ctx context.Context, w *world) (Result, error) {
	if err := w.startMail(smtpfault.Options{}); err != nil {
		return Result{}, err
	}
	n, err := w.startNode(ctx)
	if err != nil {
		return Result{}, err
	}
	b := &robot{w: w, n: n}
	if w.full {
		err = b.talk(ctx, 10*time.Minute, time.Second, 5*time.Second)
	} else {
		err = b.talk(ctx, 3*time.Second, 0, 300*time.Millisecond)
	}
	if err != nil {
		return Result{}, err
	}
	_ = lab.Await(ctx, time.Minute, "all is worked off", func() bool { return w.noneOpen(ctx) }, nil)
	w.settle(ctx, time.Minute)
	e, err := w.evidence(ctx, 0, false)
	if err != nil {
		return Result{}, err
	}
	r := reconcile(e)
	err = b.judge(ctx, &r)
	return r, err
}

// talk answers each mail of ours some time later, and writes unasked so often, for so long.
func (b *robot) talk(ctx context.Context, long, later, unasked time.Duration) error {
	talking, stop := context.WithTimeout(ctx, long)
	defer stop()
	group, within := errgroup.WithContext(ctx)
	group.Go(func() error {
		for talking.Err() == nil {
			if err := b.write(within); err != nil {
				return err
			}
			pause(talking, unasked)
		}
		return nil
	})
	group.Go(func() error {
		for talking.Err() == nil {
			for got := b.mails(); b.heard.Load() < got; b.heard.Add(1) {
				pause(talking, later)
				if err := b.write(within); err != nil {
					return err
				}
			}
			pause(talking, 20*time.Millisecond)
		}
		return nil
	})
	return group.Wait()
}

func (b *robot) write(ctx context.Context) error {
	i := b.wrote.Add(1)
	return b.w.bring(ctx, b.n, fmt.Appendf(nil, "From: %s\r\nTo: hello@ondam.example\r\nMessage-ID: <%d.%d@example.net>\r\nSubject: Re: %d\r\n\r\nThank you for your mail. %d\r\n", robotAddress, b.w.seed, i, i, i))
}

// mails are how many of ours the robot has got.
func (b *robot) mails() (n int64) {
	for _, l := range b.w.journal.Lines() {
		if l.Acked && strings.EqualFold(l.Rcpt, robotAddress) {
			n++
		}
	}
	return n
}

const sqlFlagged = `SELECT count(*) FROM dari.tickets WHERE tags @> ARRAY[$1]`

// judge: few replies, each mail of the robot a message, and a mark by which people see what happens.
func (b *robot) judge(ctx context.Context, r *Result) error {
	t, err := b.w.mailTally(ctx)
	if err != nil {
		return err
	}
	var flagged int
	if err := b.w.db.QueryRow(ctx, sqlFlagged, i18n.T(i18n.Korean, "mail.loop_tag")).Scan(&flagged); err != nil {
		return fmt.Errorf("count marked tickets: %w", err)
	}
	wrote, replies := int(b.wrote.Load()), int(b.mails())
	r.count("mails_of_robot", int64(wrote))
	r.count("replies", int64(replies))
	r.count("flagged", int64(flagged))
	r.Lost += max(0, wrote-t.messages)
	r.Dup += max(0, t.messages-wrote)
	if replies == 0 || replies > mostReplies {
		r.mismatch("a robot was answered %d times", replies)
	}
	if wrote <= 2*mostReplies {
		r.mismatch("the robot wrote only %d mails", wrote)
	}
	if flagged == 0 {
		r.mismatch("no ticket is marked")
	}
	r.zeros()
	return nil
}
