package chat_test

import (
	"context"
	"encoding/json"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"dari/chat"
	"dari/internal/jobs/redistest"
	"dari/internal/postgres"
	"dari/internal/staff"
	"dari/internal/thread"

	"github.com/golang-jwt/jwt/v5"
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/redis/go-redis/v9"
)

func signedAt(t *testing.T, when time.Time, sub, by string) string {
	t.Helper()
	return sign(t, jwt.SigningMethodHS256, jwt.MapClaims{
		"sub": sub, "aud": key, "iat": when.Unix(), "exp": when.Add(30 * time.Minute).Unix(), "jti": uuid.NewString(),
	}, []byte(by))
}

func TestALogoutClosesTheSocketsInEveryProgramAndTheNextPersonSeesNothing(t *testing.T) { // R3
	tests := map[string]func(t testing.TB) redis.UniversalClient{
		"told through Redis":               redistest.Client,
		"found in the database without it": func(testing.TB) redis.UniversalClient { return nil },
	}
	for name, connect := range tests {
		t.Run(name, func(t *testing.T) {
			db, r := shop(t), connect(t)
			one, two := start(t, db, r), start(t, db, r)
			a := hs256(t, good("a"))
			first, _ := one.widget(frame{"jwt": a})
			first.say("제 주문은요?")
			other, _ := two.widget(frame{"jwt": a})
			other.want("messages")
			bystander, _ := two.widget(frame{"jwt": hs256(t, good("b"))})
			if code, f := one.ask("POST", "/widget/logout?key="+key, map[string]string{"X-Dari-Member": a}, ""); code != 200 || f["ended"] != true {
				t.Fatalf("logout: %d %v", code, f)
			}
			for _, c := range []*client{first, other} {
				if code := c.closed(); code != 4401 {
					t.Errorf("a socket of the one who left was closed with %d", code)
				}
			}
			bystander.send(frame{"t": "ping"})
			bystander.want("pong")
			// The token is over everywhere.
			for _, n := range []*node{one, two} {
				c, _ := n.dial("/ws/widget", nil)
				c.send(frame{"t": "hello", "key": key, "jwt": a})
				if code := c.closed(); code != 4401 {
					t.Errorf("the token opened a socket again: %d", code)
				}
				if code, _ := n.ask("GET", "/widget/messages?key="+key, map[string]string{"X-Dari-Member": a}, ""); code != 401 {
					t.Errorf("the token is answered %d", code)
				}
			}
			// The next person in the same browser, and the first again after signing in anew.
			if _, w := one.widget(frame{"jwt": hs256(t, good("c"))}); w["conversation"] != nil {
				t.Errorf("the next person's first frame is %v", w)
			}
			again, w := two.widget(frame{"jwt": hs256(t, with(good("a"), "jti", "2"))})
			if w["conversation"] == nil || len(again.want("messages").messages()) != 1 {
				t.Errorf("after signing in again: %v", w)
			}
		})
	}
}

func TestTheLogoutOfALinkClosesItsSocketsAndNoOthers(t *testing.T) {
	for name, connect := range map[string]func(t testing.TB) redis.UniversalClient{
		"told through Redis":               redistest.Client,
		"found in the database without it": func(testing.TB) redis.UniversalClient { return nil },
	} {
		t.Run(name, func(t *testing.T) {
			db, r := shop(t), connect(t)
			var over atomic.Bool
			var owner thread.Owner
			links := func(o *chat.Options) {
				o.Session = func(_ context.Context, _ postgres.Querier, token string) (thread.Owner, time.Time, error) {
					if token == "link_gone" && over.Load() {
						return thread.Owner{}, time.Time{}, nil
					}
					return owner, time.Now().Add(time.Hour), nil
				}
				o.EndSession = func(context.Context, pgx.Tx, string) (thread.Owner, error) {
					over.Store(true)
					return owner, nil
				}
			}
			one, two := start(t, db, r, links), start(t, db, r, links)
			own, w := one.widget(nil)
			own.say("안녕하세요")
			if err := db.QueryRow(t.Context(), `SELECT id FROM dari.visitors`).Scan(&owner.VisitorID); err != nil {
				t.Fatal(err)
			}
			gone, _ := two.widget(frame{"token": "link_gone"})
			other, _ := two.widget(frame{"token": "link_other"})
			if code, _ := one.ask("POST", "/widget/logout?key="+key, map[string]string{"X-Dari-Visitor": "link_gone"}, ""); code != 200 {
				t.Fatalf("logout: %d", code)
			}
			gone.want("messages")
			if code := gone.closed(); code != 4401 {
				t.Errorf("the link's socket was closed with %d", code)
			}
			for _, c := range []*client{own, other} {
				c.send(frame{"t": "ping"})
				c.want("pong")
			}
			if code, _ := two.ask("GET", "/widget/messages?key="+key, map[string]string{"X-Dari-Visitor": w.text("visitor_token")}, ""); code != 200 {
				t.Errorf("the visitor's own token is answered %d", code)
			}
		})
	}
}

func TestALogoutEndsTheTokensBeforeItAndNoOthers(t *testing.T) {
	n := start(t, shop(t), nil)
	now := time.Now()
	shown := signedAt(t, now.Add(-10*time.Minute), "a", secret)
	tokens := map[string]struct {
		jwt  string
		want int
	}{
		"the one that was shown":    {shown, 401},
		"of a tab opened earlier":   {signedAt(t, now.Add(-20*time.Minute), "a", secret), 401},
		"of a tab opened later":     {signedAt(t, now.Add(-2*time.Minute), "a", secret), 401},
		"of a sign-in after it":     {signedAt(t, now, "a", secret), 200},
		"by a clock a little slow":  {signedAt(t, now.Add(-10*time.Second), "a", secret), 200},
		"somebody else's of before": {signedAt(t, now.Add(-20*time.Minute), "b", secret), 200},
	}
	for _, first := range []string{shown, shown, "x"} { // twice, and with what is no token
		if code, f := n.ask("POST", "/widget/logout?key="+key, map[string]string{"X-Dari-Member": first}, ""); code != 200 || f["ended"] != true {
			t.Fatalf("logout: %d %v", code, f)
		}
	}
	for name, tt := range tokens {
		t.Run(name, func(t *testing.T) {
			if code, f := n.ask("GET", "/widget/me?key="+key, map[string]string{"X-Dari-Member": tt.jwt}, ""); code != tt.want {
				t.Errorf("answered %d %v, want %d", code, f, tt.want)
			}
		})
	}
}

func TestAVisitorsLogoutMakesTheirTokenWorthless(t *testing.T) {
	n := start(t, shop(t), nil)
	c, w := n.widget(nil)
	c.say("안녕하세요")
	token := w.text("visitor_token")
	mine := map[string]string{"X-Dari-Visitor": token}
	if code, _ := n.ask("POST", "/widget/logout?key="+key, mine, ""); code != 200 {
		t.Fatalf("logout: %d", code)
	}
	if code := c.closed(); code != 4401 {
		t.Errorf("closed with %d", code)
	}
	if code, _ := n.ask("GET", "/widget/messages?key="+key, mine, ""); code != 401 {
		t.Errorf("the token reads with %d", code)
	}
	_, again := n.widget(frame{"token": token})
	if fresh := again.text("visitor_token"); fresh == "" || fresh == token || again["conversation"] != nil {
		t.Errorf("the token's holder is welcomed with %v", again)
	}
	// A member's sign-in with the dead token brings nothing along.
	if _, m := n.widget(frame{"jwt": hs256(t, good("a")), "token": token}); m["conversation"] != nil {
		t.Errorf("a dead token brought %v", m)
	}
}

func TestAVisitorWhoHasBeenSomebodyIsNeverSomebodyElse(t *testing.T) {
	n := start(t, shop(t), nil)
	c, w := n.widget(nil)
	c.say("가의 물음")
	token := w.text("visitor_token")
	n.widget(frame{"jwt": hs256(t, good("a")), "token": token})
	// Without a logout the browser goes on as the visitor, and writes; then somebody else signs in.
	back, _ := n.widget(frame{"token": token})
	back.say("누가 썼을까")
	if _, m := n.widget(frame{"jwt": hs256(t, good("b")), "token": token}); m["conversation"] != nil {
		t.Errorf("another member was given %v", m)
	}
}

func TestTwoKeysAreGoodWhileTheyAreRotated(t *testing.T) { // S3
	db := shop(t)
	settings, err := staff.Shop(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	settings.Rotate("second-"+secret, now, time.Hour)
	settings.WidgetSecrets = append(settings.WidgetSecrets, staff.OldSecret{Secret: "zeroth", Until: now.Add(time.Hour)})
	if err := staff.PutShop(t.Context(), db, settings); err != nil {
		t.Fatal(err)
	}
	n := start(t, db, nil)
	after := start(t, db, nil, func(o *chat.Options) { o.Now = func() time.Time { return now.Add(61 * time.Minute) } })
	later := func(by string) string { return signedAt(t, now.Add(55*time.Minute), "a", by) }
	tests := map[string]struct {
		n    *node
		jwt  string
		want int
	}{
		"the new key":                {n, signedAt(t, now, "a", "second-"+secret), 200},
		"the old one, in its time":   {n, signedAt(t, now, "a", secret), 200},
		"a third":                    {n, signedAt(t, now, "a", "zeroth"), 401},
		"none":                       {n, signedAt(t, now, "a", ""), 401},
		"the new key, an hour later": {after, later("second-" + secret), 200},
		"the old one, an hour later": {after, later(secret), 401},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if code, f := tt.n.ask("GET", "/widget/me?key="+key, map[string]string{"X-Dari-Member": tt.jwt}, ""); code != tt.want {
				t.Errorf("answered %d %v, want %d", code, f, tt.want)
			}
		})
	}
}

func TestASocketEndsWithTheKeyItCameWith(t *testing.T) {
	db := shop(t)
	n := start(t, db, nil)
	c, _ := n.widget(frame{"jwt": hs256(t, good("a"))})
	settings, err := staff.Shop(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	settings.Rotate("another-"+secret, time.Now(), 0)
	if err := staff.PutShop(t.Context(), db, settings); err != nil {
		t.Fatal(err)
	}
	if code := c.closed(); code != 4401 {
		t.Errorf("closed with %d", code)
	}
}

func TestTheSecretsOfTheShopAreNotShown(t *testing.T) {
	settings := staff.ShopSettings{Name: "온담", WidgetSecret: "first"}
	settings.Rotate("second", time.Now(), time.Hour)
	stored, err := json.Marshal(settings)
	if err != nil || !strings.Contains(string(stored), "first") {
		t.Fatalf("stored %s (%v)", stored, err)
	}
}

func TestTheLauncherOfAMemberLearnsThatAnAnswerWaits(t *testing.T) { // R1, R4
	n := start(t, shop(t), nil)
	shopper, w := n.widget(nil)
	conv := conversationID(t, n.db, shopper.say("언제 오나요?").text("conversation"))
	mine := map[string]string{"X-Dari-Visitor": w.text("visitor_token")}
	n.widget(frame{"jwt": hs256(t, good("a")), "token": w.text("visitor_token")})
	n.write(conv, "내일이요")
	if code, f := n.ask("GET", "/widget/unread?key="+key, mine, ""); code != 200 || f.num("unread") != 1 {
		t.Errorf("by the token that the page keeps: %d %v", code, f)
	}
	if code, _ := n.ask("POST", "/widget/logout?key="+key, mine, ""); code != 200 {
		t.Fatalf("logout: %d", code)
	}
	if code, f := n.ask("GET", "/widget/unread?key="+key, mine, ""); code != 401 {
		t.Errorf("after the logout: %d %v", code, f)
	}
}

func TestTheWidgetKnowsWhoAsks(t *testing.T) {
	n := start(t, shop(t), nil)
	n.agent("지우")
	c, w := n.widget(frame{"jwt": hs256(t, with(good("a"), "name", "김서연"))})
	if w["conversation"] != nil {
		t.Fatalf("the first welcome is %v", w)
	}
	conv := c.say("안녕하세요").text("conversation")
	if _, err := n.db.Exec(t.Context(), `UPDATE dari.customers SET email = 'seoyeon@naver.com', phone = '010-2345-5678' WHERE ref = 'a'`); err != nil {
		t.Fatal(err)
	}
	agent := n.console("지우")
	agent.send(frame{"t": "open", "conversation": conv})
	agent.want("messages")
	for _, text := range []string{"네", "말씀하세요"} {
		agent.send(frame{"t": "send", "conversation": conv, "client_id": uuid.NewString(), "text": text})
		agent.want("ack")
	}
	member := map[string]string{"X-Dari-Member": hs256(t, good("a"))}
	if code, me := n.ask("GET", "/widget/me?lang=en&key="+key, member, ""); code != 200 || me["verified"] != true || me.text("name") != "김서연" || me.text("email_masked") != "s•••@naver.com" || me.text("phone_masked") != "010-••••-5678" || me.text("lang") != "en" {
		t.Errorf("me: %d %v", code, me)
	}
	if code, f := n.ask("GET", "/widget/unread?key="+key, member, ""); code != 200 || f.num("unread") != 2 {
		t.Errorf("unread: %d %v", code, f)
	}
	c.send(frame{"t": "read", "seq": 2})
	c.send(frame{"t": "ping"})
	c.want("pong")
	if code, f := n.ask("GET", "/widget/unread?key="+key, member, ""); code != 200 || f.num("unread") != 1 {
		t.Errorf("unread after reading: %d %v", code, f)
	}
	if code, me := n.ask("GET", "/widget/me?key="+key, nil, ""); code != 200 || me["verified"] != false || me.text("name") != "" {
		t.Errorf("nobody: %d %v", code, me)
	}
	if code, _ := n.ask("GET", "/widget/me?key="+key, map[string]string{"X-Dari-Visitor": "x"}, ""); code != 401 {
		t.Errorf("a wrong token: %d", code)
	}
}
