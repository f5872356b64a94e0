package tickets_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/staff"
	"dari/internal/webhook"
	"dari/tickets"
	"dari/tickets/action"
	"dari/tickets/bulk"
	"dari/tickets/later"
	"dari/tickets/replies"
	"dari/tickets/returns"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// rooms are what work on tickets by the queue's hand: returns, later answers, macros and work over many tickets.
type rooms struct {
	*tickets.Walk
	t       *testing.T
	returns *returns.Service
	later   *later.Service
	replies *replies.Service
	bulk    *bulk.Service
	macros  []uuid.UUID
	runs    []run
	answer  atomic.Int64 // of the shop
}

// run is a macro's, and whose.
type run struct {
	client uuid.UUID
	agent  staff.Actor
}

func TestTheHistoryAddsUpToTheRow(t *testing.T) { // R63
	w := &rooms{Walk: tickets.NewWalk(t), t: t}
	w.open()
	w.Does("arrange", 4, w.arranges)
	w.Does("decide", 4, w.decides)
	w.Does("call the shop", 1, func(staff.Actor, int64) error { return w.returns.Drain(t.Context()) })
	w.Does("plan", 3, w.plans)
	w.Does("leave", 2, func(staff.Actor, int64) error { return w.later.Drain(t.Context()) })
	w.Does("macro", 3, w.runsMacro)
	w.Does("macro back", 2, w.takesMacroBack)
	w.Does("bulk", 2, w.worksOverMany)
	w.Does("bulk back", 1, w.takesBulkBack)
	w.Holds(w.returnsAreInTheHistory)
	w.Holds(w.laterAnswersAreThereOnce)
	w.Holds(w.jobsAddUp)
	w.Run()
}

// open wires the rooms as the product does, with a shop that answers as it likes.
func (w *rooms) open() {
	w.t.Helper()
	log, db, desk := slog.New(slog.DiscardHandler), w.DB(), &action.Desk{Tickets: w.Queue()}
	answers := []string{`{"result":"done"}`, `{"result":"accepted"}`, `{"result":"received"}`, `{"result":"refused"}`, `{"result":"done","refund_amount":1000}`, ``}
	shop := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, _ *http.Request) {
		n := w.answer.Add(1)
		if n%5 == 0 {
			out.WriteHeader(http.StatusServiceUnavailable)
		}
		_, _ = io.WriteString(out, answers[n%int64(len(answers))])
	}))
	w.t.Cleanup(shop.Close)
	w.returns = returns.New(returns.Options{
		DB: db, Log: log, Tickets: w.Queue(), Client: webhook.NewClient(webhook.Options{Local: true}), Backoff: []time.Duration{time.Hour, time.Hour},
	})
	w.later = later.New(later.Options{DB: db, Log: log, Desk: desk})
	w.replies = replies.New(replies.Options{DB: db, Desk: desk})
	w.bulk = bulk.New(bulk.Options{
		DB: db, Log: log, Desk: desk, MacroName: w.replies.Name,
		Macro: func(ctx context.Context, tx pgx.Tx, actor staff.Actor, macro uuid.UUID, number int64, client uuid.UUID, cause string) (*uuid.UUID, error) {
			ran, err := w.replies.RunTx(ctx, tx, actor, replies.Run{Macro: macro, Number: number, ClientID: client, Cause: cause})
			return ran.Group, err
		},
	})
	w.Hears(append(w.later.Handlers(), w.returns.Handlers()...)...)
	w.must(replies.Seed(w.t.Context(), db))
	rows, _ := db.Query(w.t.Context(), `SELECT uid FROM dari.macros ORDER BY id`)
	var err error
	w.macros, err = pgx.CollectRows(rows, pgx.RowTo[uuid.UUID])
	w.must(err)
	w.must(postgres.InTx(w.t.Context(), db, func(tx pgx.Tx) error {
		return w.returns.Put(w.t.Context(), tx, returns.Settings{Limits: returns.Limits{"agent": 20_000}, URL: shop.URL, Version: int(w.Number(`SELECT version FROM dari.return_settings`))})
	}))
	// An order of each customer, that has come and that has not.
	w.Number(`WITH made AS (
  INSERT INTO dari.orders (source, source_key, number, status, total, customer_id, placed_at)
  SELECT 'api', s || '-' || c.id, s || '-' || c.id, s, 128000, c.id, dari.clock() FROM dari.customers c, unnest(ARRAY['delivered', 'paid']) s RETURNING id, number), lines AS (
  INSERT INTO dari.order_items (order_id, line_no, source, source_key, title, quantity, price) SELECT id, 1, 'api', number || '/1', '반상기', 40, 3200 FROM made RETURNING 1)
SELECT count(*) FROM lines`)
}

func (w *rooms) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// some answers one of a list.
func some[T any](w *rooms, list ...T) T { return list[w.Rand.IntN(len(list))] }

func (w *rooms) uid(sql string, args ...any) uuid.UUID {
	w.t.Helper()
	var id uuid.UUID
	w.must(w.DB().QueryRow(w.t.Context(), `SELECT coalesce((`+sql+`), gen_random_uuid())`, args...).Scan(&id))
	return id
}

func (w *rooms) arranges(agent staff.Actor, number int64) error {
	var order string
	err := w.DB().QueryRow(w.t.Context(), `
SELECT coalesce((SELECT o.number FROM dari.orders o JOIN dari.order_items i ON i.order_id = o.id
ORDER BY o.customer_id = (SELECT t.customer_id FROM dari.tickets t WHERE t.number = $1) DESC NULLS LAST, random() LIMIT 1), '')`, number).Scan(&order)
	if err != nil {
		return err
	}
	n := returns.Asking{
		ClientID: uuid.New(), Kind: some(w, returns.Cancel, returns.Return, returns.Exchange, returns.Refund, returns.Address), OrderNumber: order,
		Unrelated: w.Rand.IntN(2) == 0, Reason: "mind", Text: "다른 색으로",
	}
	switch n.Kind {
	case returns.Refund:
		n.Amount = int64(1 + w.Rand.IntN(30_000))
	case returns.Address:
		n.Address = &returns.Place{Name: "서연", Phone: "010-1234-5678", Line1: "서울"}
	default:
		n.Items = []returns.Item{{Line: 1, Quantity: 1}}
		if n.Kind != returns.Exchange {
			n.Amount = int64(w.Rand.IntN(3_200))
		}
	}
	_, err = w.returns.Make(w.t.Context(), agent, number, n)
	return err
}

func (w *rooms) decides(agent staff.Actor, _ int64) (err error) {
	ctx, id := w.t.Context(), w.uid(`SELECT uid FROM dari.returns ORDER BY state IN ('done', 'rejected'), random() LIMIT 1`)
	switch w.Rand.IntN(6) {
	case 0, 1:
		_, err = w.returns.Approve(ctx, agent, id)
	case 2:
		_, err = w.returns.Reject(ctx, agent, id, "기한이 지났어요.")
	case 3:
		_, err = w.returns.Again(ctx, agent, id)
	case 4:
		_, err = w.returns.DoneByHand(ctx, agent, id, returns.ByHand{})
	default:
		_, err = w.returns.Tell(ctx, staff.Actor{Kind: staff.KindAPIKey, ID: 3}, id, returns.Result{Result: some(w, "accepted", "received", "done", "refused")})
	}
	return err
}

func (w *rooms) plans(agent staff.Actor, number int64) error {
	if agent.Kind != staff.KindStaff {
		return fault.New(fault.Forbidden, "tickets.needs_person")
	}
	_, err := w.later.Plan(w.t.Context(), agent, number, later.Plan{
		ClientID: uuid.New(), Text: fmt.Sprint("나중 ", w.Rand.Int()), SendAt: w.Now().Add(time.Duration(1+w.Rand.IntN(60)) * time.Hour),
	})
	return err
}

func (w *rooms) runsMacro(agent staff.Actor, number int64) error {
	r := run{uuid.New(), agent}
	err := postgres.InTx(w.t.Context(), w.DB(), func(tx pgx.Tx) error {
		_, err := w.replies.RunTx(w.t.Context(), tx, agent, replies.Run{Macro: some(w, w.macros...), Number: number, ClientID: r.client})
		return err
	})
	if err == nil && agent.Kind == staff.KindStaff {
		w.runs = append(w.runs, r)
	}
	return err
}

func (w *rooms) takesMacroBack(staff.Actor, int64) error {
	if len(w.runs) == 0 {
		return fault.New(fault.NotFound, "replies.no_run")
	}
	r := w.runs[max(0, len(w.runs)-1-w.Rand.IntN(6))]
	_, err := w.replies.Undo(w.t.Context(), r.agent, r.client)
	return err
}

func (w *rooms) worksOverMany(agent staff.Actor, _ int64) error {
	rows, _ := w.DB().Query(w.t.Context(), `SELECT id FROM dari.tickets ORDER BY state = 'closed', random() LIMIT $1`, 1+w.Rand.IntN(6))
	ids, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return err
	}
	two := 2
	change := some(w,
		action.Actions{AddTags: []string{"설"}, RemoveTags: []string{"값 1"}}, action.Actions{Priority: &two, Owner: action.Me}, action.Actions{Solve: true, Quiet: true},
		action.Actions{Reopen: true, Owner: action.Nobody}, action.Actions{Snooze: "next_business_10"}, action.Actions{Type: "defect"}, action.Actions{})
	var macro *uuid.UUID
	if change.Empty() {
		m := some(w, w.macros...)
		macro = &m
	}
	if _, err := w.bulk.Begin(w.t.Context(), agent, uuid.New(), append(ids, 999_999), change, macro); err != nil {
		return err
	}
	return w.bulk.Drain(w.t.Context())
}

func (w *rooms) takesBulkBack(agent staff.Actor, _ int64) error {
	if err := w.bulk.Undo(w.t.Context(), agent.ID, w.uid(`SELECT uid FROM dari.bulk_jobs WHERE staff_id = $1 ORDER BY id DESC LIMIT 1`, agent.ID)); err != nil {
		return err
	}
	return w.bulk.Drain(w.t.Context())
}

// none fails when a statement counts anything.
func (w *rooms) none(what, sql string) {
	w.t.Helper()
	if n := w.Number(sql); n > 0 {
		w.t.Errorf("%d %s", n, what)
	}
}

func (w *rooms) returnsAreInTheHistory() {
	w.t.Helper()
	w.none("returns stand otherwise than the histories say", `
SELECT count(*) FROM dari.returns r WHERE r.state IS DISTINCT FROM (
  SELECT CASE e.data -> 'arranged' ->> 'state' WHEN 'received' THEN 'sent' ELSE e.data -> 'arranged' ->> 'state' END FROM dari.ticket_events e
  WHERE e.kind = 'arranged' AND e.data -> 'arranged' ->> 'id' = r.uid::text ORDER BY e.xmin::text::bigint DESC, e.seq DESC LIMIT 1)`)
	w.none("orders have given back more than they came to", `
SELECT count(*) FROM dari.orders o WHERE o.total < (SELECT sum(coalesce(r.refund_amount, r.amount)) FROM dari.returns r WHERE r.order_id = o.id AND r.state IN ('requested', 'approved', 'sent', 'done'))`)
}

func (w *rooms) laterAnswersAreThereOnce() {
	w.t.Helper()
	w.none("later answers were not sent once, or were sent to somebody else", `
SELECT count(*) FROM dari.scheduled_answers a WHERE (a.state = 'sent') <> (1 = (
  SELECT count(*) FROM dari.messages m WHERE m.sender_kind = 'agent' AND m.client_id = a.client_id AND m.conversation_id = a.conversation_id))`)
}

func (w *rooms) jobsAddUp() {
	w.t.Helper()
	w.none("jobs do not add up", `
SELECT count(*) FROM dari.bulk_jobs j WHERE j.state NOT IN ('done', 'undone') OR j.done + j.failed <> j.total
  OR j.total <> (SELECT count(*) FROM dari.bulk_items i WHERE i.job_id = j.id AND i.state <> 'waiting')
  OR (SELECT count(*) FROM dari.bulk_items i WHERE i.job_id = j.id AND i.state = 'failed') <> j.failed`)
}
