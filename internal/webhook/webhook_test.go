package webhook

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

func TestASignatureIsThatOfTheStandard(t *testing.T) {
	// The example of the standard's own reference implementations.
	const secret, id = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek"
	body := []byte(`{"test": 2432232314}`)
	h := http.Header{}
	if err := Sign(h, []string{secret}, id, time.Unix(1614265330, 0), body); err != nil {
		t.Fatal(err)
	}
	if got := h.Get(HeaderSignature); got != "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=" {
		t.Errorf("the signature is %s", got)
	}
}

func TestOnlyACallThatIsSignedLatelyIsBelieved(t *testing.T) { // S13
	now := time.Unix(1_800_000_000, 0)
	secret, other := NewSecret(), NewSecret()
	tests := map[string]struct {
		secrets []string
		at      time.Time
		change  func(h http.Header, body *string)
		want    error
	}{
		"signed now":                          {[]string{secret}, now, nil, nil},
		"signed with the old and the new":     {[]string{other, secret}, now, nil, nil},
		"signed by somebody else":             {[]string{other}, now, nil, ErrSignature},
		"four minutes ago":                    {[]string{secret}, now.Add(-4 * time.Minute), nil, nil},
		"ten minutes ago":                     {[]string{secret}, now.Add(-10 * time.Minute), nil, ErrOld},
		"by a clock far ahead":                {[]string{secret}, now.Add(10 * time.Minute), nil, ErrOld},
		"with another body":                   {[]string{secret}, now, func(_ http.Header, b *string) { *b += " " }, ErrSignature},
		"with another id":                     {[]string{secret}, now, func(h http.Header, _ *string) { h.Set(HeaderID, "x") }, ErrSignature},
		"with another time":                   {[]string{secret}, now, func(h http.Header, _ *string) { h.Set(HeaderTimestamp, "1800000001") }, ErrSignature},
		"without a time":                      {[]string{secret}, now, func(h http.Header, _ *string) { h.Del(HeaderTimestamp) }, ErrSignature},
		"with a signature of another way":     {[]string{secret}, now, func(h http.Header, _ *string) { h.Set(HeaderSignature, "v2,"+h.Get(HeaderSignature)[3:]) }, ErrSignature},
		"with nothing where the signature is": {[]string{secret}, now, func(h http.Header, _ *string) { h.Set(HeaderSignature, "") }, ErrSignature},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			h, body := http.Header{}, `{"a":1}`
			if err := Sign(h, tt.secrets, "id-1", tt.at, []byte(body)); err != nil {
				t.Fatal(err)
			}
			if tt.change != nil {
				tt.change(h, &body)
			}
			id, err := Verify(h, secret, now, []byte(body))
			if !errors.Is(err, tt.want) || (err == nil) != (id == "id-1") {
				t.Errorf("%q %v, want %v", id, err, tt.want)
			}
		})
	}
}

func TestASecretThatIsNoneSignsNothing(t *testing.T) {
	for _, secret := range []string{"", "whsec_", "whsec_!", "secret", "whsec_c2hvcnQ="} {
		if err := Sign(http.Header{}, []string{secret}, "1", time.Now(), nil); !errors.Is(err, ErrSecret) {
			t.Errorf("%q: %v", secret, err)
		}
	}
}

func TestOnlyPublicAddressesAreCalled(t *testing.T) { // S11
	var reached atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached.Add(1) }))
	defer server.Close()
	_, port, _ := net.SplitHostPort(strings.TrimPrefix(server.URL, "http://"))
	c := NewClient(Options{Timeout: 2 * time.Second})
	for _, address := range []string{
		server.URL, "http://127.0.0.1", "http://0x7f.1", "http://[::ffff:7f00:1]", "http://[64:ff9b::7f00:1]", "http://localhost.", "http://localhost:" + port,
		"http://[::1]", "http://10.0.0.1/", "http://100.64.1.1", "http://169.254.169.254/latest", "http://[2002:7f00:1::]", "http://[fe80::1%25lo]", "http://0.0.0.0",
		"https://127.0.0.1", "https://localhost/", "https://10.0.0.1/", "https://[2002:7f00:1::]", "https://0x7f.1", "https://example.com:6379",
		"file:///etc/passwd", "gopher://example.com", "//example.com", "https://user:pass@example.com", "http://example.com:6379", "", "http://",
	} {
		if _, err := c.Post(context.Background(), address, []string{NewSecret()}, "1", time.Now(), nil); err == nil {
			t.Errorf("%s was called", address)
		}
	}
	if n := reached.Load(); n != 0 {
		t.Errorf("the server inside was reached %d times", n)
	}
}

func TestWhatANameMeansIsLookedAtWhenItIsDialled(t *testing.T) { // S11: the name is public when it is looked at, and not when it is called
	if err := refusePrivate("tcp4", "127.0.0.1:443", nil); !errors.Is(err, ErrPlace) {
		t.Errorf("this machine: %v", err)
	}
	if err := refusePrivate("tcp4", "93.184.216.34:25", nil); !errors.Is(err, ErrPlace) {
		t.Errorf("another port: %v", err)
	}
	if err := refusePrivate("tcp4", "93.184.216.34:443", nil); err != nil {
		t.Errorf("a public one: %v", err)
	}
}

func TestWhatIsSaidGoesByHTTPSAlone(t *testing.T) {
	outside, here := NewClient(Options{}), NewClient(Options{Local: true})
	for address, want := range map[string][2]bool{ // to anybody, and in development
		"https://shop.example/hook":     {true, true},
		"https://shop.example:443/hook": {true, true},
		"http://shop.example/hook":      {false, true},
		"http://shop.example:80/hook":   {false, true},
		"http://127.0.0.1:3000/hook":    {false, true},
		"HTTPS://shop.example/hook":     {true, true},
		"ftp://shop.example/hook":       {false, false},
		"shop.example/hook":             {false, false},
	} {
		if got := [2]bool{outside.CheckURL(address) == nil, here.CheckURL(address) == nil}; got != want {
			t.Errorf("%s: %v, want %v", address, got, want)
		}
	}
}

func TestARedirectIsAnAnswerAndNotAWay(t *testing.T) { // S11
	var reached atomic.Int64
	inside := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached.Add(1) }))
	defer inside.Close()
	secret := NewSecret()
	outside := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if _, err := Verify(r.Header, secret, time.Now(), body); err != nil {
			t.Errorf("the call cannot be verified: %v", err)
		}
		http.Redirect(w, r, inside.URL, http.StatusFound)
	}))
	defer outside.Close()
	got, err := NewClient(Options{Local: true}).Post(context.Background(), outside.URL, []string{secret}, "1", time.Now(), []byte(`{}`))
	if err != nil || got.Status != http.StatusFound || reached.Load() != 0 {
		t.Errorf("%d %v, %d calls went on", got.Status, err, reached.Load())
	}
}
