package chat_test

import (
	"crypto/rand"
	"crypto/rsa"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// good are the claims of a token that is accepted.
func good(sub string) jwt.MapClaims {
	now := time.Now()
	return jwt.MapClaims{"sub": sub, "aud": key, "iat": now.Unix(), "exp": now.Add(10 * time.Minute).Unix(), "jti": "1"}
}

func with(c jwt.MapClaims, name string, value any) jwt.MapClaims {
	if value == nil {
		delete(c, name)
	} else {
		c[name] = value
	}
	return c
}

func sign(t *testing.T, method jwt.SigningMethod, c jwt.MapClaims, by any) string {
	t.Helper()
	token, err := jwt.NewWithClaims(method, c).SignedString(by)
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func hs256(t *testing.T, c jwt.MapClaims) string {
	return sign(t, jwt.SigningMethodHS256, c, []byte(secret))
}

func TestOnlyATokenOfTheShopOpensAMembersConversation(t *testing.T) {
	n := start(t, shop(t), nil)
	rsaKey, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	valid := hs256(t, good("m1"))
	other := hs256(t, good("m2"))
	tests := map[string]struct {
		jwt string
		ok  bool
	}{
		"as it should be":     {valid, true},
		"alg none":            {sign(t, jwt.SigningMethodNone, good("m1"), jwt.UnsafeAllowNoneSignatureType), false},
		"RS256":               {sign(t, jwt.SigningMethodRS256, good("m1"), rsaKey), false},
		"HS512":               {sign(t, jwt.SigningMethodHS512, good("m1"), []byte(secret)), false},
		"another secret":      {sign(t, jwt.SigningMethodHS256, good("m1"), []byte("other")), false},
		"another shop's key":  {hs256(t, with(good("m1"), "aud", "other-key")), false},
		"no audience":         {hs256(t, with(good("m1"), "aud", nil)), false},
		"expired":             {hs256(t, with(with(good("m1"), "iat", now.Add(-time.Hour).Unix()), "exp", now.Add(-time.Minute).Unix())), false},
		"no end":              {hs256(t, with(good("m1"), "exp", nil)), false},
		"no beginning":        {hs256(t, with(good("m1"), "iat", nil)), false},
		"from the future":     {hs256(t, with(good("m1"), "iat", now.Add(5*time.Minute).Unix())), false},
		"good for two hours":  {hs256(t, with(good("m1"), "exp", now.Add(2*time.Hour).Unix())), false},
		"no subject":          {hs256(t, with(good("m1"), "sub", nil)), false},
		"a NUL in it":         {hs256(t, with(good("m1"), "sub", "m\x001")), false},
		"no id":               {hs256(t, with(good("m1"), "jti", nil)), false},
		"not yet":             {hs256(t, with(good("m1"), "nbf", now.Add(5*time.Minute).Unix())), false},
		"an altered subject":  {other[:strings.LastIndex(other, ".")] + valid[strings.LastIndex(valid, "."):], false},
		"no token at all":     {"x", false},
		"a trailing dot":      {valid + ".", false},
		"an empty signature":  {valid[:len(valid)-43], false},
		"of the future, late": {hs256(t, with(good("m1"), "exp", "tomorrow")), false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			c, _ := n.dial("/ws/widget", nil)
			c.t = t
			c.send(frame{"t": "hello", "key": key, "jwt": tt.jwt})
			if tt.ok {
				c.want("welcome")
			} else if code := c.closed(); code != 4401 {
				t.Errorf("closed with %d", code)
			}
			_ = c.ws.Close()
			want := 401
			if tt.ok {
				want = 200
			}
			for _, path := range []string{"/widget/me", "/widget/messages", "/widget/unread"} {
				if code, f := n.ask("GET", path+"?key="+key, map[string]string{"X-Dari-Member": tt.jwt}, ""); code != want {
					t.Errorf("%s is answered %d %v", path, code, f)
				}
			}
		})
	}
	t.Run("another key of the widget", func(t *testing.T) {
		c, _ := n.dial("/ws/widget", nil)
		c.send(frame{"t": "hello", "key": "other"})
		if code := c.closed(); code != 4401 {
			t.Errorf("closed with %d", code)
		}
	})
}

func TestAMembersHistoryFollowsThePersonAndNotTheBrowser(t *testing.T) {
	n := start(t, shop(t), nil)
	// A visitor writes, then signs in: what they wrote is theirs on every device.
	anonymous, welcome := n.widget(nil)
	conv := anonymous.say("주문 언제 와요?").text("conversation")
	token := welcome.text("visitor_token")
	a, _ := n.widget(frame{"jwt": hs256(t, good("a")), "token": token})
	if code := anonymous.closed(); code != 4008 {
		t.Errorf("the visitor's tab, which shows a member's chat now, was closed with %d", code)
	}
	if m := a.want("messages").messages(); len(m) != 2 || m[0].Conversation.String() != conv || m[1].Kind != "event" {
		t.Errorf("signed in, the member sees %+v", m)
	}
	phone, _ := n.widget(frame{"jwt": hs256(t, good("a"))})
	if m := phone.want("messages").messages(); len(m) != 2 {
		t.Errorf("on another device the member sees %+v", m)
	}
	// Logged out, the same browser sees nothing of it, nor does the next member.
	if _, w := n.widget(frame{"token": token}); w["conversation"] != nil {
		t.Errorf("logged out, the visitor sees %v", w)
	}
	if _, w := n.widget(frame{"jwt": hs256(t, good("b"))}); w["conversation"] != nil {
		t.Errorf("another member sees %v", w)
	}
	// What a member wrote in another browser before signing in there goes on in the thread they have (S3).
	second, w2 := n.widget(nil)
	second.say("다른 이야기")
	both := frame{"jwt": hs256(t, good("a")), "token": w2.text("visitor_token")}
	for range 2 { // coming back with both tokens changes nothing more
		again, _ := n.widget(both)
		m := again.want("messages").messages()
		if len(m) != 4 || m[2].Body != "다른 이야기" || m[2].Seq != 3 || m[3].Kind != "event" || m[2].Conversation.String() != conv {
			t.Fatalf("after a second browser the member sees %+v", m)
		}
	}
	// The first device learns of it without asking.
	if m := phone.want("messages").messages(); m[len(m)-1].Seq < 3 {
		t.Errorf("the other device hears %+v", m)
	}
	// Another tab that comes back as the visitor sees nothing of it, and writes into a new chat.
	back, w := n.widget(frame{"token": token})
	if w["conversation"] != nil || back.say("아직 저예요").text("conversation") == conv {
		t.Error("a visitor's socket shows the member's conversation, or writes into it")
	}
}

func TestASocketEndsWithItsMembersToken(t *testing.T) {
	n := start(t, shop(t), nil)
	c, _ := n.widget(frame{"jwt": hs256(t, with(with(good("a"), "iat", time.Now().Add(-time.Minute).Unix()), "exp", time.Now().Add(-28*time.Second).Unix()))}) // within the leeway
	if code := c.closed(); code != 4401 {
		t.Errorf("closed with %d", code)
	}
}

func TestSocketsOpenOnlyToOurOwnPages(t *testing.T) {
	n := start(t, shop(t), nil)
	n.agent("a")
	tests := map[string]struct {
		path   string
		header http.Header
		want   int
	}{
		"the widget from our origin":       {"/ws/widget", http.Header{"Origin": {origin}}, 101},
		"the widget from elsewhere":        {"/ws/widget", http.Header{"Origin": {"https://evil.example"}}, 403},
		"a longer name":                    {"/ws/widget", http.Header{"Origin": {origin + ".evil.example"}}, 403},
		"another scheme":                   {"/ws/widget", http.Header{"Origin": {"http://help.ondam.example"}}, 403},
		"null":                             {"/ws/widget", http.Header{"Origin": {"null"}}, 403},
		"the console from elsewhere":       {"/ws/console", http.Header{"Origin": {"https://evil.example"}, "Cookie": {"who=a"}}, 403},
		"the console without a session":    {"/ws/console", http.Header{"Origin": {origin}}, 401},
		"the console with a wrong session": {"/ws/console", http.Header{"Origin": {origin}, "Cookie": {"who=b"}}, 401},
		"the console with a session":       {"/ws/console", http.Header{"Origin": {origin}, "Cookie": {"who=a"}}, 101},
		"no origin":                        {"/ws/console", http.Header{"Origin": {""}, "Cookie": {"who=a"}}, 403},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if tt.header.Get("Origin") == "" {
				tt.header = http.Header{"Cookie": {"who=a"}, "X-No-Origin": {"1"}}
			}
			if _, status := n.dial(tt.path, tt.header); status != tt.want {
				t.Errorf("answered %d, want %d", status, tt.want)
			}
		})
	}
}

func TestASessionThatEndsClosesItsSockets(t *testing.T) {
	n := start(t, shop(t), nil)
	first, second := n.agent("a"), n.agent("b")
	a, b := n.console("a"), n.console("b")
	n.chat.CloseStaff(t.Context(), first.ID)
	if code := a.closed(); code != 4401 {
		t.Errorf("closed with %d", code)
	}
	b.send(frame{"t": "ping"})
	b.want("pong")
	_ = second
}
