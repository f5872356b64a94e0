package follow_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"dari/chat"
	"dari/chat/follow"
	"dari/internal/api"
	"dari/internal/event"
	"dari/internal/live"
	"dari/internal/postgres"
	"dari/internal/postgres/pgtest"
	"dari/internal/staff"
	"dari/internal/thread"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

const (
	key    = "ondam-key"
	start  = "2026-11-23T14:00:00+09:00"
	public = "https://help.ondam.example"
)

// world is a shop's chat without sockets: the messages that would leave are kept, the clock stands
// still and the relay is run by hand.
type world struct {
	t      *testing.T
	db     *pgxpool.Pool
	hub    *live.Hub
	thread *thread.Store
	chat   *chat.Service
	follow *follow.Service
	relay  *event.Relay
	engine *gin.Engine
	now    time.Time

	mu      sync.Mutex
	planned []follow.Message
	events  []event.Event
}

func newWorld(t *testing.T) *world {
	t.Helper()
	gin.SetMode(gin.TestMode)
	w := &world{t: t, db: pgtest.New(t)}
	w.clock(start)
	settings := staff.ShopSettings{Name: "온담", NameEn: "Ondam", Zone: "Asia/Seoul", WidgetKey: key, WidgetSecret: strings.Repeat("s", 40), SenderEmail: "help@ondam.example"}
	if err := staff.PutShop(t.Context(), w.db, settings); err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.DiscardHandler)
	w.hub = live.New(live.Options{Log: log})
	w.thread = thread.New(thread.Options{DB: w.db, Log: log})
	w.chat = chat.New(chat.Options{DB: w.db, Log: log, Hub: w.hub, Thread: w.thread, PublicURL: public, Session: follow.Session, EndSession: follow.EndSession})
	w.follow = w.node()
	ears := append(w.follow.Handlers(), event.Handler{Name: "test", Kinds: []string{"conversation.followed"}, Handle: func(_ context.Context, _ pgx.Tx, events []event.Event) error {
		w.events = append(w.events, events...)
		return nil
	}})
	w.relay = event.NewRelay(event.RelayOptions{DB: w.db, Log: log, Handlers: ears})
	w.engine = gin.New()
	r := api.NewRouter(api.Options{Engine: w.engine, Log: log, Authorize: func(r *http.Request, _ string) (context.Context, error) { return r.Context(), nil }})
	w.follow.Routes(r)
	w.chat.Routes(r)
	w.follow.Pages(w.engine)
	return w
}

// node is a program of its own beside the first.
func (w *world) node() *follow.Service {
	return follow.New(follow.Options{
		DB: w.db, Log: slog.New(slog.DiscardHandler), Chat: w.chat, PublicURL: public, Secret: strings.Repeat("k", 40),
		Plan: func(_ context.Context, _ pgx.Tx, list []follow.Message) error {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.planned = append(w.planned, list...)
			return nil
		},
		Suppressed: func(_ context.Context, _ postgres.Querier, _, keys []string) (map[int]bool, error) {
			dead := map[int]bool{}
			for i, key := range keys {
				if strings.HasPrefix(key, "dead@") {
					dead[i] = true
				}
			}
			return dead, nil
		},
		Blocked: func(ctx context.Context, q postgres.Querier, o thread.Owner) (blocked bool, err error) {
			err = q.QueryRow(ctx, `SELECT EXISTS (SELECT FROM dari.chat_blocks WHERE visitor_id = nullif($1, 0))`, o.VisitorID).Scan(&blocked)
			return blocked, err
		},
		Talk: func(list []follow.Said) string { out, _ := json.Marshal(list); return string(out) },
		Host: func(context.Context, postgres.Querier) (string, error) { return "ondam.example", nil },
		Render: func(rw http.ResponseWriter, _ *http.Request, name string, data any) {
			_ = json.NewEncoder(rw).Encode(map[string]any{"page": name, "data": data})
		},
		Failed: func(rw http.ResponseWriter, _ *http.Request, err error) {
			http.Error(rw, err.Error(), http.StatusInternalServerError)
		},
	})
}

func (w *world) clock(at string) {
	w.t.Helper()
	moment, err := time.Parse(time.RFC3339, at)
	if err != nil {
		w.t.Fatal(err)
	}
	w.now = moment
	pgtest.SetClock(w.t, w.db, at)
}

func (w *world) later(d time.Duration) { w.t.Helper(); w.clock(w.now.Add(d).Format(time.RFC3339)) }

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) drain() { w.t.Helper(); w.must(w.relay.Drain(w.t.Context())) }

// sent are the messages planned since the last look.
func (w *world) sent() []follow.Message {
	w.t.Helper()
	w.drain()
	w.must(w.follow.SendDue(w.t.Context()))
	return w.taken()
}

func (w *world) taken() []follow.Message {
	w.mu.Lock()
	defer w.mu.Unlock()
	list := w.planned
	w.planned = nil
	return list
}

// shopper is a visitor with a chat.
type shopper struct {
	w     *world
	token string
	owner thread.Owner
	conv  thread.Conversation
}

func (w *world) visitor() shopper {
	w.t.Helper()
	var out struct {
		VisitorToken string `json:"visitor_token"`
	}
	w.call("POST", "/api/v1/widget/messages?key="+key, "", map[string]any{"client_id": uuid.NewString(), "text": "언제 오나요?", "lang": "ko"}, http.StatusOK, &out)
	s := shopper{w: w, token: out.VisitorToken}
	who, err := w.chat.ShopperOf(w.t.Context(), chat.WidgetIdentity{Key: key, Visitor: s.token})
	w.must(err)
	s.owner = who.Owner
	s.conv, _, err = thread.ChatOf(w.t.Context(), w.db, s.owner)
	w.must(err)
	return s
}

// leaves is a contact, as the form of closing hours keeps it.
func (s shopper) leaves(replyBy, phone, email string) shopper {
	s.w.t.Helper()
	pgtest.Exec(s.w.t, s.w.db, `INSERT INTO dari.contacts (conversation_id, client_id, message_seq, reply_by, phone, email) VALUES ($1, gen_random_uuid(), 1, $2, $3, $4)`, s.conv.ID, replyBy, phone, email)
	return s
}

// member gives the visitor's chat to a customer of the shop.
func (s shopper) member(email, phone string) shopper {
	s.w.t.Helper()
	w := s.w
	w.must(w.db.QueryRow(w.t.Context(), `INSERT INTO dari.customers (uid, ref, name, email, phone) VALUES (gen_random_uuid(), gen_random_uuid()::text, '서연', $1, $2) RETURNING id`, email, phone).Scan(&s.owner.CustomerID))
	pgtest.Exec(w.t, w.db, `UPDATE dari.conversations SET customer_id = $2 WHERE id = $1`, s.conv.ID, s.owner.CustomerID)
	return s
}

func (s shopper) answered(text string) thread.Message {
	s.w.t.Helper()
	made, err := s.w.thread.Append(s.w.t.Context(), thread.Append{ConversationID: s.conv.ID, SenderKind: thread.Agent, SenderID: 7, SenderName: "하은", ClientID: uuid.New(), Body: text})
	s.w.must(err)
	s.w.drain()
	return made.Message
}

func (s shopper) reads(seq int64) {
	s.w.t.Helper()
	_, _, err := thread.Mark(s.w.t.Context(), s.w.db, s.conv.ID, thread.Shopper, s.owner.VisitorID, thread.Receipt{ReadSeq: seq})
	s.w.must(err)
}

// call asks by HTTP and reads the answer.
func (w *world) call(method, path, token string, body any, want int, out any) *httptest.ResponseRecorder {
	w.t.Helper()
	var text string
	switch b := body.(type) {
	case nil:
	case url.Values:
		text = b.Encode()
	default:
		raw, _ := json.Marshal(b)
		text = string(raw)
	}
	r := httptest.NewRequest(method, path, strings.NewReader(text))
	if _, form := body.(url.Values); form {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	} else if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	if cookie, is := strings.CutPrefix(token, "cookie:"); is {
		r.AddCookie(&http.Cookie{Name: "dari_chat", Value: cookie})
	} else if token != "" {
		r.Header.Set("X-Dari-Visitor", token)
	}
	rec := httptest.NewRecorder()
	w.engine.ServeHTTP(rec, r)
	if rec.Code != want {
		w.t.Fatalf("%s %s: %d, want %d: %s", method, path, rec.Code, want, rec.Body)
	}
	if out != nil {
		if err := json.Unmarshal(rec.Body.Bytes(), out); err != nil {
			w.t.Fatalf("%s %s: %v: %s", method, path, err, rec.Body)
		}
	}
	return rec
}

// settle tells the room that a message has left, or has not.
func (w *world) settle(m follow.Message, state string) {
	w.t.Helper()
	w.must(postgres.InTx(w.t.Context(), w.db, func(tx pgx.Tx) error {
		return event.Publish(w.t.Context(), tx, event.New{
			Kind: "delivery.settled", SubjectKind: "delivery", SubjectID: m.SourceID, Key: uuid.NewString(),
			Payload: map[string]any{"source_kind": m.SourceKind, "source_id": m.SourceID, "channel": m.Channel, "state": state, "at": w.now},
		})
	}))
	w.drain()
}

// history is what the tickets would be told, as "sms sent".
func (w *world) history() string {
	w.t.Helper()
	w.drain()
	var said []string
	for _, e := range w.events {
		var h struct{ Channel, What string }
		w.must(json.Unmarshal(e.Payload, &h))
		said = append(said, h.Channel+" "+h.What)
	}
	return strings.Join(said, ", ")
}

// status is the status of a request.
func (w *world) status(method, path string) int {
	rec := httptest.NewRecorder()
	w.engine.ServeHTTP(rec, httptest.NewRequest(method, path, nil))
	return rec.Code
}
