package tickets

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/staff"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"
)

func newID() uuid.UUID { return uuid.New() }

// code of a fault.
func code(err error) string {
	var f *fault.Fault
	if errors.As(err, &f) {
		return f.Code
	}
	return ""
}

func TestAnOlderVersionIsRefusedOnlyForWhatMatters(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	c := w.visitor()
	seen := w.asks(c, "질문")
	w.must(w.queue.Note(ctx, w.minho, seen.Number, Reply{ClientID: newID(), Text: "메모"}))
	if _, err := w.queue.Assign(ctx, w.haeun, seen.Number, &w.haeun.ID, seen.Version); err != nil {
		t.Errorf("a note refused an assignment: %v", err)
	}
	if _, err := w.queue.Assign(ctx, w.minho, seen.Number, &w.minho.ID, seen.Version); code(err) != "tickets.changed_by.assigned" {
		t.Errorf("an assignment over another: %v", err)
	}
	seen = w.last()
	w.asks(c, "하나 더요")
	if _, err := w.queue.Solve(ctx, w.haeun, seen.Number, seen.Version); code(err) != "tickets.changed.message" || !fault.Is(err, fault.Conflict) {
		t.Errorf("solved over a question that was not seen: %v", err)
	}
	if _, err := w.queue.Solve(ctx, w.haeun, seen.Number, w.last().Version); err != nil {
		t.Error(err)
	}
	if _, err := w.queue.Assign(ctx, w.haeun, seen.Number, new(int64), 0); !fault.Is(err, fault.Invalid) {
		t.Errorf("given to nobody there is: %v", err)
	}
}

func TestANewerAnswerOfAColleagueStopsTheSend(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	one := w.asks(w.visitor(), "질문")
	seen := int64(1)
	w.must(w.queue.Answer(ctx, w.minho, one.Number, Reply{ClientID: newID(), Text: "민호의 답", SeenSeq: &seen}))
	if _, err := w.queue.Answer(ctx, w.haeun, one.Number, Reply{ClientID: newID(), Text: "하은의 답", SeenSeq: &seen}); !fault.Is(err, fault.Conflict) {
		t.Errorf("two agents answered: %v", err)
	}
	if n := w.exec(`SELECT count(*) FROM dari.messages WHERE sender_kind = 'agent'`); n != 1 {
		t.Errorf("%d answers", n)
	}
}

func TestTheSameAnswerOrNoteTwiceIsOne(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	one := w.asks(w.visitor(), "질문")
	r := Reply{ClientID: newID(), Text: "답"}
	first := w.must(w.queue.Answer(ctx, w.haeun, one.Number, r))
	if again := w.must(w.queue.Answer(ctx, w.haeun, one.Number, r)); again.Version != first.Version {
		t.Error("an answer was counted twice")
	}
	first = w.must(w.queue.Note(ctx, w.haeun, one.Number, r))
	if again := w.must(w.queue.Note(ctx, w.haeun, one.Number, r)); again.Version != first.Version {
		t.Error("a note was counted twice")
	}
}

func TestAnUndoBringsTheTicketBackAsItWas(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	c := w.visitor()
	before := w.asks(c, "질문")
	w.clock("2026-11-23T11:00:00+09:00")
	solved := w.must(w.queue.Solve(ctx, w.haeun, before.Number, 0))
	if solved.WaitingSince != nil {
		t.Error("somebody waits for a solved ticket")
	}
	back := w.must(w.queue.Reopen(ctx, w.haeun, before.Number, solved.Version, true))
	w.wantState(back, Fresh)
	if !back.WaitingSince.Equal(at(start)) || back.Owner != nil {
		t.Errorf("ticket = %+v", back)
	}
	w.answer(w.haeun, before.Number, "답")
	w.must(w.queue.Solve(ctx, w.haeun, before.Number, 0))
	w.wantState(w.must(w.queue.Reopen(ctx, w.haeun, before.Number, 0, false)), Open)
}

func TestAClosedTicketStaysAsItIs(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	one := w.asks(w.visitor(), "질문")
	w.must(w.queue.Solve(ctx, w.haeun, one.Number, 0))
	w.clock("2026-12-01T10:00:00+09:00")
	if err := w.queue.CloseSolved(ctx); err != nil {
		t.Fatal(err)
	}
	_, answer := w.queue.Answer(ctx, w.haeun, one.Number, Reply{ClientID: newID(), Text: "답"})
	_, assign := w.queue.Assign(ctx, w.haeun, one.Number, &w.haeun.ID, 0)
	_, solve := w.queue.Solve(ctx, w.haeun, one.Number, 0)
	_, reopen := w.queue.Reopen(ctx, w.haeun, one.Number, 0, false)
	for name, err := range map[string]error{"answer": answer, "assign": assign, "solve": solve, "reopen": reopen} {
		if code(err) != "tickets.is_closed" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// serve is the API of the queue, in which the actor acts.
func (w *world) serve(actor *staff.Actor) *httptest.Server {
	gin.SetMode(gin.TestMode)
	engine := gin.New()
	r := api.NewRouter(api.Options{Engine: engine, Authorize: func(r *http.Request, _ string) (context.Context, error) {
		return staff.WithActor(r.Context(), *actor), nil
	}})
	w.queue.Routes(r)
	server := httptest.NewServer(engine)
	w.t.Cleanup(server.Close)
	return server
}

func (w *world) call(server *httptest.Server, method, path, body string, out any) int {
	w.t.Helper()
	req, _ := http.NewRequest(method, server.URL+"/api/v1"+path, strings.NewReader(body))
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	res, err := server.Client().Do(req)
	if err != nil {
		w.t.Fatal(err)
	}
	defer res.Body.Close()
	if out == nil {
		return res.StatusCode
	}
	if err := json.NewDecoder(res.Body).Decode(out); err != nil {
		w.t.Fatalf("%s %s: %v", method, path, err)
	}
	return res.StatusCode
}

func TestTheWholeWayThroughTheAPI(t *testing.T) {
	w := newWorld(t)
	w.queue.consents = func(context.Context, postgres.Querier, int64) ([]Consent, error) {
		return []Consent{{Channel: "sms", Granted: true}}, nil
	}
	// The permissions of a role come with a session; here a real one is asked for them.
	actor := w.haeun
	server := w.serve(&actor)
	c := w.customer("지우")
	one := w.asks(c, "질문")
	path := "/tickets/1001"
	var page api.Page[Ticket]
	if status := w.call(server, "GET", "/tickets?state=new,open&owner=none&channel=chat", "", &page); status != 200 || len(page.Items) != 1 || page.Items[0].Number != one.Number {
		t.Errorf("list: %d %+v", status, page)
	}
	if status := w.call(server, "GET", "/tickets?ids=1,7", "", &page); status != 200 || len(page.Items) != 1 {
		t.Errorf("by ids: %d %+v", status, page)
	}
	var got Ticket
	for _, step := range []struct {
		path, body string
		state      State
	}{
		{"/assign", `{"owner_id":` + "1" + `,"version":` + "2" + `}`, Fresh},
		{"/answer", `{"client_id":"` + newID().String() + `","text":"답이에요","seen_seq":1}`, Waiting},
		{"/note", `{"client_id":"` + newID().String() + `","text":"메모"}`, Waiting},
		{"/solve", `{}`, Solved},
		{"/reopen", ``, Open},
		{"/solve", ``, Solved},
		{"/reopen", `{"undo":true}`, Open},
		{"/assign", `{"owner_id":null}`, Open},
	} {
		if status := w.call(server, "POST", path+step.path, step.body, &got); status != 200 || got.State != step.state {
			t.Errorf("%s %s: %d, %s, want %s", step.path, step.body, status, got.State, step.state)
		}
	}
	var counts Counts
	if status := w.call(server, "GET", "/tickets/counts", "", &counts); status != 200 || counts != (Counts{Inbox: 1, Unassigned: 1}) {
		t.Errorf("counts: %d %+v", status, counts)
	}
	var problem api.Problem
	for _, bad := range []struct {
		method, path, body string
		status             int
	}{
		{"GET", "/tickets/99", "", 404},
		{"GET", "/tickets/0", "", 422},
		{"GET", "/tickets?state=old", "", 422},
		{"GET", "/tickets?owner=you", "", 422},
		{"GET", "/tickets?cursor=xyz", "", 422},
		{"GET", "/tickets?nonsense=1", "", 422},
		{"POST", "/tickets/99/solve", "{}", 404},
		{"POST", "/tickets/99/answer", `{"client_id":"` + newID().String() + `","text":"a"}`, 404},
		{"POST", path + "/answer", `{"client_id":"no","text":"a"}`, 422},
		{"POST", path + "/answer", `{"client_id":"` + newID().String() + `","text":""}`, 422},
		{"POST", path + "/answer", `{"client_id":"` + newID().String() + `","text":"a","sender_kind":"agent"}`, 422},
		{"POST", path + "/assign", `{"owner_id":99}`, 422},
		{"POST", path + "/assign", `{"owner_id":1,"version":1}`, 409},
	} {
		if status := w.call(server, bad.method, bad.path, bad.body, &problem); status != bad.status {
			t.Errorf("%s %s %s: %d, want %d: %s", bad.method, bad.path, bad.body, status, bad.status, problem.Detail)
		}
	}
	if strings.Contains(problem.Detail, "fault.") || !strings.Contains(problem.Detail, "하은") {
		t.Errorf("the 409 does not say what changed: %s", problem.Detail)
	}
}

func TestThePanelShowsWhatTheActorMaySee(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	c := w.customer("지우")
	w.exec(`INSERT INTO dari.orders (source, source_key, number, customer_id, status, placed_at, buyer_phone) VALUES ('api', '7', 'A7', $1, 'paid', dari.clock(), '010-1234-5678') RETURNING id`, *c.CustomerID)
	one := w.asks(c, "A7 언제 오나요")
	w.must(w.queue.Assign(ctx, w.minho, one.Number, &w.haeun.ID, 0))
	d, err := w.queue.Read(ctx, w.signedIn("agent"), one.Number)
	if err != nil {
		t.Fatal(err)
	}
	if d.Customer == nil || len(d.Customer.Orders) != 1 || d.Order == nil || d.Order.Number != "A7" {
		t.Fatalf("detail = %+v", d)
	}
	text, _ := json.Marshal(d)
	if strings.Contains(string(text), "1234-5678") {
		t.Errorf("a whole number is shown: %s", text)
	}
	last := d.Events[len(d.Events)-1]
	if last.Kind != kindAssigned || last.Actor.Name != "민호" || last.Data["owner_name"] != "하은" {
		t.Errorf("history = %+v", d.Events)
	}
	if d, err = w.queue.Read(ctx, staff.Actor{Kind: staff.KindAPIKey, ID: 1}, one.Number); err != nil || d.Customer != nil || d.Order != nil {
		t.Errorf("who may not read customers sees %+v, %v", d.Customer, err)
	}
}

// signedIn is an actor with the permissions of a role, as a session gives it.
func (w *world) signedIn(role string) staff.Actor {
	w.t.Helper()
	ctx := context.Background()
	if _, err := staff.Add(ctx, w.db, staff.NewStaff{Email: "real@shop.example", Name: "진짜", Role: role, Password: "충분히 긴 비밀번호예요"}); err != nil {
		w.t.Fatal(err)
	}
	var actor staff.Actor
	people := staff.New(staff.Options{DB: w.db})
	gin.SetMode(gin.TestMode)
	engine := gin.New()
	r := api.NewRouter(api.Options{Engine: engine, Authorize: people.Authorize})
	people.Routes(r)
	rec := httptest.NewRecorder()
	req := httptest.NewRequest("POST", "/api/v1/session", strings.NewReader(`{"email":"real@shop.example","password":"충분히 긴 비밀번호예요"}`))
	req.Header.Set("Content-Type", "application/json")
	engine.ServeHTTP(rec, req)
	asked := httptest.NewRequest("GET", "/", nil)
	for _, c := range rec.Result().Cookies() {
		asked.AddCookie(c)
	}
	actor, ok := people.SessionActor(asked)
	if !ok {
		w.t.Fatalf("sign-in: %s", rec.Body)
	}
	return actor
}
