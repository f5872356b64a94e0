package chat_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"dari/chat"
	"dari/internal/api"
	"dari/internal/thread"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"
	"github.com/prometheus/client_golang/prometheus"
	"go.uber.org/goleak"
)

// holding asks in the background and waits until the question is held: answers come by the channel.
func (n *node) holding(token string, after int64) <-chan frame {
	n.t.Helper()
	before := n.holds()
	out := make(chan frame, 1)
	go func() {
		_, f := n.ask("GET", fmt.Sprintf("/widget/messages?key=%s&after=%d&wait=25", key, after), map[string]string{"X-Dari-Visitor": token}, "")
		out <- f
	}()
	eventually(n.t, func() bool { return n.holds() > before || len(out) > 0 })
	return out
}

// holds is how many questions are held.
func (n *node) holds() int { return n.gauge("dari_widget_holds") }

// gauge is a metric of the room that has no labels.
func (n *node) gauge(name string) int {
	n.t.Helper()
	r := prometheus.NewPedanticRegistry()
	r.MustRegister(n.chat)
	families, err := r.Gather()
	if err != nil {
		n.t.Fatal(err)
	}
	for _, f := range families {
		if f.GetName() == name {
			return int(f.GetMetric()[0].GetGauge().GetValue())
		}
	}
	n.t.Fatalf("there is no metric %s", name)
	return 0
}

// eventually waits until something is so.
func eventually(t *testing.T, so func() bool) {
	t.Helper()
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	late := time.After(10 * time.Second)
	for !so() {
		select {
		case <-tick.C:
		case <-late:
			t.Fatal("it never was so")
		}
	}
}

func TestAQuestionIsHeldUntilThereIsNews(t *testing.T) {
	db := shop(t)
	n := start(t, db, nil)
	_, first := n.ask("POST", "/widget/messages?key="+key, nil, `{"client_id":"`+uuid.NewString()+`","text":"안녕하세요"}`)
	token, conv := first.text("visitor_token"), conversationID(t, db, first.text("conversation"))

	if code, f := n.ask("GET", "/widget/messages?key="+key+"&wait=25", map[string]string{"X-Dari-Visitor": token}, ""); code != 200 || len(f.messages()) != 1 {
		t.Errorf("with something to read: %d %v", code, f)
	}
	answer := n.holding(token, 1)
	n.write(conv, "내일 도착해요")
	if f := <-answer; len(f.messages()) != 1 || f.messages()[0].Seq != 2 {
		t.Errorf("woken by a message: %v", f)
	}
	answer = n.holding(token, 2)
	withdraw(t, db, conv, 2)
	chat.Withdrawn(n.hub)(t.Context(), thread.Withdrawal{ConversationID: conv, Conversation: uuid.MustParse(first.text("conversation")), Seq: 2})
	if f := <-answer; fmt.Sprint(f["withdrawn"]) != "[2]" {
		t.Errorf("woken by a withdrawal: %v", f)
	}
	if code, f := n.ask("GET", fmt.Sprintf("/widget/messages?key=%s&after=2&wait=1", key), map[string]string{"X-Dari-Visitor": token}, ""); code != 200 || len(f.messages()) != 0 || f.num("last_seq") != 2 {
		t.Errorf("with nothing new: %d %v", code, f)
	}
	// A visitor who has written nothing yet hears of what another tab writes first.
	c, w := n.widget(nil)
	answer = n.holding(w.text("visitor_token"), 0)
	c.say("처음이에요")
	if f := <-answer; len(f.messages()) != 1 {
		t.Errorf("woken by the first message: %v", f)
	}
	if n.holds() != 0 {
		t.Errorf("%d questions are still held", n.holds())
	}
}

func TestAHeldQuestionIsNotAnsweredAfterALogout(t *testing.T) { // R3
	n := start(t, shop(t), nil)
	_, first := n.ask("POST", "/widget/messages?key="+key, nil, `{"client_id":"`+uuid.NewString()+`","text":"안녕하세요"}`)
	token := first.text("visitor_token")
	answer := n.holding(token, 1)
	eventually(t, func() bool { return len(n.hub.Topics("visitor:")) == 1 })
	if code, _ := n.ask("POST", "/widget/logout?key="+key, map[string]string{"X-Dari-Visitor": token}, ""); code != 200 {
		t.Fatalf("logout: %d", code)
	}
	n.write(1, "이제는 다른 사람이 봐요")
	if f := <-answer; len(f.messages()) != 0 {
		t.Errorf("after the logout the browser reads %v", f)
	}
}

func TestHeldQuestionsAreBoundedAndEndWithTheProgram(t *testing.T) {
	n := start(t, shop(t), nil, func(o *chat.Options) { o.Limits.PerVisitor = 3 })
	_, first := n.ask("POST", "/widget/messages?key="+key, nil, `{"client_id":"`+uuid.NewString()+`","text":"안녕하세요"}`)
	token := first.text("visitor_token")
	var answers []<-chan frame
	for range 3 {
		answers = append(answers, n.holding(token, 1))
	}
	if code, f := n.ask("GET", "/widget/messages?key="+key+"&after=1&wait=25", map[string]string{"X-Dari-Visitor": token}, ""); code != 429 {
		t.Errorf("the fourth: %d %v", code, f)
	}
	if code, _ := n.ask("GET", "/widget/messages?key="+key+"&after=1&wait=26", map[string]string{"X-Dari-Visitor": token}, ""); code != 422 {
		t.Errorf("26 seconds: %d", code)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	if err := n.chat.Shutdown(ctx); err != nil {
		t.Errorf("Shutdown: %v", err)
	}
	for _, a := range answers {
		if f := <-a; f["messages"] == nil {
			t.Errorf("at the end: %v", f)
		}
	}
}

func TestAHeldQuestionWhoseAskerHasGoneLeavesNothingBehind(t *testing.T) {
	n := start(t, shop(t), nil)
	_, first := n.ask("POST", "/widget/messages?key="+key, nil, `{"client_id":"`+uuid.NewString()+`","text":"안녕하세요"}`)
	e := gin.New()
	e.ContextWithFallback = true
	n.chat.Routes(api.NewRouter(api.Options{Engine: e}))
	server := httptest.NewServer(e)
	defer server.Close()
	// A connection of its own is closed at the end; what database and listener run is there before.
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	ctx, cancel := context.WithCancel(t.Context())
	gone := make(chan error, 1)
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	go func() {
		req, _ := http.NewRequestWithContext(ctx, "GET", server.URL+"/api/v1/widget/messages?key="+key+"&after=1&wait=25", strings.NewReader(""))
		req.Header.Set("X-Dari-Visitor", first.text("visitor_token"))
		_, err := client.Do(req)
		gone <- err
	}()
	eventually(t, func() bool { return n.holds() == 1 })
	cancel()
	if err := <-gone; err == nil {
		t.Error("the question was answered")
	}
	eventually(t, func() bool { return n.holds() == 0 })
}

func TestAShopperWithASocketAndWithoutOneSeesEachMessageOnceInBoth(t *testing.T) { // R5
	n := start(t, shop(t), nil)
	socket, w := n.widget(nil)
	token := w.text("visitor_token")
	mine := map[string]string{"X-Dari-Visitor": token}
	conv := conversationID(t, n.db, socket.say("하나").text("conversation"))
	held := n.holding(token, 1)
	if code, f := n.ask("POST", "/widget/messages?key="+key, mine, saying(uuid.New(), "둘")); code != 200 || f.num("seq") != 2 {
		t.Fatalf("by a plain request: %d %v", code, f)
	}
	if m := (<-held).messages(); len(m) != 1 || m[0].Seq != 2 {
		t.Errorf("the question was answered %+v", m)
	}
	held = n.holding(token, 2)
	socket.say("셋")
	if m := (<-held).messages(); len(m) != 1 || m[0].Seq != 3 {
		t.Errorf("the question was answered %+v", m)
	}
	n.write(conv, "넷")
	seen := map[int64]int{1: 1} // what came before the acknowledgements is told by them
	for seen[4] == 0 {
		f, err := socket.next()
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range f.messages() {
			seen[m.Seq]++
		}
		if f["t"] == "message" {
			seen[f.message().Seq]++
		}
	}
	for seq, times := range seen {
		if times > 1 && seq > 1 {
			t.Errorf("message %d came %d times", seq, times)
		}
	}
}
