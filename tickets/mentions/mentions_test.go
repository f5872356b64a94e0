package mentions

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"dari/internal/api"
	"dari/internal/event"
	"dari/internal/postgres/pgtest"
	"dari/internal/staff"
	"dari/internal/thread"
	"dari/tickets"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"
)

func TestWhoIsNamed(t *testing.T) {
	people := []Person{{1, "하은"}, {2, "민호"}, {3, "민호준"}, {4, "Mina"}, {5, "Mina Park"}}
	tests := map[string]struct {
		text string
		want []int64
	}{
		"a name with a particle":        {"@하은이 봐 주세요", []int64{1}},
		"the longest name that fits":    {"@민호준님, @Mina Park?", []int64{3, 5}},
		"a shorter name beside it":      {"@민호, @Mina", []int64{2, 4}},
		"each once":                     {"@하은 @하은", []int64{1}},
		"an address names nobody":       {"haeun@shop.example", nil},
		"a name without the sign":       {"하은 님께", nil},
		"letters that are put together": {"@\u1112\u1161\u110b\u1173\u11ab", []int64{1}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := Named(tt.text, people); !slices.Equal(got, tt.want) {
				t.Errorf("%v, want %v", got, tt.want)
			}
		})
	}
}

func TestANoteThatNamesSomebodyIsInTheirListUntilItIsRead(t *testing.T) {
	ctx := t.Context()
	db := pgtest.New(t)
	pgtest.SetClock(t, db, "2026-11-25T11:00:00+09:00")
	log := slog.New(slog.DiscardHandler)
	store := thread.New(thread.Options{DB: db, Log: log})
	queue := tickets.New(tickets.Options{DB: db, Log: log, Thread: store})
	var mu sync.Mutex
	var told []string
	// Two programs hear of everything: each mention is written once.
	handlers := queue.Handlers()
	var s *Service
	for range 2 {
		s = New(Options{DB: db, Publish: func(_ context.Context, topic string, frame []byte) {
			mu.Lock()
			defer mu.Unlock()
			told = append(told, topic+" "+string(frame))
		}})
		handlers = append(handlers, s.Handlers()...)
	}
	relay := event.NewRelay(event.RelayOptions{DB: db, Log: log, Handlers: handlers})
	number := func(sql string, args ...any) (n int64) {
		t.Helper()
		if err := db.QueryRow(ctx, sql, args...).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	agent := func(name string) staff.Actor {
		id := number(`INSERT INTO dari.staff (uid, email, name, password_hash, role) VALUES ($1, $2, $3, 'x', 'agent') RETURNING id`, uuid.New(), name+"@shop.example", name)
		return staff.ActorOf(id, name, "agent")
	}
	haeun, minho := agent("하은"), agent("민호")
	visitor := number(`INSERT INTO dari.visitors (uid, token_hash) VALUES ($1, $2) RETURNING id`, uuid.New(), []byte(uuid.NewString()))
	conv, err := thread.EnsureChat(ctx, db, thread.Owner{VisitorID: visitor}, "ko")
	if err != nil {
		t.Fatal(err)
	}
	drain := func() {
		t.Helper()
		if err := relay.Drain(ctx); err != nil {
			t.Fatal(err)
		}
	}
	_, err = store.Append(ctx, thread.Append{ConversationID: conv.ID, SenderKind: thread.Shopper, SenderID: 1, ClientID: uuid.New(), Body: "언제 오나요?"})
	if err != nil {
		t.Fatal(err)
	}
	drain()
	ticket := number(`SELECT max(number) FROM dari.tickets`)
	for _, text := range []string{"@민호 첫째", "아무도 아니에요", "@민호 @하은 둘째"} {
		if _, err := queue.Note(ctx, haeun, ticket, tickets.Reply{ClientID: uuid.New(), Text: text}); err != nil {
			t.Fatal(err)
		}
		drain()
	}
	if len(told) != 2 || !strings.Contains(told[0], `"t":"mention","ticket":`) {
		t.Errorf("consoles heard %v", told)
	}

	call := asker(t, s)
	var page api.Page[Mention]
	call(minho, "GET", "/mentions?limit=1", "", &page)
	if len(page.Items) != 1 || page.Items[0].Text != "@민호 @하은 둘째" || page.Items[0].By != "하은" || page.Items[0].Read || page.Next == "" {
		t.Fatalf("the first page is %+v", page)
	}
	second := page.Items[0].ID
	call(minho, "GET", "/mentions?limit=1&cursor="+page.Next, "", &page)
	if len(page.Items) != 1 || page.Items[0].Text != "@민호 첫째" || page.Items[0].Ticket != ticket || page.Next != "" {
		t.Fatalf("the second page is %+v", page)
	}
	var n Count
	counted := func(who staff.Actor, method, path, body string, want int) {
		t.Helper()
		if call(who, method, path, body, &n); n.Unread != want {
			t.Errorf("%s %s %s: %d are unread, want %d", who.Name, path, body, n.Unread, want)
		}
	}
	counted(haeun, "GET", "/mentions/count", "", 0)
	counted(haeun, "POST", "/mentions/read", `{"all":true}`, 0)
	first := page.Items[0].ID
	counted(minho, "POST", "/mentions/read", encoded(t, map[string]any{"ids": []int64{first}}), 1)
	call(minho, "GET", "/mentions?unread=true", "", &page)
	if len(page.Items) != 1 || page.Items[0].ID != second {
		t.Errorf("unread are %+v", page.Items)
	}
	counted(minho, "POST", "/mentions/unread", encoded(t, map[string]any{"ids": []int64{first}}), 2)
	counted(minho, "POST", "/mentions/read", encoded(t, map[string]any{"ticket": ticket}), 0)
}

func encoded(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// asker asks the API as one person or another.
func asker(t *testing.T, s *Service) func(who staff.Actor, method, path, body string, answer any) {
	var now staff.Actor
	gin.SetMode(gin.TestMode)
	engine := gin.New()
	s.Routes(api.NewRouter(api.Options{Engine: engine, Authorize: func(r *http.Request, _ string) (context.Context, error) {
		return staff.WithActor(r.Context(), now), nil
	}}))
	return func(who staff.Actor, method, path, body string, answer any) {
		t.Helper()
		now = who
		r := httptest.NewRequest(method, "/api/v1"+path, strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		rec := httptest.NewRecorder()
		engine.ServeHTTP(rec, r)
		if rec.Code != http.StatusOK {
			t.Fatalf("%s %s: %d %s", method, path, rec.Code, rec.Body)
		}
		if page, is := answer.(*api.Page[Mention]); is {
			*page = api.Page[Mention]{} // what is left out of an answer is empty
		}
		if err := json.Unmarshal(rec.Body.Bytes(), answer); err != nil {
			t.Fatalf("%s %s: %v", method, path, err)
		}
	}
}
