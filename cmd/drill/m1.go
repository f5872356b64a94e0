package main

import (
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"net/mail"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"dari/cmd/lab"

	"golang.org/x/sync/errgroup"
)

// repeatedMail is M-1: four fetchers at two programs bring every mail three times each, in an order of
// their own. The mails are those of the corpora, when DARI_CORPORA names them, and some of our own.
func repeatedMail(ctx context.Context, w *world) (Result, error) {
	mails, err := w.mails()
	if err != nil {
		return Result{}, err
	}
	if err := w.startNodes(ctx, 2); err != nil {
		return Result{}, err
	}
	const fetchers, times = 4, 3
	group, within := errgroup.WithContext(ctx)
	var brought atomic.Int64
	for f := range fetchers {
		order := rand.New(rand.NewPCG(w.seed, uint64(f)))
		group.Go(func() error {
			for range times {
				for _, i := range order.Perm(len(mails)) {
					if err := w.bring(within, w.nodes[f%2], mails[i]); err != nil {
						return err
					}
					brought.Add(1)
				}
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return Result{}, err
	}
	_ = lab.Await(ctx, time.Minute, "all are worked off", func() bool { return w.noneOpen(ctx) }, nil)
	r := Result{Planned: distinct(mails)}
	r.count("brought", brought.Load())
	err = w.onceEach(ctx, &r)
	return r, err
}

// Each mail has a row that is at its end; the row of a person's mail has one message, which no other has.
const sqlOnceEach = `
SELECT count(*), count(*) FILTER (WHERE m.state IN ('received', 'processing')),
  count(*) FILTER (WHERE m.state = 'quarantined'),
  count(x.seq), count(DISTINCT (x.conversation_id, x.seq)) FILTER (WHERE x.seq IS NOT NULL),
  count(*) FILTER (WHERE m.state = 'done' AND m.kind = 'human' AND x.seq IS NULL),
  (SELECT count(*) FROM dari.messages WHERE channel = 'mail')
FROM dari.inbound_mail m
LEFT JOIN dari.messages x ON x.conversation_id = m.conversation_id AND x.seq = m.message_seq`

// onceEach compares what is stored with what was brought.
func (w *world) onceEach(ctx context.Context, r *Result) error {
	var rows, open, aside, linked, places, silent, messages int
	if err := w.db.QueryRow(ctx, sqlOnceEach).Scan(&rows, &open, &aside, &linked, &places, &silent, &messages); err != nil {
		return fmt.Errorf("count mails: %w", err)
	}
	r.Sent = rows
	r.Lost = max(0, r.Planned-rows) + open + silent
	r.Dup = max(0, rows-r.Planned) + max(0, messages-places)
	if linked != places || messages != places {
		r.mismatch("%d mails have a message, in %d places; there are %d messages", linked, places, messages)
	}
	r.count("messages", int64(messages))
	r.count("quarantined", int64(aside))
	panics, err := w.panics()
	r.count("panics", int64(panics))
	if panics > 0 {
		r.mismatch("the programs have panicked %d times", panics)
	}
	r.zeros()
	return err
}

// panics counts what the logs of the programs tell of them.
func (w *world) panics() (n int, err error) {
	for _, node := range w.nodes {
		text, err := os.ReadFile(node.Log)
		if err != nil {
			return n, fmt.Errorf("read the log of a program: %w", err)
		}
		n += strings.Count(string(text), "panic") + strings.Count(string(text), "goroutine 1 [")
	}
	return n, nil
}

// mails are what M-1 brings; a small run takes every third of the corpora.
func (w *world) mails() ([][]byte, error) {
	list := w.ownMails()
	root := os.Getenv("DARI_CORPORA")
	if root == "" {
		return list, nil
	}
	n := 0
	for _, folder := range []string{"chatwoot-mail", "mikel-mail", "bounce-sisimai"} {
		err := filepath.WalkDir(filepath.Join(root, folder), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".eml") {
				return err
			}
			raw, err := os.ReadFile(path)
			if n++; err == nil && len(raw) > 0 && (w.full || n%3 == 0) {
				list = append(list, raw)
			}
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("read the mails of %s: %w", folder, err)
		}
	}
	return list, nil
}

// distinct counts mails that differ: two of which the id, the sender, the date, the subject and the body
// are the same are copies of one, whatever else stands in their heads.
func distinct(mails [][]byte) int {
	seen := map[string]bool{}
	for _, raw := range mails {
		lines := strings.ReplaceAll(string(raw), "\r\n", "\n")
		top, body, _ := strings.Cut(strings.TrimLeft(lines, "\n"), "\n\n")
		if envelope, rest, _ := strings.Cut(top, "\n"); strings.HasPrefix(envelope, "From ") || strings.HasPrefix(envelope, ">From ") {
			top = rest // of the mailbox it was taken out of
		}
		m, err := mail.ReadMessage(strings.NewReader(top + "\n\n"))
		if err != nil {
			seen[lines] = true
			continue
		}
		key := []string{strings.ToLower(m.Header.Get("Message-ID"))}
		for _, name := range []string{"From", "Date", "Subject"} {
			key = append(key, m.Header.Get(name))
		}
		for line := range strings.Lines(body) {
			key = append(key, strings.TrimRight(line, " \t\r\n"))
		}
		seen[strings.Join(key, "\n")] = true
	}
	return len(seen)
}

// ownMails are some of each kind: with a Message-ID and without, another under the same Message-ID, in a
// Korean charset, without any head, and a bounce.
func (w *world) ownMails() (list [][]byte) {
	for i := range 5 {
		text := string(w.question(i))
		id := fmt.Sprintf("Message-ID: <%d.%d@example.com>\r\n", w.seed, i)
		list = append(list, []byte(text),
			[]byte(strings.Replace(text, id, "", 1)),
			[]byte(strings.Replace(text, "parcel", "refund", 1)),
			fmt.Appendf(nil, "From: k%d@example.com\r\nTo: hello@ondam.example\r\nMessage-ID: <k%d@example.com>\r\nContent-Type: text/plain; charset=euc-kr\r\n\r\n\xbe\xc8\xb3\xe7 %d\r\n", i, i, i),
			fmt.Appendf(nil, "no head at all, %d\r\n", i),
			fmt.Appendf(nil, "From: MAILER-DAEMON@example.com\r\nTo: hello@ondam.example\r\nMessage-ID: <b%d@example.com>\r\nSubject: Undelivered Mail Returned to Sender\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nFinal-Recipient: rfc822; nobody%d@example.com\r\nAction: failed\r\nStatus: 5.1.1\r\n--b--\r\n", i, i))
	}
	return list
}
