package returns

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"strings"
	"time"

	"dari/internal/jobs"
	"dari/internal/postgres"
	"dari/internal/staff"
	"dari/internal/webhook"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// lease is how long a call may take; who takes longer has ended, and somebody else calls.
const lease = 30 * time.Second

// Run makes the calls that are due until the context ends. Any number of programs may do so.
func (s *Service) Run(ctx context.Context) error {
	return jobs.Loop{Every: time.Second, Bell: s.bell, Log: s.log, Trouble: "calls to the shop wait"}.Run(ctx, s.Drain)
}

// Drain makes every call that is due.
func (s *Service) Drain(ctx context.Context) error { return jobs.Drain(ctx, s.step) }

const (
	sqlClaim = `
UPDATE dari.returns SET calls = calls + 1, next_call_at = dari.ticking_clock() + $1::interval
WHERE id = (SELECT r.id FROM dari.returns r WHERE r.next_call_at <= dari.ticking_clock() ORDER BY r.next_call_at LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING uid, calls`
	sqlCalled = `
INSERT INTO dari.return_calls (return_id, n, at, status, problem)
SELECT $1, coalesce(max(c.n), 0) + 1, dari.clock(), $2, $3 FROM dari.return_calls c WHERE c.return_id = $1`
	sqlCallLater = `
UPDATE dari.returns SET next_call_at = dari.clock() + $2::interval, call_problem = $3, updated_at = dari.clock()
WHERE id = $1 AND state = 'approved'`
	sqlNoCall = `UPDATE dari.returns SET next_call_at = NULL, call_problem = $2, updated_at = dari.clock() WHERE id = $1`
)

// step makes one call. That it will be made is committed before it is, and what came of it after: a program that
// ends in between calls again, with the same id.
func (s *Service) step(ctx context.Context) (more bool, err error) {
	var uid uuid.UUID
	var n int
	err = s.db.QueryRow(ctx, sqlClaim, lease).Scan(&uid, &n)
	if errors.Is(err, pgx.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("claim a call: %w", err)
	}
	r, err := oneRow(ctx, s.db, sqlByUID, uid)
	if err != nil {
		return false, err
	}
	settings, err := ReadSettings(ctx, s.db)
	if err != nil {
		return false, err
	}
	said, problem, status := s.call(ctx, r, settings)
	if ctx.Err() != nil {
		return false, ctx.Err()
	}
	err = postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		held, err := s.hold(ctx, tx, uid)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, sqlCalled, held.ID, status, problem); err != nil {
			return fmt.Errorf("note a call of return %d: %w", held.ID, err)
		}
		return s.called(ctx, tx, held, n, said, problem)
	})
	if err != nil {
		return false, fmt.Errorf("settle a call: %w", err)
	}
	s.log.InfoContext(ctx, "the shop was called", "return_id", r.ID, "call", n, "status", status, "problem", problem)
	s.nudge()
	return true, nil
}

// called takes what came of a call. A result that came by another way meanwhile stays.
func (s *Service) called(ctx context.Context, tx pgx.Tx, r row, n int, said Result, problem string) error {
	system := staff.Actor{Kind: staff.KindSystem}
	switch {
	case r.State != Approved:
		if _, err := tx.Exec(ctx, sqlNoCall, r.ID, ""); err != nil {
			return fmt.Errorf("end the calls of return %d: %w", r.ID, err)
		}
		return nil
	case problem == "":
		if r.bounds(said.RefundAmount) != nil {
			said.RefundAmount = nil // what the order never came to cannot have been given back
		}
		return s.settle(ctx, tx, system, r, said)
	case n > len(s.backoff):
		if err := (move{to: Failed, problem: problem}).store(ctx, tx, &r); err != nil {
			return err
		}
		if err := s.record(ctx, tx, system, r, Failed); err != nil {
			return err
		}
		return s.callBack(ctx, tx, r)
	}
	if _, err := tx.Exec(ctx, sqlCallLater, r.ID, s.backoff[n-1], problem); err != nil {
		return fmt.Errorf("call for return %d later: %w", r.ID, err)
	}
	return nil
}

// Call is what the shop is told.
type Call struct {
	Type      string    `json:"type"` // return.approved
	Timestamp time.Time `json:"timestamp"`
	Data      CallData  `json:"data"`
}

// CallData is the return in a call.
type CallData struct {
	ID          uuid.UUID   `json:"id"`
	Kind        string      `json:"kind"`
	OrderNumber string      `json:"order_number"`
	Ticket      int64       `json:"ticket"`
	Items       []Item      `json:"items"`
	Reason      string      `json:"reason"`
	Text        string      `json:"text"`
	Amount      int64       `json:"amount"`
	Currency    string      `json:"currency"`
	Address     *Place      `json:"address"`
	Photos      []uuid.UUID `json:"photos"`
	ResultURL   string      `json:"result_url"`
}

// The types of calls: something is to be done, or nothing is.
const (
	EventApproved = "return.approved"
	EventTest     = "webhook.test"
)

// call says to the shop what is to be done, and answers what it said; problem is empty when it did.
func (s *Service) call(ctx context.Context, r row, settings Settings) (said Result, problem string, status int) {
	if !settings.calls() {
		return said, "no_url", 0
	}
	at := r.CreatedAt
	if r.DecidedAt != nil {
		at = *r.DecidedAt
	}
	body, err := json.Marshal(Call{EventApproved, at.UTC(), CallData{
		ID: r.UID, Kind: r.Kind, OrderNumber: r.OrderNumber, Ticket: r.Number, Items: r.Items, Reason: r.Reason, Text: r.Text, Amount: r.Amount,
		Currency: "KRW", Address: r.Address, Photos: r.Photos, ResultURL: strings.TrimSuffix(s.publicURL, "/") + "/api/v1/returns/" + r.UID.String() + "/result",
	}})
	if err != nil {
		return said, "unreadable", 0
	}
	answer, problem := s.post(ctx, settings, r.UID.String(), body)
	if problem != "" {
		return said, problem, 0
	}
	said, problem = read(answer)
	return said, problem, answer.Status
}

// post calls the shop; problem says why there is no answer.
func (s *Service) post(ctx context.Context, settings Settings, id string, body []byte) (answer webhook.Answer, problem string) {
	// The signature says when it was made by the clock that the receiver has as well.
	answer, err := s.client.Post(ctx, settings.URL, settings.secrets, id, time.Now(), body)
	var late net.Error
	switch {
	case errors.Is(err, webhook.ErrPlace):
		return answer, "place"
	case errors.As(err, &late) && late.Timeout():
		return answer, "timeout"
	case err != nil:
		return answer, "unreachable"
	}
	return answer, ""
}

// read understands an answer: what is not said is that it will be done. 409 and 422 that say so are refusals;
// whatever else is no success is tried again.
func read(a webhook.Answer) (Result, string) {
	var said Result
	_ = json.Unmarshal(a.Body, &said) // an empty body, or a page, says nothing
	switch {
	case a.Status/100 != 2 && !(said.Result == refused && (a.Status == 409 || a.Status == 422)):
		return Result{}, fmt.Sprintf("status:%d", a.Status)
	case said.Result != Done && said.Result != refused && said.Result != received:
		said.Result = accepted
	}
	if said.RefundAmount != nil && (*said.RefundAmount < 0 || *said.RefundAmount > maxLimit) {
		said.RefundAmount = nil
	}
	return said, ""
}
