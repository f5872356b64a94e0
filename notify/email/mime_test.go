package email

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"net/mail"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-msgauth/dkim"
	"github.com/jhillyerd/enmime/v2"
)

func contextWithTimeout(t *testing.T, d time.Duration) (context.Context, context.CancelFunc) {
	t.Helper()
	return context.WithTimeout(t.Context(), d)
}

func TestNothingInAFieldBecomesAHeader(t *testing.T) {
	c, err := New(Options{URL: "smtp://127.0.0.1:25"})
	if err != nil {
		t.Fatal(err)
	}
	evil := "x\r\nBcc: e@x.example\r\n\r\nbody\x00\u2028\u0085y"
	m := Message{
		From: mail.Address{Name: evil, Address: "a@shop.example"}, To: mail.Address{Name: `"` + evil + "한글", Address: "b@example.com"},
		ReplyTo: mail.Address{Name: "한" + evil, Address: "c@example.com"}, Subject: evil + strings.Repeat(" 긴 제목", 60), MessageID: "<1@shop.example>\r\nBcc: e@x.example",
		DeliveryID: "1\r\nBcc: e@x.example", Text: "안녕\r\n.\r\n점", HTML: "<p>안녕</p>", Date: time.Unix(0, 0).UTC(), Unsubscribe: "https://x.example/u/1", References: "<a@b>\r\n <c@d>",
	}
	raw, err := c.Compose(m)
	if err != nil {
		t.Fatal(err)
	}
	head, _, _ := bytes.Cut(raw, []byte("\r\n\r\n"))
	names := map[string]int{}
	for line := range strings.SplitSeq(string(head), "\r\n") {
		if len(line) > 998 || strings.ContainsAny(line, "\r\n\x00") {
			t.Errorf("a bad line: %q", line)
		}
		if line[0] != ' ' {
			name, _, _ := strings.Cut(line, ":")
			names[name]++
		}
	}
	want := []string{"Date", "Message-ID", "From", "To", "Reply-To", "Subject", "X-Delivery-ID", "References", "List-Unsubscribe", "List-Unsubscribe-Post", "MIME-Version", "Content-Type"}
	if len(names) != len(want) {
		t.Errorf("headers %v", names)
	}
	for _, n := range want {
		if names[n] != 1 {
			t.Errorf("%d × %s", names[n], n)
		}
	}
	e, err := enmime.ReadEnvelope(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	if e.Text != "안녕\r\n.\r\n점" || e.HTML != "<p>안녕</p>" || len(e.Errors) != 0 {
		t.Errorf("%q %q %v", e.Text, e.HTML, e.Errors)
	}
	if !bytes.Contains(raw, []byte("Content-Transfer-Encoding: base64")) || strings.Contains(string(head), "User-Agent") {
		t.Errorf("%s", head)
	}
}

func TestASignatureCoversTheUnsubscribeHeaders(t *testing.T) {
	public, key, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	c, err := New(Options{URL: "smtp://127.0.0.1:25", DKIM: &DKIM{Selector: "s1", Key: key}})
	if err != nil {
		t.Fatal(err)
	}
	raw, err := c.Compose(Message{
		From: mail.Address{Name: "온담", Address: "a@shop.example"}, To: mail.Address{Address: "b@example.com"}, Subject: "(광고) 소식",
		Text: "안녕", HTML: "<p>안녕</p>", MessageID: "<1@shop.example>", DeliveryID: "1", Date: time.Now(), Unsubscribe: "https://x.example/u/1",
	})
	if err != nil {
		t.Fatal(err)
	}
	seen, err := dkim.VerifyWithOptions(bytes.NewReader(raw), &dkim.VerifyOptions{LookupTXT: func(name string) ([]string, error) {
		if name != "s1._domainkey.shop.example" {
			t.Errorf("asked for %s", name)
		}
		return []string{"v=DKIM1; k=ed25519; p=" + base64Of(public)}, nil
	}})
	if err != nil || len(seen) != 1 || seen[0].Err != nil || seen[0].Domain != "shop.example" {
		t.Fatalf("%v %+v", err, seen)
	}
	covered := strings.Join(seen[0].HeaderKeys, " ")
	if !strings.Contains(covered, "List-Unsubscribe List-Unsubscribe-Post") {
		t.Errorf("covers %s", covered)
	}
}

func TestADotAtTheBeginningOfALineIsDoubled(t *testing.T) {
	for in, want := range map[string]string{"a\r\nb": "a\r\nb", ".a\r\n..b\r\n.": "..a\r\n...b\r\n.."} {
		if got := string(stuffed([]byte(in))); got != want {
			t.Errorf("%q: %q", in, got)
		}
	}
}

func TestAddressesOfMailServers(t *testing.T) {
	tests := map[string]bool{
		"smtp://u:p@mail.example:587?tls=starttls": true, "smtps://mail.example": true, "smtp://mail.example:25?tls=none": true,
		"http://mail.example": false, "smtp://": false, "smtp://mail.example?tls=yes": false, "smtp://u:geheim%zz@x": false,
	}
	for in, ok := range tests {
		_, err := New(Options{URL: in})
		if (err == nil) != ok {
			t.Errorf("%s: %v", in, err)
		}
		if err != nil && strings.Contains(err.Error(), "geheim") {
			t.Errorf("the error holds the password: %v", err)
		}
	}
}

func TestACampaignLeavesConnectionsForNotices(t *testing.T) {
	s := newSlots(10)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	taken := func(share Share) (n int) {
		for s.acquire(ctx, share) == nil {
			n++
		}
		return n
	}
	if bulk, most, all := taken(ShareBulk), taken(ShareMost), taken(ShareAll); bulk != 6 || most != 4 || all != 0 {
		t.Errorf("%d %d %d", bulk, most, all)
	}
	s.release(ShareMost)
	if n := taken(ShareAll); n != 1 {
		t.Errorf("%d", n)
	}
}

func base64Of(b []byte) string { return base64.StdEncoding.EncodeToString(b) }
