package mail

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"dari/internal/corpora"
	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/postgres/pgtest"
	"dari/internal/thread"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"golang.org/x/text/encoding/korean"
)

type room struct {
	t    *testing.T
	db   *pgxpool.Pool
	mail *Service
	conv thread.Conversation
}

// newRoom has one chat about which a mail has gone to s@example.com.
func newRoom(t *testing.T) *room {
	t.Helper()
	r := &room{t: t, db: pgtest.New(t)}
	r.mail = New(Options{DB: r.db, Log: slog.New(slog.DiscardHandler), Secret: strings.Repeat("k", 40)})
	var visitor int64
	err := r.db.QueryRow(t.Context(), `INSERT INTO dari.visitors (uid, token_hash) VALUES (gen_random_uuid(), sha256('x')) RETURNING id`).Scan(&visitor)
	if err == nil {
		r.conv, err = thread.EnsureChat(t.Context(), r.db, thread.Owner{VisitorID: visitor}, "ko")
	}
	if err == nil {
		err = postgres.InTx(t.Context(), r.db, func(tx pgx.Tx) error {
			return Remember(t.Context(), tx, "<sent-1@ondam.example>", r.conv.ID, "s@example.com")
		})
	}
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func (r *room) receive(mail string) Received {
	r.t.Helper()
	got, err := r.mail.Receive(r.t.Context(), "", []byte(strings.ReplaceAll(mail, "\n", "\r\n")))
	if err != nil {
		r.t.Fatal(err)
	}
	return got
}

func (r *room) messages() []thread.Message {
	r.t.Helper()
	list, err := thread.After(r.t.Context(), r.db, r.conv.ID, 0, 1000)
	if err != nil {
		r.t.Fatal(err)
	}
	return list
}

func (r *room) about(m thread.Message) (a about) {
	r.t.Helper()
	var d struct{ Mail about }
	if err := json.Unmarshal(m.Data, &d); err != nil {
		r.t.Fatal(err)
	}
	return d.Mail
}

func TestAnAnswerByMailJoinsItsThreadOnce(t *testing.T) {
	r := newRoom(t)
	mail := "From: 김서연 <S@Example.com>\nTo: " + r.mail.ReplyTo(r.conv.ID, "ondam.example") + "\nMessage-ID: <1@a>\nSubject: Re: 답\nContent-Type: text/plain; charset=utf-8\n\n네, 좋아요.\n\n> 안녕하세요\n"
	var done sync.WaitGroup
	for range 4 { // fetchers, each three times
		done.Go(func() {
			for range 3 {
				if _, err := r.mail.Receive(context.Background(), "inbox", []byte(mail)); err != nil {
					t.Error(err)
				}
				_ = r.mail.ProcessAll(context.Background())
			}
		})
	}
	done.Wait()
	list := r.messages()
	if len(list) != 1 || list[0].Body != "네, 좋아요." || list[0].Channel != thread.Mail || list[0].From != thread.Shopper {
		t.Fatalf("%+v", list)
	}
	if a := r.about(list[0]); a.Unverified || a.Quoted != "> 안녕하세요" || a.Subject != "Re: 답" {
		t.Errorf("%+v", a)
	}
	if n := pgtest.Count(t, r.db, `SELECT count(*) FROM dari.inbound_mail`); n != 1 {
		t.Errorf("%d mails are stored", n)
	}
	if got, err := r.mail.Receive(t.Context(), "other", []byte(mail)); err != nil || got.State != "ignored" || got.Reason != "duplicate" {
		t.Errorf("the copy in another mailbox: %+v, %v", got, err)
	}
}

func TestWhereAMailBelongs(t *testing.T) {
	tests := map[string]struct {
		head, state, reason string
		unverified          bool
	}{
		"a signed address":                        {"From: s@example.com\nTo: {reply}", "done", "", false},
		"a signed address behind a relay":         {"From: s@example.com\nTo: help@ondam.example\nDelivered-To: {reply}", "done", "", false},
		"a signed address in capitals":            {"From: s@example.com\nTo: {REPLY}", "done", "", false},
		"the Message-ID of ours":                  {"From: s@example.com\nTo: help@ondam.example\nIn-Reply-To: <sent-1@ondam.example>", "done", "", false},
		"the same, among older ones":              {"From: s@example.com\nTo: help@ondam.example\nReferences: <a@b>\n <sent-1@ondam.example> <c@d>", "done", "", false},
		"a stranger":                              {"From: other@example.com\nTo: {reply}", "done", "unverified_sender", true},
		"nobody":                                  {"To: {reply}", "done", "unverified_sender", true},
		"an address signed by somebody else":      {"From: s@example.com\nTo: reply+c1.aaaaaaaaaaaaaaaa@ondam.example", "new", "", false},
		"an address of a thread that is not ours": {"From: s@example.com\nTo: {foreign}", "new", "", false},
		"a subject that names a ticket":           {"From: s@example.com\nTo: help@ondam.example\nSubject: Re: [#1001]", "new", "", false},
		"a vacation notice":                       {"From: s@example.com\nTo: {reply}\nAuto-Submitted: auto-replied", "ignored", "auto", false},
		"a vacation notice without a header":      {"From: s@example.com\nTo: {reply}\nSubject: 부재중: 답", "ignored", "auto", false},
		"a bounce":                                {"From: MAILER-DAEMON@example.com\nTo: {reply}\nReturn-Path: <>", "ignored", "bounce", false},
		"a list":                                  {"From: list@example.com\nTo: {reply}\nList-Id: <a.b>", "ignored", "list", false},
		"who takes part, behind a list":           {"From: s@example.com\nTo: {reply}\nList-Id: <a.b>", "done", "", false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := newRoom(t)
			reply, foreign := r.mail.ReplyTo(r.conv.ID, "ondam.example"), r.mail.ReplyTo(999, "ondam.example")
			head := strings.NewReplacer("{reply}", reply, "{REPLY}", strings.ToUpper(reply), "{foreign}", foreign).Replace(tt.head)
			got := r.receive(head + "\nMessage-ID: <x@y>\n\n안녕하세요\n")
			begun := tt.state == "new"
			if begun {
				tt.state = "done"
			}
			if got.State != tt.state || got.Reason != tt.reason {
				t.Fatalf("%+v", got)
			}
			if begun != (got.Conversation != nil && *got.Conversation != r.conv.UID) {
				t.Fatalf("a conversation of its own: %+v", got)
			}
			list := r.messages()
			if (len(list) == 1) != (tt.state == "done" && !begun) {
				t.Fatalf("%d messages", len(list))
			}
			if len(list) == 1 {
				if a := r.about(list[0]); a.Unverified != tt.unverified || strings.Contains(a.From, "other@") || len(a.To) > 0 {
					t.Errorf("%+v", a)
				}
			}
			if n := pgtest.Count(t, r.db, `SELECT count(*) FROM dari.inbound_mail WHERE length(raw) > 0`); n != 1 {
				t.Error("the raw mail is not kept")
			}
		})
	}
}

func TestKoreanMailsAreRead(t *testing.T) {
	const subject, say = "배송지를 바꿔 주세요 똠방각하", "뷁 펲시콜라, 안녕하세요. 쀍"
	euckr := func(s string) string {
		out, err := korean.EUCKR.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	b64 := func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }
	iso := func(s string) string { // the seven-bit form, for letters of KS X 1001
		var b strings.Builder
		for _, c := range []byte(euckr(s)) {
			b.WriteByte(c & 0x7f)
		}
		return b.String()
	}
	mails := map[string]string{"utf-8": "Subject: =?utf-8?B?" + b64(subject) + "?=\nContent-Type: text/plain; charset=utf-8\n\n" + say}
	for _, label := range []string{"euc-kr", "EUC-KR", "cp949", "CP949", "ms949", "MS949", "ks_c_5601-1987", "KS_C_5601-1987", "x-windows-949", "windows-949", "uhc", "ksc5601", "euckr", "korean"} {
		mails[label+", 8bit"] = "Subject: =?" + label + "?B?" + b64(euckr(subject)) + "?=\nContent-Type: text/plain; charset=\"" + label + "\"\nContent-Transfer-Encoding: 8bit\n\n" + euckr(say)
		mails[label+", base64"] = "Subject: =?" + label + "?B?" + b64(euckr(subject)) + "?=\nContent-Type: text/plain;\n charset=" + label + "\nContent-Transfer-Encoding: base64\n\n" + b64(euckr(say))
		mails[label+", html"] = "Subject: =?" + label + "?B?" + b64(euckr(subject)) + "?=\nMIME-Version: 1.0\nContent-Type: text/html; charset=" + label + "\nContent-Transfer-Encoding: base64\n\n" +
			b64("<html><head><meta charset="+label+"></head><body><p>"+euckr(say)+"</p></body></html>")
	}
	for name, mail := range mails {
		p, err := parse([]byte("From: s@example.com\n" + mail))
		if err != nil || p.Subject != subject || strings.TrimSpace(p.Text) != say {
			t.Errorf("%s: %v\n%q\n%q", name, err, p.Subject, p.Text)
		}
	}
	p, err := parse([]byte("From: s@example.com\nContent-Type: text/plain; charset=iso-2022-kr\n\n\x1b$)C\x0e" + iso("안녕") + "\x0f hello\n"))
	if err != nil || strings.TrimSpace(p.Text) != "안녕 hello" {
		t.Errorf("iso-2022-kr: %q, %v", p.Text, err)
	}
}

func TestAMailThatCannotBeReadIsKept(t *testing.T) {
	r := newRoom(t)
	reply := r.mail.ReplyTo(r.conv.ID, "ondam.example")
	mails := map[string]string{
		"no mail at all": "\x00\x01\x02", "a head alone": "From: s@example.com", "NULs": "From: s@example.com\nTo: " + reply + "\n\na\x00b\x00c",
		"no UTF-8":        "From: s@example.com\nTo: " + reply + "\nContent-Type: text/plain; charset=utf-8\n\n\xff\xfe안녕",
		"utf-7":           "From: s@example.com\nTo: " + reply + "\nContent-Type: text/plain; charset=utf-7\n\n+rMA-",
		"unknown charset": "From: s@example.com\nTo: " + reply + "\nContent-Type: text/plain; charset=nothing\n\nhello there",
		"broken parts":    "From: s@example.com\nTo: " + reply + "\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\nhello",
		"a file alone":    "From: s@example.com\nTo: " + reply + "\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: application/pdf; name=\"a.pdf\"\nContent-Disposition: attachment; filename=\"a.pdf\"\nContent-Transfer-Encoding: base64\n\nJVBERg==\n--x--\n",
		"deep":            "From: s@example.com\nTo: " + reply + "\n" + deep(1000),
		"many parts":      "From: s@example.com\nTo: " + reply + "\nContent-Type: multipart/mixed; boundary=x\n\n" + strings.Repeat("--x\nContent-Type: text/plain\n\nhi\n", 10_000) + "--x--\n",
		"a long line":     "From: s@example.com\nTo: " + reply + "\nX-A: " + strings.Repeat("a", 1<<20) + "\n\nhello",
	}
	for name, mail := range mails {
		got := r.receive(mail)
		if got.State == "received" || got.State == "processing" {
			t.Errorf("%s: %+v", name, got)
		}
	}
	if n := pgtest.Count(t, r.db, `SELECT count(*) FROM dari.inbound_mail`); n != len(mails) {
		t.Errorf("%d of %d are kept", n, len(mails))
	}
	for _, size := range []int{0, MaxBytes + 1} {
		if _, err := r.mail.Receive(t.Context(), "", make([]byte, size)); !fault.Is(err, fault.Malformed) && !fault.Is(err, fault.TooLarge) {
			t.Errorf("%d bytes: %v", size, err)
		}
	}
}

func deep(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i)
	}
	return b.String() + "Content-Type: text/plain\n\nhello"
}

func TestAMailThatKillsTheProgramIsNotTriedForEver(t *testing.T) {
	r := newRoom(t)
	reply := r.mail.ReplyTo(r.conv.ID, "ondam.example")
	id, err := insertMail(t.Context(), r.db, newMail{Mailbox: "api", Key: "k", Raw: []byte("From: s@example.com\r\nTo: " + reply + "\r\n\r\nhello"), State: "received"})
	if err != nil {
		t.Fatal(err)
	}
	for range maxAttempts { // programs that took it up and died
		if _, found, err := claim(t.Context(), r.db, id, 0); err != nil || !found {
			t.Fatalf("%v, %v", found, err)
		}
	}
	if err := r.mail.ProcessAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got, err := stateOf(t.Context(), r.db, id); err != nil || got.State != "quarantined" || got.Reason != "attempts" {
		t.Errorf("%+v, %v", got, err)
	}
}

// Every mail of the corpora, three times by four fetchers (promises, M-1).
func TestOtherPeoplesMailsAreEachTakenInOnce(t *testing.T) {
	root := corpora.Dir(t)
	var mails [][]byte
	for _, folder := range []string{"chatwoot-mail", "mikel-mail", "bounce-sisimai"} {
		_ = filepath.WalkDir(filepath.Join(root, folder), func(path string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() && strings.HasSuffix(path, ".eml") {
				raw, err := os.ReadFile(path)
				if err == nil && len(raw) > 0 {
					mails = append(mails, raw)
				}
			}
			return nil
		})
	}
	if len(mails) == 0 {
		t.Skip("there are no mails in the corpora")
	}
	r := newRoom(t)
	var done sync.WaitGroup
	for range 4 {
		done.Go(func() {
			for range 3 {
				for _, raw := range mails {
					if _, err := r.mail.Receive(context.Background(), "inbox", raw); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
	done.Wait()
	distinct := map[string]bool{}
	for _, raw := range mails {
		distinct[readHead(raw).dedupeKey()] = true
	}
	if n := pgtest.Count(t, r.db, `SELECT count(*) FROM dari.inbound_mail WHERE state NOT IN ('received', 'processing')`); n != len(distinct) {
		t.Errorf("%d of %d distinct mails (%d files) were taken in", n, len(distinct), len(mails))
	}
	t.Logf("%d files, %d distinct, %d quarantined", len(mails), len(distinct), pgtest.Count(t, r.db, `SELECT count(*) FROM dari.inbound_mail WHERE state = 'quarantined'`))
}
