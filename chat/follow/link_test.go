package follow_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"dari/chat"
	"dari/internal/postgres/pgtest"

	"github.com/google/uuid"
)

func newID() uuid.UUID { return uuid.New() }

// linkOf is the path of the link in a message.
func (w *world) linkOf(s shopper) string {
	w.t.Helper()
	s.answered("답")
	w.later(5 * time.Minute)
	list := w.sent()
	if len(list) != 1 {
		w.t.Fatalf("%d messages", len(list))
	}
	w.settle(list[0], "sent")
	return list[0].Fields["chat.url"][strings.Index(list[0].Fields["chat.url"], "/c/"):]
}

type page struct {
	Page string
	Data struct{ Title, Said, Text, Action, Button, Token, Key string }
}

func session(rec interface{ Result() *http.Response }) string {
	for _, c := range rec.Result().Cookies() {
		if c.Name == "dari_chat" {
			return c.Value
		}
	}
	return ""
}

func TestALinkOpensTheThreadOnce(t *testing.T) {
	w := newWorld(t)
	s := w.visitor().leaves("sms", phone, "")
	link := w.linkOf(s)
	var p page
	for range 20 { // programs that look into messages
		w.call("GET", link, "", nil, http.StatusOK, &p)
	}
	if p.Page != "chat_link.html" || p.Data.Action != link || !strings.Contains(p.Data.Text, "010-••••-6789") || strings.Contains(p.Data.Text, "2345") {
		t.Errorf("%+v", p)
	}
	rec := w.call("POST", link, "", url.Values{}, http.StatusSeeOther, nil)
	mine := session(rec)
	w.call("GET", link, "cookie:"+mine, nil, http.StatusOK, &p)
	if p.Page != "chat_panel.html" || p.Data.Token != mine || !strings.HasPrefix(mine, chat.LinkPrefix) || p.Data.Key != key {
		t.Errorf("the browser that opened it: %+v", p)
	}
	w.call("POST", link, "cookie:"+mine, url.Values{}, http.StatusSeeOther, nil)

	var thread struct {
		Messages []struct{ Text string }
	}
	w.call("GET", "/api/v1/widget/messages?key="+key, mine, nil, http.StatusOK, &thread)
	if len(thread.Messages) != 2 {
		t.Errorf("it reads %+v", thread)
	}
	var sent struct{ Seq int64 }
	w.call("POST", "/api/v1/widget/messages?key="+key, mine, map[string]any{"client_id": uuid.NewString(), "text": "고마워요"}, http.StatusOK, &sent)
	if sent.Seq != 3 {
		t.Errorf("it writes message %d", sent.Seq)
	}

	w.call("GET", link, "", nil, http.StatusGone, &p)
	if p.Page != "chat_link.html" || p.Data.Action != link+"/new" {
		t.Errorf("another browser: %+v", p)
	}
	w.call("POST", link, "", url.Values{}, http.StatusGone, nil)
	w.call("GET", link, "cookie:link_somebodyelse", nil, http.StatusGone, nil)
	if got := w.history(); got != "sms sent, sms opened" {
		t.Errorf("history: %s", got)
	}
	if n := pgtest.Count(t, w.db, `SELECT count(*) FROM dari.follow_links WHERE encode(token_hash, 'escape') LIKE '%' || $1 || '%'`, link[3:]); n != 0 {
		t.Error("the token is stored as it is")
	}
	w.later(9 * 24 * time.Hour)
	w.call("GET", "/api/v1/widget/messages?key="+key, mine, nil, http.StatusUnauthorized, nil)
}

func TestANewLinkGoesWhereTheOldOneWent(t *testing.T) {
	w := newWorld(t)
	s := w.visitor().leaves("sms", phone, "")
	link := w.linkOf(s)
	w.later(8 * 24 * time.Hour)
	var p page
	w.call("GET", link, "", nil, http.StatusGone, &p)
	if p.Data.Action != link+"/new" {
		t.Errorf("an old link: %+v", p)
	}
	w.call("POST", link, "", url.Values{}, http.StatusGone, nil)
	w.call("POST", link+"/new", "", url.Values{"phone": {"010-9999-9999"}}, http.StatusOK, nil)
	list := w.taken()
	if len(list) != 1 || list[0].Kind != "chat.link" || list[0].Address != "+821023456789" {
		t.Fatalf("%+v", list)
	}
	w.call("POST", link+"/new", "", url.Values{}, http.StatusTooManyRequests, nil)
	fresh := list[0].Fields["chat.url"][strings.Index(list[0].Fields["chat.url"], "/c/"):]
	w.call("POST", fresh, "", url.Values{}, http.StatusSeeOther, nil)
	for range 8 {
		w.later(2 * time.Minute)
		r := w.status("POST", link+"/new")
		if r != http.StatusOK && r != http.StatusTooManyRequests {
			t.Errorf("%d", r)
		}
	}
	if n := len(w.taken()); n != 4 {
		t.Errorf("%d more links in a day, want 4", n)
	}
}

func TestALinkThatIsNoneSaysNothing(t *testing.T) {
	w := newWorld(t)
	for _, path := range []string{"/c/aaaaaaaaaa", "/c/" + strings.Repeat("x", 500), "/c/'%20OR%201=1"} {
		w.call("GET", path, "", nil, http.StatusNotFound, nil)
		w.call("POST", path, "", url.Values{}, http.StatusNotFound, nil)
		w.call("POST", path+"/new", "", url.Values{}, http.StatusNotFound, nil)
	}
	for range 60 {
		w.status("GET", "/c/aaaaaaaaab")
	}
	if got := w.status("GET", "/c/aaaaaaaaab"); got != http.StatusTooManyRequests {
		t.Errorf("guessing goes on: %d", got)
	}
	w.call("GET", "/api/v1/widget/messages?key="+key, "link_guess", nil, http.StatusUnauthorized, nil)
}

func TestALogoutEndsWhatALinkLetInAndNothingElse(t *testing.T) {
	w := newWorld(t)
	s := w.visitor().leaves("sms", phone, "")
	link := w.linkOf(s)
	mine := session(w.call("POST", link, "", url.Values{}, http.StatusSeeOther, nil))
	for range 2 { // a token that is over needs no ending
		w.call("POST", "/api/v1/widget/logout?key="+key, mine, nil, http.StatusOK, nil)
	}
	w.call("GET", "/api/v1/widget/messages?key="+key, mine, nil, http.StatusUnauthorized, nil)
	w.call("GET", link, "cookie:"+mine, nil, http.StatusGone, nil)
	w.call("GET", "/api/v1/widget/messages?key="+key, s.token, nil, http.StatusOK, nil)
}

func TestALinkOfACustomerProvesNoMember(t *testing.T) {
	w := newWorld(t)
	s := w.visitor().member(mail, "")
	link := w.linkOf(s)
	mine := session(w.call("POST", link, "", url.Values{}, http.StatusSeeOther, nil))
	var me struct{ Verified bool }
	w.call("GET", "/api/v1/widget/me?key="+key, mine, nil, http.StatusOK, &me)
	if me.Verified {
		t.Error("a link proves a member")
	}
	who, err := w.chat.ShopperOf(t.Context(), chat.WidgetIdentity{Key: key, Visitor: mine})
	if err != nil || who.Owner.CustomerID != s.owner.CustomerID || who.Verified {
		t.Errorf("%+v, %v", who, err)
	}
}
