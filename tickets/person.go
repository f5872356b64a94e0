package tickets

import (
	"context"
	"fmt"
	"slices"

	"dari/internal/postgres"
	"dari/internal/staff"

	"github.com/jackc/pgx/v5"
)

// Why a ticket has another customer: what kindIdentified says beside whom.
const (
	reasonMerged = "people_merged"
	reasonParted = "people_parted"
)

const (
	sqlTicketsOfPerson = `SELECT id FROM dari.tickets WHERE customer_id = $1 ORDER BY id FOR NO KEY UPDATE`
	sqlTicketsStill    = `SELECT id FROM dari.tickets WHERE customer_id = $1 AND id = ANY($2) ORDER BY id FOR NO KEY UPDATE`
	sqlCountPerson     = `SELECT count(*)::integer FROM dari.tickets WHERE customer_id = $1 AND merged_into IS NULL`
)

// MovePerson gives a customer's tickets to the one they turned out to be, and answers which.
func MovePerson(ctx context.Context, tx pgx.Tx, from, into int64) ([]int64, error) {
	rows, _ := tx.Query(ctx, sqlTicketsOfPerson, from) // CollectRows reports this error
	ids, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return nil, fmt.Errorf("lock the tickets of customer %d: %w", from, err)
	}
	return ids, identify(ctx, tx, ids, into, reasonMerged)
}

// ReturnPerson takes MovePerson back, for the tickets that are still there.
func ReturnPerson(ctx context.Context, tx pgx.Tx, from, into int64, ids []int64) error {
	rows, _ := tx.Query(ctx, sqlTicketsStill, into, ids) // CollectRows reports this error
	still, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return fmt.Errorf("lock the tickets of customer %d: %w", into, err)
	}
	return identify(ctx, tx, still, from, reasonParted)
}

// identifyBatch is how many tickets are written at once.
const identifyBatch = 200

func identify(ctx context.Context, tx pgx.Tx, ids []int64, customer int64, reason string) error {
	now, err := clock(ctx, tx)
	if err != nil {
		return err
	}
	for chunk := range slices.Chunk(ids, identifyBatch) {
		rows, _ := tx.Query(ctx, sqlLockTickets, chunk) // CollectRows reports this error
		records, err := pgx.CollectRows(rows, pgx.RowToAddrOfStructByPos[Record])
		if err != nil {
			return fmt.Errorf("read %d tickets: %w", len(chunk), err)
		}
		works := make([]*work, len(records))
		for i, r := range records {
			works[i] = begin(r)
			r.happening(&works[i].events, Event{Kind: kindIdentified, ActorKind: bySystem, Data: Data{CustomerID: &customer, Reason: reason}, At: now})
		}
		if _, err := store(ctx, tx, works); err != nil {
			return err
		}
	}
	return nil
}

// CountPerson is how many tickets a customer has.
func CountPerson(ctx context.Context, q postgres.Querier, customerID, _ int64) (map[string]int, error) {
	var n int
	if err := q.QueryRow(ctx, sqlCountPerson, customerID).Scan(&n); err != nil {
		return nil, fmt.Errorf("count the tickets of customer %d: %w", customerID, err)
	}
	return map[string]int{"tickets": n}, nil
}

// kindServed is the line of what was done for the customer beside the talk: a coupon given, a memo
// written, an arrival changed. It changes nothing of the ticket itself.
const kindServed = "served"

// Serve writes a line about what was done for a ticket's customer into its history; reason says what:
// memo, person_tags, coupon, eta, people_merged, people_parted.
func Serve(ctx context.Context, tx pgx.Tx, actor staff.Actor, number int64, reason, subject string) error {
	r, now, err := lockTicket(ctx, tx, number)
	if err != nil {
		return err
	}
	w := begin(r)
	e := by(actor, kindServed, Data{Reason: reason, Subject: subject})
	e.At = now
	r.happening(&w.events, e)
	_, err = store(ctx, tx, []*work{w})
	return err
}
