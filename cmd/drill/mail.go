package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"dari/cmd/lab"
	"dari/internal/postgres/cluster"

	"github.com/emersion/go-smtp"
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
	mails, kills := 120, 6
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
				if err := w.bring(within, n, i); err != nil {
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
func (w *world) bring(ctx context.Context, n *node, i int) error {
	raw := fmt.Sprintf("From: guest%d@example.com\r\nTo: hello@ondam.example\r\nMessage-ID: <%d.%d@example.com>\r\nSubject: mail %d\r\n\r\nWhere is my parcel %d?\r\n", i, w.seed, i, i, i)
	for ctx.Err() == nil {
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+n.Addr+"/api/v1/inbound/mail", strings.NewReader(raw))
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
			if resp.StatusCode < 500 {
				return fmt.Errorf("a mail was answered %d", resp.StatusCode)
			}
		}
		pause(ctx, 30*time.Millisecond)
	}
	return ctx.Err()
}

// hostileMail is M-7: mails that are made to keep their reader busy or to fill its memory, while others
// come and must not wait.
func hostileMail(ctx context.Context, w *world) (Result, error) {
	port, err := cluster.FreePort()
	if err != nil {
		return Result{}, err
	}
	address := fmt.Sprintf("127.0.0.1:%d", port)
	n, err := w.startNode(ctx, "DARI_MAIL_LISTEN=lmtp://"+address)
	if err != nil {
		return Result{}, err
	}
	r := Result{}
	for range 5 { // the program is warm
		if _, err := w.hand(ctx, address, ordinary(r.Planned)); err != nil {
			return r, err
		}
		r.Planned++
	}
	before, err := memory(n.Pid(), "VmRSS")
	if err != nil {
		return r, err
	}
	_ = os.WriteFile(fmt.Sprintf("/proc/%d/clear_refs", n.Pid()), []byte("5"), 0o200) // the peak is counted from here
	var slowest, waited time.Duration
	for name, mail := range monsters() {
		began, refused := time.Now(), false
		group, within := errgroup.WithContext(ctx)
		group.Go(func() (err error) {
			refused, err = w.hand(within, address, mail)
			if err != nil {
				err = fmt.Errorf("%s: %w", name, err)
			}
			return err
		})
		group.Go(func() error {
			began := time.Now()
			_, err := w.hand(within, address, ordinary(r.Planned))
			waited = max(waited, time.Since(began))
			return err
		})
		if err := group.Wait(); err != nil {
			return r, err
		}
		r.Planned++
		if refused {
			r.count("refused", 1)
		} else {
			r.Planned++
		}
		_ = lab.Await(ctx, time.Minute, "it is worked off", func() bool { return w.noneOpen(ctx) }, n.Alive)
		slowest = max(slowest, time.Since(began))
	}
	peak, err := memory(n.Pid(), "VmHWM")
	if err != nil {
		return r, err
	}
	t, err := w.mailTally(ctx)
	if err != nil {
		return r, err
	}
	r.Sent, r.Lost = t.messages, max(0, r.Planned-t.messages)
	if t.stored != r.Planned || t.done != r.Planned {
		r.mismatch("%d mails: %d are stored, %d done", r.Planned, t.stored, t.done)
	}
	r.count("memory_mb", (peak-before)>>20)
	if peak-before > 200<<20 {
		r.mismatch("it needed %d MB more", (peak-before)>>20)
	}
	w.atMost(&r, "slowest", slowest, 5*time.Second)
	w.atMost(&r, "others", waited, 2*time.Second)
	r.zeros()
	return r, nil
}

func (w *world) noneOpen(ctx context.Context) bool {
	open := 1
	err := w.db.QueryRow(ctx, sqlMailsOpen).Scan(&open)
	return err == nil && open == 0
}

// hand hands a mail to the program as a mail server does. It answers whether it was refused as too large.
func (w *world) hand(ctx context.Context, address string, mail []byte) (refused bool, err error) {
	if err := ctx.Err(); err != nil {
		return false, err
	}
	c, err := dialLMTP(address)
	if err != nil {
		return false, err
	}
	defer func() { _ = c.Close() }()
	if err := c.Mail("sender@example.com", nil); err != nil {
		return false, fmt.Errorf("begin a mail: %w", err)
	}
	if err := c.Rcpt("hello@ondam.example", nil); err != nil {
		return false, fmt.Errorf("name the recipient: %w", err)
	}
	body, err := c.Data()
	if err != nil {
		return false, fmt.Errorf("send a mail: %w", err)
	}
	_, err = io.Copy(body, bytes.NewReader(mail))
	err = errors.Join(err, body.Close())
	var said *smtp.SMTPError
	if errors.As(err, &said) && said.Code == 552 {
		return true, nil
	}
	return false, err
}

func dialLMTP(address string) (*smtp.Client, error) {
	conn, err := lmtpConn(address)
	if err != nil {
		return nil, fmt.Errorf("reach the listener for mails: %w", err)
	}
	return smtp.NewClientLMTP(conn), nil
}

func ordinary(i int) []byte {
	return fmt.Appendf(nil, "From: other%d@example.com\r\nTo: hello@ondam.example\r\nMessage-ID: <o%d@example.com>\r\nSubject: ordinary %d\r\n\r\nhello\r\n", i, i, i)
}

// memory reads a line of the state of a process, in bytes.
func memory(pid int, name string) (int64, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, fmt.Errorf("read the memory of a program: %w", err)
	}
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, name+":"); ok {
			kb, err := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(rest), "kB")), 10, 64)
			return kb << 10, err
		}
	}
	return 0, fmt.Errorf("the system does not tell %s", name)
}
