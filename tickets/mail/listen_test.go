package mail

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"path/filepath"
	"strings"
	"testing"

	"dari/internal/postgres"
	"dari/internal/postgres/pgtest"
)

// dialogueWith speaks with a listener, line by line.
type dialogueWith struct {
	t    *testing.T
	conn net.Conn
	r    *bufio.Reader
}

func (r *room) listener(address string, accept ...string) *Listener {
	r.t.Helper()
	r.mail.Own = func(context.Context, postgres.Querier) (Own, error) {
		return Own{Addresses: []string{"help@ondam.example"}, Host: "ondam.example"}, nil
	}
	l, err := r.mail.NewListener(address, accept)
	must(r.t, err)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() { defer close(ended); _ = l.Run(ctx) }()
	r.t.Cleanup(func() { cancel(); <-ended })
	return l
}

func speak(t *testing.T, l *Listener, hello string) *dialogueWith {
	t.Helper()
	conn, err := net.Dial(l.Addr().Network(), l.Addr().String())
	must(t, err)
	t.Cleanup(func() { _ = conn.Close() })
	d := &dialogueWith{t, conn, bufio.NewReader(conn)}
	d.answers("220")
	d.says(hello, "250")
	return d
}

// says sends a line and reads as many answers.
func (d *dialogueWith) says(line string, want ...string) {
	d.t.Helper()
	if _, err := fmt.Fprintf(d.conn, "%s\r\n", line); err != nil {
		d.t.Fatal(err)
	}
	for _, w := range want {
		d.answers(w)
	}
}

func (d *dialogueWith) answers(want string) {
	d.t.Helper()
	for {
		line, err := d.r.ReadString('\n')
		if err != nil || !strings.HasPrefix(line, want) {
			d.t.Fatalf("it answers %q, %v; want %s", line, err, want)
		}
		if len(line) > 3 && line[3] == ' ' {
			return
		}
	}
}

func TestAMailServerHandsMailsIn(t *testing.T) {
	r := newRoom(t)
	l := r.listener("lmtp://127.0.0.1:0", "@forms.ondam.example", "Orders@Ondam.example")
	d := speak(t, l, "LHLO mx.example")
	d.says("MAIL FROM:<s@example.com>", "250")
	d.says("RCPT TO:<help@ondam.example>", "250")
	d.says("RCPT TO:<help+tag@ondam.example>", "250")
	d.says("RCPT TO:<orders@ondam.example>", "250")
	d.says("RCPT TO:<anything@forms.ondam.example>", "250")
	d.says("RCPT TO:<"+r.mail.ReplyTo(r.conv.ID, "elsewhere.example")+">", "250")
	d.says("RCPT TO:<somebody@ondam.example>", "550")
	d.says("RCPT TO:<reply+c1.aaaaaaaaaaaaaaaa@ondam.example>", "550")
	d.says("DATA", "354")
	d.says(strings.ReplaceAll(strings.TrimSuffix(letter(1), "\n"), "\n", "\r\n")+"\r\n.", "250", "250", "250", "250", "250") // one for each recipient
	if got := r.messages(); len(got) != 1 || got[0].Body != "언제 오나요? 1" {
		t.Errorf("the signed address among them: %+v", got)
	}
	d.says("MAIL FROM:<s@example.com> SIZE=60000000", "552")
	d.says("MAIL FROM:<>", "250")
	d.says("RCPT TO:<"+r.mail.ReplyTo(r.conv.ID, "ondam.example")+">", "250")
	d.says("DATA", "354")
	d.says("Subject: nothing is said of its size\r\n\r\n"+strings.Repeat(strings.Repeat("x", 998)+"\r\n", MaxBytes/1000+100)+".", "552")
	if n := pgtest.Count(t, r.db, `SELECT count(*) FROM dari.inbound_mail`); n != 1 {
		t.Errorf("%d mails", n)
	}
	d.says("QUIT", "221")
}

func TestAMailServerIsToldWhenNothingCanBeStored(t *testing.T) {
	r := newRoom(t)
	l := r.listener("smtp://127.0.0.1:0")
	if _, err := r.db.Exec(t.Context(), `ALTER TABLE dari.inbound_mail ADD CONSTRAINT refuse CHECK (subject = 'never') NOT VALID`); err != nil {
		t.Fatal(err)
	}
	d := speak(t, l, "EHLO mx.example")
	send := func(want string) {
		t.Helper()
		d.says("MAIL FROM:<s@example.com>", "250")
		d.says("RCPT TO:<help@ondam.example>", "250")
		d.says("DATA", "354")
		d.says(strings.ReplaceAll(letter(1), "\n", "\r\n")+".", want)
	}
	send("451")
	if _, err := r.db.Exec(t.Context(), `ALTER TABLE dari.inbound_mail DROP CONSTRAINT refuse`); err != nil {
		t.Fatal(err)
	}
	send("250")
	send("250") // again: its answer was lost
	if n := pgtest.Count(t, r.db, `SELECT count(*) FROM dari.inbound_mail`); n != 1 {
		t.Errorf("%d mails", n)
	}
}

func TestAListenerOnASocketFile(t *testing.T) {
	r := newRoom(t)
	path := filepath.Join(t.TempDir(), "lmtp.sock")
	for range 2 { // the second finds what the first has left
		d := speak(t, r.listener("lmtp://"+path), "LHLO mx.example")
		d.says("QUIT", "221")
	}
	for _, address := range []string{"", "http://h:1", "lmtp://256.0.0.1:1"} {
		if _, err := r.mail.NewListener(address, nil); err == nil {
			t.Errorf("%q is listened on", address)
		}
	}
}
