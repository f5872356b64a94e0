package contact

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"dari/internal/event"
	"dari/internal/postgres/pgtest"
	"dari/internal/storage"
	"dari/internal/thread"
	"dari/tickets"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// world is a shop with a form, a queue, and a relay that is run by hand.
type world struct {
	t        *testing.T
	db       *pgxpool.Pool
	contact  *Service
	engine   *gin.Engine
	queue    *tickets.Service
	relay    *event.Relay
	received []Received
	codes    []Code
	drawn    any // the data of the last page
}

const start = "2026-11-23T14:05:00+09:00"

func newWorld(t *testing.T) *world {
	t.Helper()
	gin.SetMode(gin.ReleaseMode)
	w := &world{t: t, db: pgtest.New(t)}
	pgtest.SetClock(t, w.db, start)
	log := slog.New(slog.DiscardHandler)
	store, err := storage.Open("file://" + t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	w.contact = New(Options{
		DB: w.db, Log: log, Files: thread.NewFiles(thread.FilesOptions{DB: w.db, Log: log, Store: store}), Secret: "a secret of the test", PublicURL: "https://shop.example",
		Received: func(_ context.Context, _ pgx.Tx, r Received) error { w.received = append(w.received, r); return nil },
		SendCodes: func(_ context.Context, _ pgx.Tx, list []Code) error {
			w.codes = append(w.codes, list...)
			return nil
		},
		Render: func(rw http.ResponseWriter, _ *http.Request, name string, data any) {
			w.drawn = data
			fmt.Fprint(rw, name)
		},
		Failed: func(rw http.ResponseWriter, _ *http.Request, err error) { t.Error(err); rw.WriteHeader(500) },
	})
	w.queue = tickets.New(tickets.Options{DB: w.db, Log: log, Thread: thread.New(thread.Options{DB: w.db, Log: log})})
	w.relay = event.NewRelay(event.RelayOptions{DB: w.db, Log: log, Handlers: append(w.queue.Handlers(), w.contact.Handlers()...)})
	w.engine = gin.New()
	w.contact.Pages(w.engine)
	return w
}

func (w *world) drain() {
	w.t.Helper()
	if err := w.relay.Drain(context.Background()); err != nil {
		w.t.Fatal(err)
	}
	if n := w.number(`SELECT count(*) FROM dari.outbox_pending WHERE error IS NOT NULL`); n > 0 {
		w.t.Fatalf("%d events could not be handled", n)
	}
}

// number runs a statement and answers its only value.
func (w *world) number(sql string, args ...any) (n int64) {
	w.t.Helper()
	if err := w.db.QueryRow(context.Background(), sql, args...).Scan(&n); err != nil {
		w.t.Fatalf("%s: %v", sql, err)
	}
	return n
}

// rows is how many there are of all that a page could change.
func (w *world) rows() int64 {
	w.t.Helper()
	return w.number(`SELECT (SELECT count(*) FROM dari.messages) + (SELECT count(*) FROM dari.tickets) + (SELECT coalesce(sum(version), 0) FROM dari.tickets)
		+ (SELECT count(*) FROM dari.contact_forms) + (SELECT count(*) FROM dari.contact_tries) + (SELECT count(*) FROM dari.contact_lookups) + (SELECT count(*) FROM dari.outbox)`)
}

func (w *world) get(path string) *httptest.ResponseRecorder {
	w.t.Helper()
	return w.do(httptest.NewRequest(http.MethodGet, path, nil))
}

func (w *world) post(path string, form url.Values) *httptest.ResponseRecorder {
	w.t.Helper()
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return w.do(r)
}

func (w *world) do(r *http.Request) *httptest.ResponseRecorder {
	r.Header.Set("Accept-Language", "ko")
	rec := httptest.NewRecorder()
	w.engine.ServeHTTP(rec, r)
	return rec
}

// filled is a form that was shown half a minute ago and is filled in well.
func (w *world) filled(topic string) url.Values {
	w.t.Helper()
	now, err := time.Parse(time.RFC3339, start)
	if err != nil {
		w.t.Fatal(err)
	}
	return url.Values{
		"topic": {topic}, "form": {w.contact.stamp(now.Add(-30*time.Second), uuid.New())}, "text": {"접시가 아직 안 왔어요."}, "name": {"김하늘"},
		"email": {"Haneul@Example.com"}, "phone": {"010-2345-6789"}, "consent": {"yes"}, "order_number": {"#1103"}, "wish": {"return"},
	}
}

func with(v url.Values, pairs ...string) url.Values {
	for i := 0; i < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	return v
}

// order is one of a buyer with that number.
func (w *world) order(number, phone string) {
	w.t.Helper()
	w.number(`INSERT INTO dari.orders (source, source_key, number, status, buyer_name, buyer_phone, placed_at, total)
		VALUES ('api', $1, $1, 'paid', '김하늘', $2, dari.clock(), 1000) RETURNING id`, number, phone)
}

func (w *world) firstData() (d formData) {
	w.t.Helper()
	var raw []byte
	if err := w.db.QueryRow(context.Background(), `SELECT data FROM dari.messages ORDER BY conversation_id DESC, seq LIMIT 1`).Scan(&raw); err != nil {
		w.t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &d); err != nil {
		w.t.Fatal(err)
	}
	return d
}
