package mail

import (
	"encoding/base64"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dari/internal/corpora"
	"dari/internal/postgres/pgtest"
)

// wrap is one mail as a relay may hand it on.
type wrap struct{ from, subject, before, kind, encoding, text, mark, file, ends string }

const (
	said   = "안녕하세요. 접시가 깨져서 왔어요.\n\n사진을 함께 보내요.\n"
	pixels = "\x89PNG\r\n\x1a\n, which is\nno text \r\n\n"
)

func original() wrap {
	return wrap{
		from: "김서연 <s@example.com>", subject: "접시가 깨졌어요", kind: "text/plain; charset=utf-8", encoding: "8bit", text: said,
		mark: "=_one", file: "접시.png", ends: "\r\n",
	}
}

func (w wrap) raw() []byte {
	b := w.before + "From: " + w.from + "\nDate: Mon, 23 Nov 2026 14:05:00 +0900\nMessage-ID: <w1@example.com>\nSubject: " + w.subject +
		"\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"" + w.mark + "\"\n\n--" + w.mark + "\nContent-Type: " + w.kind
	if w.encoding != "" {
		b += "\nContent-Transfer-Encoding: " + w.encoding
	}
	b += "\n\n" + w.text + "\n--" + w.mark + "\nContent-Type: image/png\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=\"" + w.file + "\"\n\n" +
		base64.StdEncoding.EncodeToString([]byte(pixels)) + "\n--" + w.mark + "--\n"
	return []byte(strings.ReplaceAll(b, "\n", w.ends))
}

func TestACopyIsTheSameMailHoweverItWasWrappedOnItsWay(t *testing.T) {
	first, _ := readHead(original().raw()).keys()
	lines := func(text string, n int) string { // as encoders fold them
		var out []string
		for ; len(text) > n; text = text[n:] {
			out = append(out, text[:n])
		}
		return strings.Join(append(out, text), "\n")
	}
	for name, change := range map[string]func(*wrap){
		"the very same":            func(*wrap) {},
		"a relay's line before it": func(w *wrap) { w.before = "Received: from a by b;\n Mon, 23 Nov 2026\nReturn-Path: <s@example.com>\n" },
		"a mailbox's line":         func(w *wrap) { w.before = "From s@example.com Mon Nov 23 14:05:00 2026\n" },
		"other ends of lines":      func(w *wrap) { w.ends = "\n" },
		"quoted-printable": func(w *wrap) {
			w.encoding, w.text = "quoted-printable", qp("안녕하세요. 접시가")+" =\n"+qp("깨져서 왔어요.")+"\n\n"+qp("사진을 함께 보내요.")+"\n"
		},
		"base64":                   func(w *wrap) { w.encoding, w.text = "BASE64", lines(b64(strings.ReplaceAll(said, "\n", "\r\n")), 40) },
		"base64 of Unix lines":     func(w *wrap) { w.encoding, w.text = "base64", lines(b64(said), 76) },
		"nothing said of its form": func(w *wrap) { w.encoding = "" },
		"a folded subject":         func(w *wrap) { w.subject = "접시가\n 깨졌어요" },
		"an encoded subject": func(w *wrap) {
			w.subject = "=?utf-8?B?" + b64("접시가 ") + "?=\n\t=?utf-8?B?" + b64("깨졌어요") + "?="
		},
		"a subject encoded by hand": func(w *wrap) { w.subject = "=?UTF-8?Q?" + qp("접시가") + "_" + qp("깨졌어요") + "?=" },
		"an encoded name":           func(w *wrap) { w.from = "=?utf-8?B?" + b64("김서연") + "?= <s@example.com>" },
		"other marks between parts": func(w *wrap) { w.mark = "----=_Next_2" },
		"an encoded name of a file": func(w *wrap) { w.file = "=?utf-8?B?" + b64("접시.png") + "?=" },
		"blanks at ends of lines":   func(w *wrap) { w.text = strings.ReplaceAll(said, "\n", "  \n") + " \n\n" },
		"other letters of a kind":   func(w *wrap) { w.kind = "Text/PLAIN;\n charset=UTF-8" },
	} {
		w := original()
		change(&w)
		if key, _ := readHead(w.raw()).keys(); key != first {
			t.Errorf("%s: another mail\n%s", name, w.raw())
		}
	}
}

func TestMailsThatSayOtherThingsAreTwoUnderOneMessageID(t *testing.T) {
	seen := map[string]string{}
	for name, change := range map[string]func(*wrap){
		"the first":    func(*wrap) {},
		"another word": func(w *wrap) { w.text = strings.Replace(said, "깨져서", "깨끗이", 1) },
		"words in another order": func(w *wrap) {
			w.text = "사진을 함께 보내요.\n\n안녕하세요. 접시가 깨져서 왔어요.\n"
		},
		"one line more":          func(w *wrap) { w.text = said + "고맙습니다." },
		"an empty line more":     func(w *wrap) { w.text = strings.Replace(said, "\n\n", "\n\n\n", 1) },
		"words that were joined": func(w *wrap) { w.text = strings.Replace(said, "접시가 깨져서", "접시가깨져서", 1) },
		"an indented line":       func(w *wrap) { w.text = strings.Replace(said, "사진", "  사진", 1) },
		"as HTML":                func(w *wrap) { w.kind = "text/html; charset=utf-8" },
		"another subject":        func(w *wrap) { w.subject = "접시가 깨졌어요!" },
		"another sender":         func(w *wrap) { w.from = "김서연 <t@example.com>" },
		"another file":           func(w *wrap) { w.file = "찻잔.png" },
		"words before the parts": func(w *wrap) { w.mark = "x\"\n\n안녕\n--x\n\n" },
		"text that looks like QP": func(w *wrap) {
			w.text = qp("안녕하세요. 접시가 깨져서 왔어요.") + "\n\n" + qp("사진을 함께 보내요.")
		},
		"a text that ends in text": func(w *wrap) { w.text = said + "\n--=_one\n\n" },
	} {
		w := original()
		change(&w)
		key, _ := readHead(w.raw()).keys()
		if other, found := seen[key]; found {
			t.Errorf("%q and %q are one", name, other)
		}
		seen[key] = name
	}
}

func TestAMailThatTwoRelaysHandOnBecomesOneMessage(t *testing.T) {
	r := newRoom(t)
	bring := func(w wrap, want bool) {
		t.Helper()
		if got, err := r.mail.Receive(t.Context(), "inbox", w.raw()); err != nil || got.Known != want {
			t.Errorf("%+v, %v", got, err)
		}
	}
	bring(original(), false)
	w := original()
	w.encoding, w.text, w.subject = "base64", b64(said), "=?utf-8?B?"+b64(w.subject)+"?="
	bring(w, true)
	w.text = b64(said + "그리고 하나 더요.")
	bring(w, false)
	// Rows of programs that knew a mail by its bytes.
	w.text = b64("예전에 온 메일")
	_, before := readHead(w.raw()).keys()
	pgtest.Exec(t, r.db, `UPDATE dari.inbound_mail SET dedupe_key = $1 WHERE id = (SELECT min(id) FROM dari.inbound_mail)`, before)
	bring(w, true)
	if n := pgtest.Count(t, r.db, `SELECT count(*) FROM dari.messages WHERE channel = 'mail'`); n != 2 {
		t.Errorf("%d messages", n)
	}
}

func TestAMailWithABrokenHeadIsKnownByWhatItSays(t *testing.T) {
	const rest = "no field at all\r\nMessage-ID: <b1@example.com>\r\nDate: Mon, 23 Nov 2026 14:05:00 +0900\r\n\r\n안녕하세요\r\n"
	one, _ := readHead([]byte("From: a@example.com\r\n" + rest)).keys()
	again, _ := readHead([]byte("Received: x\r\nFrom: a@example.com\r\n" + rest)).keys()
	other, _ := readHead([]byte("From: a@example.com\r\n" + rest + "그리고요\r\n")).keys()
	if one != again || one == other || !strings.HasPrefix(one, "<b1@example.com>#") {
		t.Error(one, again, other)
	}
	if key, before := readHead([]byte("no head\r\n")).keys(); key == "" || before == "" || key[0] != '#' {
		t.Error(key, before)
	}
}

// What other people's mails are told apart by is not lost with their wrapping (promises, M-1).
func TestOtherPeoplesMailsStayApart(t *testing.T) {
	root := corpora.Dir(t)
	before := map[string]string{}
	mails := 0
	for _, folder := range []string{"chatwoot-mail", "mikel-mail", "bounce-sisimai"} {
		must(t, filepath.WalkDir(filepath.Join(root, folder), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".eml") {
				return err
			}
			raw, err := os.ReadFile(path)
			must(t, err)
			mails++
			key, old := readHead(raw).keys()
			if other, found := before[key]; found && !strings.HasPrefix(other, old+" ") {
				t.Errorf("%s is taken for %s", path, other)
			}
			before[key] = fmt.Sprint(old, " ", path)
			return nil
		}))
	}
	t.Logf("%d mails, %d of them different", mails, len(before))
}
