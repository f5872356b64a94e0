package mail

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"dari/internal/postgres/pgtest"
	"dari/internal/thread"
)

// hostile are mails that are made to do harm (promises, M-7), under their names.
func hostile(t testing.TB) map[string]string {
	t.Helper()
	head := "From: attacker@example.com\nTo: help@ondam.example\nSubject: hostile\nMIME-Version: 1.0\n"
	part := func(kind, body string) string { return "--x\nContent-Type: " + kind + "\n\n" + body + "\n" }
	mixed := func(parts ...string) string {
		return head + "Content-Type: multipart/mixed; boundary=x\n\n" + strings.Join(parts, "") + "--x--\n"
	}
	var bomb bytes.Buffer
	w := gzip.NewWriter(&bomb)
	zeros := make([]byte, 1<<20)
	for range 200 {
		_, _ = w.Write(zeros)
	}
	_ = w.Close()
	attachment := func(name string, content []byte) string {
		return "--x\nContent-Type: application/octet-stream\nContent-Disposition: attachment; filename=\"" + name + "\"\nContent-Transfer-Encoding: base64\n\n" + base64.StdEncoding.EncodeToString(content) + "\n"
	}
	var people strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&people, "p%d@example.com,\n ", i)
	}
	var params strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&params, " name*%d=\"a\";", i)
	}
	return map[string]string{
		"20,000 parameters":       head + "Content-Type: text/plain;" + params.String() + "\n\nhello",
		"base64 that is none":     head + "Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n" + strings.Repeat("!", 1<<20) + "7JWI64WV",
		"a file that is none":     mixed("--x\nContent-Type: image/png; name=a.png\nContent-Transfer-Encoding: base64\n\n" + strings.Repeat("!", 8<<20) + "\n"),
		"answers between quotes":  head + "\n" + strings.Repeat("On x, a <a@b> wrote:\n> q\n", 8_000) + "yes",
		"quotes and no answer":    head + "\n" + strings.Repeat("On x, a <a@b> wrote:\n", 8_000),
		"a long style":            head + "Content-Type: text/html\n\n<b style=\"font-family:" + strings.Repeat("a,", 200_000) + "\">hello",
		"10,000 parts":            mixed(strings.Repeat(part("text/plain", "hi"), 10_000)),
		"2,900 parts":             mixed(strings.Repeat(part("text/plain", "hi"), 2_900)),
		"long parts":              mixed(strings.Repeat(part("text/plain", strings.Repeat("a\n", 4000)), 500)),
		"2,900 files":             mixed(strings.Repeat(attachment("a.png", []byte("x")), 2_900)),
		"nested 1,000 deep":       head + deep(1000),
		"nested 50 deep":          head + deep(50),
		"a header line of 1 MB":   head + "X-Long: " + strings.Repeat("a", 1<<20) + "\n\nhello",
		"a subject of 1 MB":       "From: a@example.com\nSubject: " + strings.Repeat("가", 1<<18) + "\n\nhello",
		"100,000 headers":         head + strings.Repeat("X-A: b\n", 100_000) + "\nhello",
		"a packed bomb":           mixed(part("text/plain", "see attached"), attachment("bomb.gz", bomb.Bytes())),
		"charset utf-7":           head + "Content-Type: text/plain; charset=utf-7\n\n+ADw-script+AD4-alert(1)+ADw-/script+AD4-\n",
		"charset of no name":      head + "Content-Type: text/plain; charset=\"\x01\x02\"\n\nhello\n",
		"NULs":                    "From: a\x00@example.com\nSubject: a\x00b\n\nhe\x00llo\n",
		"2,000 recipients":        "From: a@example.com\nTo: " + people.String() + "z@example.com\nSubject: all of you\n\nhello\n",
		"a message in itself":     head + "Content-Type: message/rfc822\n\n" + strings.Repeat("Content-Type: message/rfc822\n\n", 500) + "hello\n",
		"lines of quotes":         head + "\n" + strings.Repeat("> \n", 200_000),
		"lines that begin quotes": head + "\n" + strings.Repeat("On Mon, Nov 23, 2026 at 2:05 PM\n", 50_000),
		"one line of 5 MB":        head + "\n" + strings.Repeat("a b ", 5<<18),
		"angle brackets":          head + "Content-Type: text/html\n\n" + strings.Repeat("<div><blockquote>", 100_000) + "hello",
		"a boundary in a boundary": head + "Content-Type: multipart/mixed; boundary=\"a\"\n\n--a\nContent-Type: multipart/mixed; boundary=\"aa\"\n\n--aa\n\nhello\n" +
			strings.Repeat("--aa\n--a\n", 1000),
		"comments in an address": "From: " + strings.Repeat("(", 100_000) + "a@example.com\n\nhello",
		"references":             head + "References: " + strings.Repeat("<a@b> ", 50_000) + "\n\nhello",
		"words of a header":      head + "X-Subject: a\nSubject: " + strings.Repeat("=?utf-8?B?"+"7JWI", 20_000) + "\n\nhello",
	}
}

func TestMailsThatAreMadeToDoHarmAreKeptLikeOthers(t *testing.T) {
	r := newRoom(t)
	mails := hostile(t)
	for name, mail := range mails {
		got := r.receive("Message-ID: <" + strings.ReplaceAll(name, " ", "-") + "@evil.example>\n" + mail)
		if got.State != "done" || got.Conversation == nil {
			t.Errorf("%s: %+v", name, got)
			continue
		}
		conv, err := thread.ByUID(t.Context(), r.db, *got.Conversation)
		must(t, err)
		list, err := thread.After(t.Context(), r.db, conv.ID, 0, 10)
		if err != nil || len(list) != 1 || strings.TrimSpace(list[0].Body) == "" || strings.ContainsRune(list[0].Body, 0) {
			t.Errorf("%s: %d messages, %v", name, len(list), err)
		}
	}
	if n := pgtest.Count(t, r.db, `SELECT count(*) FROM dari.inbound_mail WHERE state = 'done'`); n != len(mails) {
		t.Errorf("%d of %d are kept", n, len(mails))
	}
}

// FuzzRead looks for mails that make the reader of mails fail: whatever comes is read, and nothing of
// what is read breaks the database.
func FuzzRead(f *testing.F) {
	for _, mail := range hostile(f) {
		if len(mail) < 64<<10 {
			f.Add([]byte(strings.ReplaceAll(mail, "\n", "\r\n")))
		}
	}
	for _, seed := range []string{letter(1), "", "\n\n", "From: a@b.kr\nContent-Type: text/html; charset=ks_c_5601-1987\n\n\xbe\xc8\xb3\xe7", "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\nFinal-Recipient: rfc822; a@b\nStatus: 5.1.1\n--b--"} {
		f.Add([]byte(seed))
	}
	s := New(Options{Secret: strings.Repeat("k", 40)})
	f.Fuzz(func(t *testing.T, raw []byte) {
		p := read(raw)
		kind := kindOf(p, Own{})
		_ = s.reportOf(p, kind)
		_ = s.automatic(p, kind, Own{})
		answer, rest := fold(limit(p.Text, 10*mostText))
		html, _ := sanitise(limit(p.HTML, mostHTML), inlines(p.root, p.HTML), false)
		for what, text := range map[string]string{"text": answer, "quote": rest, "subject": p.Subject, "name": p.Name, "from": p.From, "refs": refsOf(p)} {
			if strings.ToValidUTF8(text, "") != text || strings.ContainsRune(text, 0) {
				t.Errorf("the %s cannot be stored: %q", what, text)
			}
		}
		if strings.Contains(strings.ToLower(html), "<script") {
			t.Errorf("a script is left: %q", html)
		}
		readHead(raw).dedupeKey()
	})
}

func TestWhatWasEncodedForItsWayIsReadWhateverStandsBetween(t *testing.T) {
	tests := map[string]struct{ encoding, given, want string }{
		"base64":                        {"base64", "7JWI64WV\r\n7ZWY\r\n", "안녕하"},
		"with its end":                  {"BASE64", "YQ==", "a"},
		"two pieces with an end each":   {"base64", "YQ==\nYmM=\n", "abc"},
		"with what does not belong":     {"base64", "!!7J*WI\x00-64WV", "안녕"},
		"an end where none can be":      {"base64", "Y=WI=", "ab"},
		"cut off":                       {"base64", "YWJj\nZ", "abc"},
		"quoted-printable":              {"quoted-printable", "=EC=95=88=\r\n=EB=85=95 a=3Db  \r\nc", "안녕 a=b\r\nc"},
		"quoted in small letters":       {"Quoted-Printable", "=ec=95=88\n", "안\n"},
		"an equals sign that means one": {"quoted-printable", "a=b, 1=2=", "a=b, 1=2"},
		"said to be as it is":           {"8bit", "a=3D", "a=3D"},
		"an encoding nobody knows":      {"x-own", "a=3D", "a=3D"},
		"with a remark":                 {" base64 ; x", "YQ==", "a"},
	}
	for name, tt := range tests {
		if got := string(unwrapped([]byte(tt.given), tt.encoding)); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

func TestOfATextOnOneLongLineTheBeginningIsShown(t *testing.T) {
	p := read([]byte("From: a@example.com\r\nContent-Type: text/html\r\n\r\n<p>hello</p>" + strings.Repeat("<p>a</p>", 400_000)))
	if !strings.HasPrefix(p.Text, "hello") || !p.cut {
		t.Errorf("%.20q, cut %v", p.Text, p.cut)
	}
}

func TestOnlyStylesThatArePlausibleAreLookedInto(t *testing.T) {
	long := "color:red;" + strings.Repeat(" ", mostStyle)
	got, _ := sanitise(`<p style="color:red" Title="a">a</p><p style="`+long+`" title="b">b</p>`, nil, false)
	if want := `<p style="color: red" title="a">a</p><p title="b">b</p>`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
