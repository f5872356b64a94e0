package orders_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"dari/chat"
	"dari/chat/orders"
	"dari/internal/api"
	"dari/internal/event"
	"dari/internal/fault"
	"dari/internal/live"
	"dari/internal/postgres"
	"dari/internal/postgres/pgtest"
	"dari/internal/shop"
	"dari/internal/staff"
	"dari/internal/storage"
	"dari/internal/thread"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

const (
	key    = "ondam-key"
	secret = "a-secret-of-the-widget-that-is-long-enough"
	clock  = "2026-11-23T14:05:00+09:00" // a Monday
)

// world is a shop with a widget, and people who ask for their orders. The queue is a stand-in: its
// tickets are rows and no more.
type world struct {
	t      *testing.T
	db     *pgxpool.Pool
	relay  *event.Relay
	engine *gin.Engine
	cards  *orders.Service

	mu    sync.Mutex
	codes []orders.Code
	back  map[int]int // what is left to be sent back, by line; nil: all
	late  bool
}

func newWorld(t *testing.T) *world {
	t.Helper()
	gin.SetMode(gin.TestMode)
	w := &world{t: t, db: pgtest.New(t)}
	w.settings(func(*staff.ShopSettings) {})
	w.setClock(clock)
	log := slog.New(slog.DiscardHandler)
	place, err := storage.Open("file://" + t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	hub := live.New(live.Options{})
	room := chat.New(chat.Options{DB: w.db, Log: log, Hub: hub, Thread: thread.New(thread.Options{DB: w.db, Log: log}), PublicURL: "https://help.ondam.example", Session: w.byLink, Limits: chat.Limits{PerAddress: 20_000}})
	cards := orders.New(orders.Options{
		DB: w.db, Log: log, Chat: room, Secret: "server", OpenTicket: w.openTicket, Now: w.now, PublicURL: "https://help.ondam.example",
		Render: func(rw http.ResponseWriter, _ *http.Request, _ string, data any) {
			_ = json.NewEncoder(rw).Encode(data)
		},
		Failed: func(rw http.ResponseWriter, _ *http.Request, err error) {
			http.Error(rw, err.Error(), http.StatusInternalServerError)
		},
		Returns: w.returnable, Files: thread.NewFiles(thread.FilesOptions{DB: w.db, Log: log, Store: place}),
		SendCodes: func(_ context.Context, _ pgx.Tx, codes []orders.Code) error {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.codes = append(w.codes, codes...)
			return nil
		},
	})
	w.cards = cards
	w.relay = event.NewRelay(event.RelayOptions{DB: w.db, Log: log, Handlers: cards.Handlers()})
	w.engine = gin.New()
	r := api.NewRouter(api.Options{Engine: w.engine, Log: log, Authorize: func(r *http.Request, _ string) (context.Context, error) {
		id, err := strconv.ParseInt(r.Header.Get("X-Staff"), 10, 64)
		if err != nil {
			return nil, fault.New(fault.Unauthorized, "unauthorized")
		}
		return staff.WithActor(r.Context(), staff.ActorOf(id, "하은", "agent")), nil
	}})
	cards.Routes(r)
	cards.Pages(w.engine)
	return w
}

func (w *world) settings(change func(*staff.ShopSettings)) {
	w.t.Helper()
	s := staff.ShopSettings{Name: "온담", NameEn: "Ondam", Zone: "Asia/Seoul", WidgetKey: key, WidgetSecret: secret}
	change(&s)
	if err := staff.PutShop(w.t.Context(), w.db, s); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) setClock(at string) { w.t.Helper(); pgtest.SetClock(w.t, w.db, at) }

func (w *world) now() time.Time {
	var now time.Time
	if err := w.db.QueryRow(context.Background(), `SELECT dari.clock()`).Scan(&now); err != nil {
		w.t.Error(err)
	}
	return now
}

// returnable stands in for the room of returns.
func (w *world) returnable(_ context.Context, _ postgres.Querier, o shop.Order, _ string, items []orders.Asked) (orders.Returnable, error) {
	b := orders.Returnable{Left: map[int]int{}, Until: "2026-11-30", Late: w.late}
	for i, it := range o.Items {
		b.Left[i+1] = it.Quantity
	}
	if w.back != nil {
		b.Left = w.back
	}
	for _, it := range items {
		b.Amount += o.Items[it.ID-1].Price * int64(it.Quantity)
	}
	return b, nil
}

func (w *world) openTicket(ctx context.Context, tx pgx.Tx, t orders.Ticket) (id, number int64, err error) {
	err = tx.QueryRow(ctx, `INSERT INTO dari.tickets (state, channel, subject, order_id, conversation_id, type, due_at) VALUES ('new', 'chat', $1, $2, $3, $4, $5) RETURNING id, number`,
		t.Subject, t.OrderID, t.ConversationID, t.Type, t.DueAt).Scan(&id, &number)
	return id, number, err
}

// byLink lets whoever holds link_REF into the member's thread, and who holds link_visitor into the last visitor's.
func (w *world) byLink(ctx context.Context, q postgres.Querier, token string) (thread.Owner, time.Time, error) {
	if token == "link_visitor" {
		var o thread.Owner
		err := q.QueryRow(ctx, `SELECT max(id) FROM dari.visitors`).Scan(&o.VisitorID)
		return o, time.Now().Add(time.Hour), err
	}
	c, err := shop.CustomerByRef(ctx, q, strings.TrimPrefix(token, chat.LinkPrefix))
	return thread.Owner{CustomerID: c.ID}, time.Now().Add(time.Hour), err
}

// order puts an order of the member ("" for a guest) into the shop.
func (w *world) order(number, member, status string, change ...func(*shop.OrderChange)) {
	w.t.Helper()
	phone, mail, total := "010-2345-5678", "seoyeon@naver.com", int64(124500)
	items := []shop.Item{{Title: "백자 반상기", Option: "2인", Quantity: 2, Price: 50000}, {Title: "수저받침", Quantity: 4, Price: 6000}}
	c := shop.OrderChange{
		Source: shop.FromAPI, SourceKey: number, Number: number, Status: &status, BuyerPhone: &phone, BuyerEmail: &mail, Total: &total, Items: &items,
	}
	if member != "" {
		c.CustomerRef = &member
		w.member(member)
	}
	for _, f := range change {
		f(&c)
	}
	w.apply(c)
}

func (w *world) member(ref string) {
	w.t.Helper()
	err := postgres.InTx(w.t.Context(), w.db, func(tx pgx.Tx) error {
		_, err := shop.ApplyCustomers(w.t.Context(), tx, []shop.CustomerChange{{Source: "test", Ref: ref}}, shop.Apply{})
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) apply(c shop.OrderChange) {
	w.t.Helper()
	err := postgres.InTx(w.t.Context(), w.db, func(tx pgx.Tx) error {
		_, err := shop.ApplyOrders(w.t.Context(), tx, []shop.OrderChange{c}, shop.Apply{})
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

// ship moves an order on.
func (w *world) moves(number, status string) {
	w.t.Helper()
	w.apply(shop.OrderChange{Source: shop.FromAPI, SourceKey: number, Number: number, Status: &status})
}

type answer struct {
	t    *testing.T
	code int
	raw  []byte
	head http.Header
}

func (a answer) into(v any) {
	a.t.Helper()
	if err := json.Unmarshal(a.raw, v); err != nil {
		a.t.Fatalf("%d %s: %v", a.code, a.raw, err)
	}
}

func (a answer) problem() string {
	var p struct {
		Code   string `json:"code"`
		Errors []struct {
			Code string `json:"code"`
		} `json:"errors"`
	}
	a.into(&p)
	if len(p.Errors) > 0 {
		return p.Errors[0].Code
	}
	return p.Code
}

func (a answer) want(code int) answer {
	a.t.Helper()
	if a.code != code {
		a.t.Fatalf("answered %d %s, want %d", a.code, a.raw, code)
	}
	return a
}

// person is a browser.
type person struct {
	w      *world
	header map[string]string
	ip     string
}

func (w *world) signedIn(ref string) *person {
	w.t.Helper()
	token, err := chat.MintToken(key, secret, ref, "", time.Now(), 10*time.Minute)
	if err != nil {
		w.t.Fatal(err)
	}
	return &person{w, map[string]string{"X-Dari-Member": token}, "192.0.2.1"}
}

func (w *world) guest(ip string) *person { return &person{w, map[string]string{}, ip} }

func (w *world) agent() *person {
	w.t.Helper()
	var id int64
	err := w.db.QueryRow(w.t.Context(), `INSERT INTO dari.staff (uid, email, name, password_hash, role) VALUES (gen_random_uuid(), 'a@b.example', '하은', 'x', 'agent') RETURNING id`).Scan(&id)
	if err != nil {
		w.t.Fatal(err)
	}
	return &person{w, map[string]string{"X-Staff": strconv.FormatInt(id, 10)}, "192.0.2.9"}
}

func (p *person) do(method, path, body string) answer {
	p.w.t.Helper()
	target := "/api/v1" + path
	if strings.HasPrefix(path, "/widget/") {
		join := "?"
		if strings.Contains(path, "?") {
			join = "&"
		}
		target += join + "key=" + key
	}
	req := httptest.NewRequest(method, target, strings.NewReader(body))
	req.RemoteAddr = p.ip + ":1"
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	for k, v := range p.header {
		req.Header.Set(k, v)
	}
	rec := httptest.NewRecorder()
	p.w.engine.ServeHTTP(rec, req)
	return answer{p.w.t, rec.Code, rec.Body.Bytes(), rec.Result().Header}
}

func (p *person) get(path string) answer { p.w.t.Helper(); return p.do("GET", path, "") }

func (p *person) post(path string, body any) answer {
	p.w.t.Helper()
	if body == nil {
		return p.do("POST", path, "")
	}
	raw, err := json.Marshal(body)
	if err != nil {
		p.w.t.Fatal(err)
	}
	return p.do("POST", path, string(raw))
}

type fields map[string]any

type orderList struct {
	Orders   []orders.OrderCard `json:"orders"`
	SignedIn bool               `json:"signed_in"`
}

func (p *person) orders() orderList {
	p.w.t.Helper()
	var l orderList
	p.get("/widget/orders").want(200).into(&l)
	return l
}

type lookedUp struct {
	Lookup  string `json:"lookup"`
	Channel string `json:"channel"`
	SentTo  string `json:"sent_to"`
	Token   string `json:"visitor_token"`
}

// asks for an order and keeps the token that is given.
func (p *person) asks(number, phone string) lookedUp {
	p.w.t.Helper()
	var l lookedUp
	p.post("/widget/orders/lookup", fields{"number": number, "phone": phone}).want(200).into(&l)
	if l.Token != "" {
		p.header["X-Dari-Visitor"] = l.Token
	}
	p.w.drain()
	return l
}

func (w *world) drain() {
	w.t.Helper()
	if err := w.relay.Drain(context.Background()); err != nil {
		w.t.Fatal(err)
	}
	if n := w.count(`SELECT count(*) FROM dari.outbox_pending WHERE error IS NOT NULL`); n > 0 {
		w.t.Fatalf("%d events could not be handled", n)
	}
}

// code is the newest one that was sent; "" when none was.
func (w *world) code() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.codes) == 0 {
		return ""
	}
	return w.codes[len(w.codes)-1].Code
}

func (w *world) sent() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.codes)
}

func (w *world) count(sql string, args ...any) (n int64) {
	w.t.Helper()
	if err := w.db.QueryRow(context.Background(), sql, args...).Scan(&n); err != nil {
		w.t.Fatalf("%s: %v", sql, err)
	}
	return n
}

func cancelling(client uuid.UUID) fields {
	return fields{"client_id": client.String(), "kind": "cancel", "reason": "mind"}
}
