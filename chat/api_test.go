package chat_test

import (
	"cmp"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/staff"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"
)

// ask sends a request to the JSON API of a node; "X-Staff" says who is signed in.
func (n *node) ask(method, path string, header map[string]string, body string) (int, frame) {
	n.t.Helper()
	w := n.asked(method, path, header, body)
	var f frame
	if err := json.Unmarshal(w.Body.Bytes(), &f); err != nil {
		n.t.Fatalf("%s %s answered %q", method, path, w.Body.String())
	}
	return w.Code, f
}

// status is how a request without an answer ends.
func (n *node) status(method, path string, header map[string]string) int {
	n.t.Helper()
	return n.asked(method, path, header, "").Code
}

func (n *node) asked(method, path string, header map[string]string, body string) *httptest.ResponseRecorder {
	e := gin.New()
	r := api.NewRouter(api.Options{Engine: e, Authorize: func(r *http.Request, permission string) (context.Context, error) {
		role := r.Header.Get("X-Staff")
		id, _ := strconv.ParseInt(r.Header.Get("X-Staff-ID"), 10, 64)
		actor := staff.ActorOf(max(1, id), "a", role)
		switch {
		case role == "":
			return nil, fault.New(fault.Unauthorized, "unauthorized")
		case !actor.Can(permission):
			return nil, fault.New(fault.Forbidden, "forbidden")
		}
		return staff.WithActor(r.Context(), actor), nil
	}})
	n.chat.Routes(r)
	req := httptest.NewRequest(method, "/api/v1"+path, strings.NewReader(body))
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	for k, v := range header {
		req.Header.Set(k, v)
	}
	w := httptest.NewRecorder()
	e.ServeHTTP(w, req)
	return w
}

func TestTheWidgetWorksWithoutSockets(t *testing.T) {
	n := start(t, shop(t), nil)
	code, config := n.ask("GET", "/widget/config?key="+key+"&lang=en", nil, "")
	if name, _ := config["shop"].(map[string]any); code != 200 || name["name"] != "Ondam" || config["online"] != false || config.text("status_line") == "" || config.text("hours") != "Mon–Fri 10:00–18:00 (lunch 12:30–13:30)" {
		t.Errorf("config: %d %v", code, config)
	}
	if code, _ := n.ask("GET", "/widget/config?key=other", nil, ""); code != 404 {
		t.Errorf("another key: %d", code)
	}
	id := uuid.NewString()
	send := `{"client_id":"` + id + `","text":"안녕하세요"}`
	code, first := n.ask("POST", "/widget/messages?key="+key, nil, send)
	token := first.text("visitor_token")
	if code != 200 || first.num("seq") != 1 || token == "" {
		t.Fatalf("send: %d %v", code, first)
	}
	mine := map[string]string{"X-Dari-Visitor": token}
	if code, again := n.ask("POST", "/widget/messages?key="+key, mine, send); code != 200 || again["replayed"] != true || again.num("seq") != 1 || again["visitor_token"] != nil {
		t.Errorf("again: %d %v", code, again)
	}
	if code, other := n.ask("POST", "/widget/messages?key="+key, mine, `{"client_id":"`+id+`","text":"다른 말"}`); code != 409 {
		t.Errorf("another text: %d %v", code, other)
	}
	for name, body := range map[string]string{
		"a sender":      `{"client_id":"` + uuid.NewString() + `","text":"x","sender_kind":"agent"}`,
		"a time":        `{"client_id":"` + uuid.NewString() + `","text":"x","created_at":"2020-01-01T00:00:00Z"}`,
		"no client id":  `{"text":"x"}`,
		"a bad id":      `{"client_id":"1","text":"x"}`,
		"an empty text": `{"client_id":"` + uuid.NewString() + `","text":"  "}`,
		"a long text":   `{"client_id":"` + uuid.NewString() + `","text":"` + strings.Repeat("가", 4001) + `"}`,
	} {
		if code, f := n.ask("POST", "/widget/messages?key="+key, mine, body); code != 422 {
			t.Errorf("%s: %d %v", name, code, f)
		}
	}
	if code, page := n.ask("GET", "/widget/messages?key="+key, mine, ""); code != 200 || len(page.messages()) != 1 {
		t.Errorf("read: %d %v", code, page)
	}
	// Who holds no token of the conversation reads nothing of it.
	if code, _ := n.ask("GET", "/widget/messages?key="+key, map[string]string{"X-Dari-Visitor": "x"}, ""); code != 401 {
		t.Errorf("an unknown token: %d", code)
	}
	if code, page := n.ask("GET", "/widget/messages?key="+key, map[string]string{"X-Dari-Member": hs256(t, good("m"))}, ""); code != 200 || len(page.messages()) != 0 {
		t.Errorf("a member who has written nothing: %d %v", code, page)
	}
	if code, _ := n.ask("POST", "/widget/messages?key="+key, map[string]string{"X-Dari-Member": "x.y.z"}, send); code != 401 {
		t.Errorf("a bad member's token: %d", code)
	}
}

func TestStaffReadAConversationByItsUID(t *testing.T) {
	n := start(t, shop(t), nil)
	agent := n.agent("a")
	shopper, _ := n.widget(nil)
	conv := shopper.say("안녕하세요").text("conversation")
	k := n.console("a")
	k.send(frame{"t": "open", "conversation": conv})
	k.want("messages")
	k.send(frame{"t": "note", "conversation": conv, "client_id": uuid.NewString(), "text": "단골"})
	k.want("ack")
	_ = agent
	path := "/conversations/" + conv + "/messages"
	tests := map[string]struct {
		path, role string
		want       int
	}{
		"an agent":             {path, "agent", 200},
		"nobody":               {path, "", 401},
		"a marketer":           {path, "marketer", 403},
		"another conversation": {"/conversations/" + uuid.NewString() + "/messages", "agent", 404},
		"not an id":            {"/conversations/1/messages", "agent", 422},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			code, f := n.ask("GET", tt.path, map[string]string{"X-Staff": tt.role}, "")
			if code != tt.want {
				t.Fatalf("answered %d: %v", code, f)
			}
			if notes, _ := f["notes"].([]any); code == 200 && (len(f.messages()) != 1 || len(notes) != 1 || f.num("last_seq") != 1 || f.text("epoch") == "") {
				t.Errorf("answered %v", f)
			}
		})
	}
}

func TestAnAgentsReplyIsHeldWhenAnotherAnswered(t *testing.T) {
	n := start(t, shop(t), nil)
	n.agent("a")
	n.agent("b")
	shopper, _ := n.widget(nil)
	conv := shopper.say("언제 와요?").text("conversation")
	a, b := n.console("a"), n.console("b")
	for _, c := range []*client{a, b} {
		c.send(frame{"t": "open", "conversation": conv})
		c.want("messages")
	}
	say := func(c *client, seen int) {
		c.send(frame{"t": "send", "conversation": conv, "client_id": uuid.NewString(), "text": "내일요", "seen_seq": seen})
	}
	say(a, 1)
	a.want("ack")
	say(b, 1)
	if f := b.want("nack"); f.text("code") != "thread_moved" || f["retry_in_ms"] != nil || f.text("text") == "" {
		t.Errorf("nack = %v", f)
	}
	say(b, 2)
	b.want("ack")
	// A conversation that does not exist, or is not open, is refused without closing the socket.
	a.send(frame{"t": "open", "conversation": uuid.NewString()})
	if f := a.want("refused"); f.text("code") != "not_found" {
		t.Errorf("refused = %v", f)
	}
	a.send(frame{"t": "send", "conversation": uuid.NewString(), "client_id": uuid.NewString(), "text": "x"})
	if f := a.want("nack"); f.text("code") != "not_open" {
		t.Errorf("nack = %v", f)
	}
}

func TestWhatIsWrittenByItselfFollowsTheLanguageOfTheWidget(t *testing.T) {
	n := start(t, shop(t), nil)
	shopper, w := n.widget(frame{"lang": "en"})
	uid := shopper.say("Where is my order?").text("conversation")
	for _, lang := range []string{"en", "ko", ""} { // a client that says none changes nothing
		n.widget(frame{"token": w.text("visitor_token"), "lang": lang})
		var now string
		if err := n.db.QueryRow(t.Context(), `SELECT lang FROM dari.conversations WHERE uid = $1`, uid).Scan(&now); err != nil {
			t.Fatal(err)
		}
		if want := cmp.Or(lang, "ko"); now != want {
			t.Errorf("with the widget in %q the conversation is in %q", lang, now)
		}
	}
}
