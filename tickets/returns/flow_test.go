package returns

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"dari/internal/event"
	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/postgres/pgtest"
	"dari/internal/staff"
	"dari/internal/thread"
	"dari/internal/webhook"
	"dari/tickets"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// world is a shop with a queue, three people and the shop's own server, which is a fake.
type world struct {
	t                   *testing.T
	db                  *pgxpool.Pool
	s                   *Service
	relay               *event.Relay
	haeun, minho, jiwon staff.Actor // an agent, another one and an administrator
	conv                thread.Conversation
	ticket              int64

	mu     sync.Mutex
	server *httptest.Server
	answer func(n int) (status int, body string) // of the nth call, from 1
	calls  []Call
	ids    []string
	moved  []string // what became of the shopper's request
	alerts []int64
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, db: pgtest.New(t), answer: func(int) (int, string) { return 200, `{"result":"done"}` }}
	pgtest.SetClock(t, w.db, "2026-11-23T10:00:00+09:00")
	log := slog.New(slog.DiscardHandler)
	queue := tickets.New(tickets.Options{DB: w.db, Log: log, Thread: thread.New(thread.Options{DB: w.db, Log: log})})
	w.server = httptest.NewServer(http.HandlerFunc(w.serve))
	t.Cleanup(w.server.Close)
	w.s = New(Options{
		DB: w.db, Log: log, Tickets: queue, Client: webhook.NewClient(webhook.Options{Local: true}), PublicURL: "https://dari.example",
		Backoff: []time.Duration{0, 0, 0},
		MoveRequest: func(_ context.Context, _ pgx.Tx, _ uuid.UUID, state, _ string, _ int64) error {
			w.moved = append(w.moved, state)
			return nil
		},
		Alert: func(_ context.Context, _ pgx.Tx, _ int64, ids []int64, _, _ string) error {
			w.alerts = append(w.alerts, ids...)
			return nil
		},
	})
	w.relay = event.NewRelay(event.RelayOptions{DB: w.db, Log: log, Handlers: append(queue.Handlers(), w.s.Handlers()...)})
	w.haeun, w.minho, w.jiwon = w.person("하은", "agent"), w.person("민호", "agent"), w.person("지원", "admin")
	customer := w.number(`INSERT INTO dari.customers (uid, ref, name) VALUES ($1, 'm1', '서연') RETURNING id`, uuid.New())
	w.order("A-1", "delivered", 128_000, &customer)
	var err error
	if w.conv, err = thread.EnsureChat(context.Background(), w.db, thread.Owner{CustomerID: customer}, "ko"); err != nil {
		t.Fatal(err)
	}
	if _, err := thread.New(thread.Options{DB: w.db, Log: log}).Append(context.Background(), thread.Append{
		ConversationID: w.conv.ID, SenderKind: thread.Shopper, SenderID: customer, ClientID: uuid.New(), Body: "반품하고 싶어요",
	}); err != nil {
		t.Fatal(err)
	}
	w.drain()
	w.ticket = w.number(`SELECT max(number) FROM dari.tickets`)
	return w
}

// connect tells where the shop is called.
func (w *world) connect() {
	w.t.Helper()
	w.must(postgres.InTx(context.Background(), w.db, func(tx pgx.Tx) error {
		return w.s.Put(context.Background(), tx, Settings{Limits: Limits{"agent": 100_000}, URL: w.server.URL, Version: int(w.number(`SELECT version FROM dari.return_settings`))})
	}))
}

// serve is the shop: it believes only what is signed.
func (w *world) serve(out http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	settings, err := ReadSettings(r.Context(), w.db)
	if err != nil {
		w.t.Error(err)
	}
	id, err := webhook.Verify(r.Header, settings.Secret(), time.Now(), body)
	if err != nil {
		w.t.Errorf("the call cannot be believed: %v", err)
	}
	var c Call
	if err := json.Unmarshal(body, &c); err != nil {
		w.t.Error(err)
	}
	w.mu.Lock()
	w.ids, w.calls = append(w.ids, id), append(w.calls, c)
	status, text := w.answer(len(w.ids))
	w.mu.Unlock()
	out.WriteHeader(status)
	_, _ = io.WriteString(out, text)
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) number(sql string, args ...any) (n int64) {
	w.t.Helper()
	w.must(w.db.QueryRow(context.Background(), sql, args...).Scan(&n))
	return n
}

func (w *world) text(sql string, args ...any) (s string) {
	w.t.Helper()
	w.must(w.db.QueryRow(context.Background(), sql, args...).Scan(&s))
	return s
}

func (w *world) person(name, role string) staff.Actor {
	id := w.number(`INSERT INTO dari.staff (uid, email, name, password_hash, role) VALUES ($1, $2, $3, 'x', $4) RETURNING id`, uuid.New(), name+"@shop.example", name, role)
	return staff.ActorOf(id, name, role)
}

func (w *world) order(number, status string, total int64, customer *int64) int64 {
	id := w.number(`INSERT INTO dari.orders (source, source_key, number, status, total, customer_id, placed_at) VALUES ('api', $1, $1, $2, $3, $4, dari.clock()) RETURNING id`, number, status, total, customer)
	w.number(`WITH l AS (INSERT INTO dari.order_items (order_id, line_no, source, source_key, title, quantity, price) VALUES ($1, 1, 'api', $2 || '/1', '반상기', 2, 50000), ($1, 2, 'api', $2 || '/2', '수저받침', 4, 7000) RETURNING 1) SELECT count(*) FROM l`, id, number)
	return id
}

func (w *world) drain() {
	w.t.Helper()
	w.must(w.relay.Drain(context.Background()))
	if n := w.number(`SELECT count(*) FROM dari.outbox_pending WHERE error IS NOT NULL`); n > 0 {
		w.t.Fatal(w.text(`SELECT error FROM dari.outbox_pending WHERE error IS NOT NULL LIMIT 1`))
	}
}

func (w *world) asks(who staff.Actor, n Asking) (View, error) {
	if n.ClientID == uuid.Nil {
		n.ClientID = uuid.New()
	}
	if n.OrderNumber == "" {
		n.OrderNumber = "A-1"
	}
	if n.Reason == "" {
		n.Reason = "mind"
	}
	return w.s.Make(context.Background(), who, w.ticket, n)
}

func (w *world) made(who staff.Actor, n Asking) View {
	w.t.Helper()
	v, err := w.asks(who, n)
	w.must(err)
	return v
}

// calls everything that is due, and reads the return again.
func (w *world) called(id uuid.UUID) View {
	w.t.Helper()
	w.must(w.s.Drain(context.Background()))
	v, err := w.s.View(context.Background(), w.haeun, id)
	w.must(err)
	return v
}

// said is what the customer was told, oldest first.
func (w *world) said() (all []string) {
	w.t.Helper()
	rows, _ := w.db.Query(context.Background(), `SELECT body FROM dari.messages WHERE conversation_id = $1 AND sender_kind = 'system' ORDER BY seq`, w.conv.ID)
	all, err := pgx.CollectRows(rows, pgx.RowTo[string])
	w.must(err)
	return all
}

func (w *world) history() (all []string) {
	w.t.Helper()
	rows, _ := w.db.Query(context.Background(), `
SELECT e.data -> 'arranged' ->> 'state' FROM dari.ticket_events e JOIN dari.tickets t ON t.id = e.ticket_id WHERE t.number = $1 AND e.kind = 'arranged' ORDER BY e.seq`, w.ticket)
	all, err := pgx.CollectRows(rows, pgx.RowTo[string])
	w.must(err)
	return all
}

func equal(t *testing.T, what string, got, want []string) {
	t.Helper()
	a, _ := json.Marshal(got)
	b, _ := json.Marshal(want)
	if string(a) != string(b) {
		t.Errorf("%s: %s, want %s", what, a, b)
	}
}

var (
	small = Asking{Kind: Return, Items: []Item{{Line: 1, Quantity: 1}}, Amount: 50_000}
	large = Asking{Kind: Refund, Amount: 110_000, Reason: "damaged"}
)

func TestAReturnIsApprovedAloneCarriedOutByTheShopAndTold(t *testing.T) { // R72
	w := newWorld(t)
	w.connect()
	w.answer = func(int) (int, string) { return 200, `{"result":"done","refund_amount":48000,"reference":"R-77"}` }
	v := w.made(w.haeun, small)
	if v.State != Approved || v.AskedBy.ID != w.haeun.ID || v.DecidedBy.ID != w.haeun.ID || v.NextCallAt == nil {
		t.Fatalf("made: %+v", v)
	}
	v = w.called(v.ID)
	if v.State != Done || *v.RefundAmount != 48_000 || v.Reference != "R-77" || v.NextCallAt != nil {
		t.Errorf("after the call: %+v", v)
	}
	if c := w.calls[0]; c.Type != EventApproved || c.Data.ID != v.ID || c.Data.OrderNumber != "A-1" || c.Data.Items[0].Title != "반상기" || c.Data.Amount != 50_000 ||
		c.Data.ResultURL != "https://dari.example/api/v1/returns/"+v.ID.String()+"/result" || w.ids[0] != v.ID.String() {
		t.Errorf("the shop was told %+v", c)
	}
	equal(t, "history", w.history(), []string{Approved, Done})
	equal(t, "told", w.said(), []string{"주문 A-1의 반품을 마쳤어요. 48,000원은 3–5영업일 안에 결제하신 방법으로 돌아가요."})
	if kind, step := w.text(`SELECT type FROM dari.tickets WHERE number = $1`, w.ticket), w.text(`SELECT step FROM dari.tickets WHERE number = $1`, w.ticket); kind != Return || step != "done" {
		t.Errorf("the ticket is a %s at %s", kind, step)
	}
	// The shop's tables are the shop's: the order is as it was.
	if status := w.text(`SELECT status FROM dari.orders WHERE number = 'A-1'`); status != "delivered" {
		t.Errorf("the order became %s", status)
	}
}

func TestWhatIsBeyondTheLimitNeedsAnotherPerson(t *testing.T) { // R72
	w := newWorld(t)
	w.connect()
	ctx := context.Background()
	v := w.made(w.haeun, large)
	if v.State != Requested || v.May.Approve || !v.May.Reject {
		t.Fatalf("made: %+v", v)
	}
	if len(w.alerts) != 1 || w.alerts[0] != w.jiwon.ID {
		t.Errorf("told: %v", w.alerts)
	}
	for _, who := range []staff.Actor{w.haeun, w.minho} {
		if _, err := w.s.Approve(ctx, who, v.ID); !fault.Is(err, fault.Forbidden) {
			t.Errorf("%s: %v", who.Name, err)
		}
	}
	if w.called(v.ID); len(w.calls) != 0 {
		t.Fatal("the shop was called before it was approved")
	}
	got, err := w.s.Approve(ctx, w.jiwon, v.ID)
	w.must(err)
	if got.State != Approved || got.DecidedBy.ID != w.jiwon.ID || got.AskedBy.ID != w.haeun.ID {
		t.Errorf("approved: %+v", got)
	}
	_, err = w.s.Approve(ctx, w.jiwon, v.ID) // a second click
	w.must(err)
	if v = w.called(v.ID); v.State != Done || len(w.calls) != 1 {
		t.Errorf("%d calls, %s", len(w.calls), v.State)
	}
	equal(t, "history", w.history(), []string{Requested, Approved, Done})
	if _, err := w.s.Reject(ctx, w.jiwon, v.ID, "늦었어요"); !fault.Is(err, fault.Conflict) {
		t.Errorf("rejected after it was done: %v", err)
	}
}

func TestARejectedOneIsToldWithItsReasonAndHoldsNothing(t *testing.T) {
	w := newWorld(t)
	w.connect()
	v := w.made(w.haeun, large)
	if _, err := w.asks(w.haeun, large); !fault.Is(err, fault.Invalid) {
		t.Errorf("the same money twice: %v", err)
	}
	if _, err := w.s.Reject(context.Background(), w.jiwon, v.ID, " "); !fault.Is(err, fault.Invalid) {
		t.Errorf("without a reason: %v", err)
	}
	got, err := w.s.Reject(context.Background(), w.jiwon, v.ID, "사용한 흔적이 있어요.")
	w.must(err)
	if got.State != Rejected || got.Answer != "사용한 흔적이 있어요." {
		t.Errorf("rejected: %+v", got)
	}
	equal(t, "told", w.said(), []string{"주문 A-1의 환불 요청을 들어 드리지 못했어요. 사용한 흔적이 있어요."})
	w.made(w.haeun, large)
	if w.called(v.ID); len(w.calls) != 0 {
		t.Error("the shop was called")
	}
}

func TestTheShopIsCalledUntilItAnswersAlwaysWithTheSameID(t *testing.T) { // at least once
	tests := map[string]struct {
		answer func(n int) (int, string)
		calls  int
		state  string
		said   int
	}{
		"at the third time":       {func(n int) (int, string) { return map[bool]int{true: 500, false: 200}[n < 3], `{"result":"done"}` }, 3, Done, 1},
		"taken on, and not again": {func(int) (int, string) { return 202, "" }, 1, Sent, 1},
		"refused, and not again":  {func(int) (int, string) { return 409, `{"result":"refused","message":"이미 환불했어요"}` }, 1, Failed, 0},
		"never":                   {func(int) (int, string) { return 503, "" }, 4, Failed, 0},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.connect()
			w.answer = tt.answer
			v := w.called(w.made(w.haeun, small).ID)
			if v.State != tt.state || len(w.ids) != tt.calls || v.Calls != tt.calls {
				t.Errorf("%s after %d calls: %+v", v.State, len(w.ids), v)
			}
			for _, id := range w.ids {
				if id != v.ID.String() {
					t.Errorf("called with %s", id)
				}
			}
			if n := w.number(`SELECT count(*) FROM dari.return_calls`); int(n) != tt.calls {
				t.Errorf("%d calls are written down", n)
			}
			if got := w.said(); len(got) != tt.said {
				t.Errorf("told %v", got)
			}
			if v.State == Failed && (len(w.alerts) != 1 || !v.May.Again || !v.May.Done) {
				t.Errorf("told %v, may %+v", w.alerts, v.May)
			}
		})
	}
}

func TestACallThatWasCutOffIsMadeAgain(t *testing.T) {
	w := newWorld(t)
	w.connect()
	v := w.made(w.haeun, small)
	// Another program claimed it and ended: its lease lapses.
	w.number(`UPDATE dari.returns SET calls = 1, next_call_at = dari.clock() + interval '30 seconds' RETURNING id`)
	if w.called(v.ID); len(w.calls) != 0 {
		t.Fatal("called while somebody else does")
	}
	pgtest.SetClock(t, w.db, "2026-11-23T10:00:31+09:00")
	if v = w.called(v.ID); v.State != Done || len(w.calls) != 1 {
		t.Errorf("%s after %d calls", v.State, len(w.calls))
	}
}

func TestAFailedOneIsSentAgainWhileItsPiecesAreLeft(t *testing.T) {
	w := newWorld(t)
	w.connect()
	w.answer = func(int) (int, string) { return 200, `{"result":"refused"}` }
	v := w.called(w.made(w.haeun, Asking{Kind: Return, Items: []Item{{Line: 1, Quantity: 2}}, Amount: 90_000}).ID)
	w.answer = func(int) (int, string) { return 200, `{"result":"done"}` }
	other := w.called(w.made(w.haeun, small).ID) // one of the two pieces
	if other.State != Done {
		t.Fatalf("the other one: %+v", other)
	}
	if _, err := w.s.Again(context.Background(), w.haeun, v.ID); !fault.Is(err, fault.Conflict) {
		t.Errorf("its pieces are gone: %v", err)
	}
	w.number(`UPDATE dari.returns SET state = 'rejected' WHERE uid = $1 RETURNING id`, other.ID)
	_, err := w.s.Again(context.Background(), w.haeun, v.ID)
	w.must(err)
	if v = w.called(v.ID); v.State != Done || v.Calls != 1 {
		t.Errorf("again: %+v", v)
	}
}

func TestAResultThatComesLaterCountsOnce(t *testing.T) { // S13
	w := newWorld(t)
	w.connect()
	w.answer = func(int) (int, string) { return 202, "" }
	key := staff.Actor{Kind: staff.KindAPIKey, ID: 9}
	ctx := context.Background()
	asked := w.made(w.haeun, large)
	if _, err := w.s.Tell(ctx, key, asked.ID, Result{Result: Done}); !fault.Is(err, fault.Conflict) {
		t.Errorf("before it was approved: %v", err)
	}
	_, err := w.s.Reject(ctx, w.jiwon, asked.ID, "아니에요")
	w.must(err)
	v := w.called(w.made(w.haeun, small).ID)
	amount := int64(50_000)
	for range 2 {
		v, err = w.s.Tell(ctx, key, v.ID, Result{Result: received})
		w.must(err)
		if v.State != Sent || v.ReceivedAt == nil || v.RefundDue != "2026-11-26" {
			t.Errorf("received: %+v", v)
		}
	}
	for range 2 {
		v, err = w.s.Tell(ctx, key, v.ID, Result{Result: Done, RefundAmount: &amount, Reference: "R-1"})
		w.must(err)
		if v.State != Done || v.Reference != "R-1" {
			t.Errorf("done: %+v", v)
		}
	}
	if _, err := w.s.Tell(ctx, key, v.ID, Result{Result: refused}); !fault.Is(err, fault.Conflict) {
		t.Errorf("refused after it was done: %v", err)
	}
	equal(t, "told", w.said()[1:], []string{
		"주문 A-1의 반품을 받기로 했어요. 물건이 돌아오면 3영업일 안에 50,000원을 돌려 드릴게요.",
		"보내 주신 물건을 잘 받았어요. 11월 26일 (목)까지 50,000원을 돌려 드릴게요.",
		"주문 A-1의 반품을 마쳤어요. 50,000원은 3–5영업일 안에 결제하신 방법으로 돌아가요.",
	})
}

func TestTheSameOneTwiceIsOneAndTwoAtOnceCannotTakeTheSame(t *testing.T) {
	w := newWorld(t)
	n := small
	n.ClientID = uuid.New()
	if a, b := w.made(w.haeun, n), w.made(w.haeun, n); a.ID != b.ID {
		t.Error("the same one twice is two")
	}
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			if _, err := w.asks(w.minho, small); err != nil && !fault.Is(err, fault.Invalid) {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if n := w.number(`SELECT sum((i ->> 'quantity')::int) FROM dari.returns, jsonb_array_elements(items) i`); n != 2 {
		t.Errorf("%d pieces of two were taken", n)
	}
}

func TestWithoutAnAddressStaffDoItByHandAndSaySo(t *testing.T) {
	w := newWorld(t)
	v := w.made(w.haeun, small)
	if v.State != Approved || !v.ByHand || !v.May.Done || v.NextCallAt != nil {
		t.Fatalf("made: %+v", v)
	}
	over := int64(128_000)
	if _, err := w.s.DoneByHand(context.Background(), w.haeun, v.ID, ByHand{RefundAmount: &over}); !fault.Is(err, fault.Forbidden) {
		t.Errorf("more than was approved: %v", err)
	}
	v, err := w.s.DoneByHand(context.Background(), w.haeun, v.ID, ByHand{Reference: "손으로"})
	w.must(err)
	if v.State != Done || *v.RefundAmount != 50_000 {
		t.Errorf("done: %+v", v)
	}
	if got := w.said(); len(got) != 2 {
		t.Errorf("told %v", got)
	}
}

func TestAShoppersRequestIsAReturn(t *testing.T) {
	w := newWorld(t)
	w.connect()
	ctx := context.Background()
	order := w.order("B-1", "paid", 128_000, nil)
	take := func() uuid.UUID {
		uid := uuid.New()
		ticket := w.number(`SELECT id FROM dari.tickets WHERE number = $1`, w.ticket)
		w.number(`INSERT INTO dari.order_requests (uid, order_id, conversation_id, client_id, kind, state, reason) VALUES ($1, $2, $3, $1, 'cancel', 'asked', 'mind') RETURNING id`, uid, order, w.conv.ID)
		w.must(postgres.InTx(ctx, w.db, func(tx pgx.Tx) error {
			return w.s.Take(ctx, tx, Wanted{uid, ticket, w.ticket, order, Asking{ClientID: uid, Kind: Cancel, Reason: "mind", Amount: 128_000, Items: []Item{{Line: 1, Quantity: 2}}}})
		}))
		return uid
	}
	withdraw := func(uid uuid.UUID) error {
		return postgres.InTx(ctx, w.db, func(tx pgx.Tx) error { return w.s.Withdraw(ctx, tx, uid) })
	}
	first := take()
	w.must(withdraw(first))
	w.must(withdraw(first))
	if state := w.text(`SELECT state FROM dari.returns WHERE request_uid = $1`, first); state != Withdrawn {
		t.Errorf("taken back it is %s", state)
	}
	w.number(`UPDATE dari.order_requests SET state = 'withdrawn' WHERE uid = $1 RETURNING id`, first)

	second := take()
	made, err := oneRow(ctx, w.db, sqlByRequest, second)
	w.must(err)
	v, err := w.s.View(ctx, w.haeun, made.UID)
	w.must(err)
	if v.State != Requested || v.AskedBy != nil || v.May.Approve {
		t.Errorf("an agent may approve it: %+v", v)
	}
	_, err = w.s.Approve(ctx, w.jiwon, made.UID)
	w.must(err)
	if err := withdraw(second); !fault.Is(err, fault.Conflict) {
		t.Errorf("taken back after it was approved: %v", err)
	}
	if v = w.called(made.UID); v.State != Done {
		t.Errorf("done: %+v", v)
	}
	equal(t, "the request", w.moved, []string{"approved", "done"})
	if got := w.said(); len(got) != 0 {
		t.Errorf("told twice: %v", got)
	}
}

func TestAnOrderThatTheShopCancelledEndsItsCancellation(t *testing.T) {
	w := newWorld(t)
	w.connect()
	w.answer = func(int) (int, string) { return 202, "" }
	order := w.order("B-2", "paid", 128_000, nil)
	w.number(`UPDATE dari.tickets SET order_id = $1 WHERE number = $2 RETURNING id`, order, w.ticket)
	v := w.called(w.made(w.haeun, Asking{Kind: Cancel, OrderNumber: "B-2", Items: []Item{{Line: 1, Quantity: 1}}, Amount: 50_000}).ID)
	w.must(event.Publish(context.Background(), w.db, event.New{Kind: "order.cancelled", SubjectKind: "order", SubjectID: order, Version: 2}))
	w.drain()
	if v = w.called(v.ID); v.State != Done {
		t.Errorf("it is %s", v.State)
	}
	equal(t, "history", w.history(), []string{Approved, Sent, Done})
}

func TestASecretThatIsReplacedSignsForADayStill(t *testing.T) {
	w := newWorld(t)
	w.connect()
	before, err := ReadSettings(context.Background(), w.db)
	w.must(err)
	w.must(postgres.InTx(context.Background(), w.db, func(tx pgx.Tx) error {
		return putSecret(context.Background(), tx, webhook.NewSecret(), oldKeeps)
	}))
	now, err := ReadSettings(context.Background(), w.db)
	w.must(err)
	if len(now.secrets) != 2 || now.secrets[1] != before.Secret() || now.Secret() == before.Secret() {
		t.Errorf("%d secrets", len(now.secrets))
	}
	pgtest.SetClock(t, w.db, "2026-11-24T10:00:01+09:00")
	if now, err = ReadSettings(context.Background(), w.db); err != nil || len(now.secrets) != 1 {
		t.Errorf("a day later: %d secrets, %v", len(now.secrets), err)
	}
}
