package email

import (
	"bytes"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"net/mail"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/jhillyerd/enmime/v2"
)

func TestFilesGoWithAMail(t *testing.T) {
	c, err := New(Options{URL: "smtp://127.0.0.1:25"})
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct{ name, kind, want string }{
		"a plain name":                {"a.pdf", "application/pdf", "a.pdf"},
		"a Korean name":               {"교환 안내.pdf", "application/pdf", "교환 안내.pdf"},
		"a name with a header in it":  {"a\r\nBcc: e@x.example\r\n.png", "image/png", "a Bcc: e@x.example .png"},
		"a name with quotes":          {`a";x=.exe`, "image/png", `a";x=.exe`},
		"a path":                      {"../../x.png", "image/png", ".._.._x.png"},
		"a type that is none":         {"b.bin", "x\r\nBcc: e@x.example", "b.bin"},
		"a name of nothing but signs": {"\r\n", "image/png", "file"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			content := bytes.Repeat([]byte("0123456789\x00\xff"), 500)
			m := Message{
				From: mail.Address{Address: "a@shop.example"}, To: mail.Address{Address: "b@example.com"},
				HeadTo: []mail.Address{{Name: "김, 서연", Address: "b@example.com"}, {Address: "c@example.com"}}, Cc: []mail.Address{{Name: "d\r\nBcc: e@x.example", Address: "d@example.com"}},
				Subject: "안내", Text: "안녕", HTML: "<p>안녕</p>", MessageID: "<1@shop.example>", DeliveryID: "1", Date: time.Unix(0, 0).UTC(),
				Files: []File{{tt.name, tt.kind, content}, {"c.txt", "text/plain", []byte("끝")}},
			}
			raw, err := c.Compose(m)
			if err != nil {
				t.Fatal(err)
			}
			for line := range strings.SplitSeq(string(raw), "\r\n") {
				if len(line) > 998 || strings.ContainsAny(line, "\r\n") || strings.HasPrefix(line, "Bcc") {
					t.Errorf("a bad line: %q", line)
				}
			}
			e, err := enmime.ReadEnvelope(bytes.NewReader(raw))
			if err != nil || len(e.Errors) != 0 {
				t.Fatal(err, e.Errors)
			}
			if e.Text != "안녕" || e.HTML != "<p>안녕</p>" || len(e.Attachments) != 2 || !bytes.Equal(e.Attachments[0].Content, content) {
				t.Fatalf("%q %q %d files", e.Text, e.HTML, len(e.Attachments))
			}
			if got := e.Attachments[0].FileName; got != tt.want {
				t.Errorf("it is called %q", got)
			}
			to, err := e.AddressList("To")
			if err != nil || len(to) != 2 || to[0].Name != "김, 서연" || to[1].Address != "c@example.com" {
				t.Errorf("to %v, %v", to, err)
			}
			again, _ := c.Compose(m)
			if !bytes.Equal(raw, again) {
				t.Error("a second attempt sends something else")
			}
		})
	}
}

// The check is written out here: what signs is not asked whether it has signed well (RFC 6376).
func TestASignedMailStandsACheckOfItsOwn(t *testing.T) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	c, err := New(Options{URL: "smtp://127.0.0.1:25", DKIM: &DKIM{Selector: "s1", Key: key}})
	if err != nil {
		t.Fatal(err)
	}
	raw, err := c.Compose(Message{
		From: mail.Address{Name: "온담", Address: "a@shop.example"}, To: mail.Address{Address: "b@example.com"}, Subject: "안내  드려요",
		Text: "안녕 \r\n\r\n끝", HTML: "<p>안녕</p>", MessageID: "<1@shop.example>", DeliveryID: "1", Date: time.Now(), InReplyTo: "<x@y>",
		Files: []File{{"a.pdf", "application/pdf", []byte("%PDF-1.4 ")}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := checkDKIM(raw, &key.PublicKey); err != nil {
		t.Error(err)
	}
	for name, changed := range map[string][]byte{
		"another subject":  bytes.Replace(raw, []byte("Subject: "), []byte("Subject: x"), 1),
		"another body":     append(append([]byte{}, raw...), "x\r\n"...),
		"a second subject": append([]byte("Subject: x\r\n"), raw...),
		"another Cc":       append([]byte("Cc: <e@x.example>\r\n"), raw...),
	} {
		if checkDKIM(changed, &key.PublicKey) == nil {
			t.Errorf("%s passes", name)
		}
	}
}

var (
	folds  = regexp.MustCompile(`\r\n([ \t])`)
	spaces = regexp.MustCompile(`[ \t]+`)
	tagB   = regexp.MustCompile(`b=[^;]*`)
)

// relaxed is a header line as both sides write it down.
func relaxed(line string) string {
	name, value, _ := strings.Cut(folds.ReplaceAllString(line, "$1"), ":")
	return strings.ToLower(strings.TrimSpace(name)) + ":" + strings.TrimSpace(spaces.ReplaceAllString(value, " "))
}

func checkDKIM(raw []byte, key *rsa.PublicKey) error {
	head, body, _ := strings.Cut(string(raw), "\r\n\r\n")
	lines := strings.Split(folds.ReplaceAllString(head, "\x00$1"), "\r\n")
	tags, signature := map[string]string{}, ""
	for i, l := range lines {
		lines[i] = strings.ReplaceAll(l, "\x00", "\r\n")
		if strings.HasPrefix(l, "DKIM-Signature:") {
			signature = lines[i]
			for part := range strings.SplitSeq(strings.TrimPrefix(strings.ReplaceAll(l, "\x00", ""), "DKIM-Signature:"), ";") {
				k, v, _ := strings.Cut(part, "=")
				tags[strings.TrimSpace(k)] = strings.Join(strings.Fields(v), "")
			}
		}
	}
	var rest []string
	for l := range strings.SplitSeq(body, "\r\n") {
		rest = append(rest, strings.TrimRight(spaces.ReplaceAllString(l, " "), " "))
	}
	sum := sha256.Sum256([]byte(strings.TrimRight(strings.Join(rest, "\r\n"), "\r\n") + "\r\n"))
	if base64.StdEncoding.EncodeToString(sum[:]) != tags["bh"] {
		return errBody
	}
	hash, used := sha256.New(), map[int]bool{}
	for name := range strings.SplitSeq(tags["h"], ":") {
		for i := len(lines) - 1; i >= 0; i-- { // from below; one that is not there counts for nothing
			if n, _, _ := strings.Cut(lines[i], ":"); !used[i] && strings.EqualFold(n, name) {
				used[i] = true
				hash.Write([]byte(relaxed(lines[i]) + "\r\n"))
				break
			}
		}
	}
	hash.Write([]byte(relaxed(tagB.ReplaceAllStringFunc(signature, func(s string) string { return "b=" }))))
	given, err := base64.StdEncoding.DecodeString(tags["b"])
	if err != nil {
		return err
	}
	return rsa.VerifyPKCS1v15(key, crypto.SHA256, hash.Sum(nil), given)
}

type bodyError struct{}

func (bodyError) Error() string { return "the body is another one" }

var errBody = bodyError{}
