package guide

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/korean"
	"dari/internal/postgres"
	"dari/internal/staff"
	"dari/internal/thread"

	"github.com/jackc/pgx/v5"
)

// BlockRow says who has blocked a shopper, and since when.
type BlockRow struct {
	By string    `json:"by"`
	At time.Time `json:"at"`
}

// blockCache spares the messages of everybody else a question to the database. Another program's
// block is known here within its life.
type blockCache struct {
	mu    sync.Mutex
	until time.Time
	owner map[thread.Owner]bool
}

const blockLife = 2 * time.Second

func (b *blockCache) has(ctx context.Context, q postgres.Querier, o thread.Owner) (bool, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if time.Now().After(b.until) {
		all, err := blockedOwners(ctx, q)
		if err != nil {
			return false, err
		}
		b.owner, b.until = all, time.Now().Add(blockLife)
	}
	if o.CustomerID != 0 {
		o.VisitorID = 0
	}
	return b.owner[o], nil
}

func (b *blockCache) forget() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.until = time.Time{}
}

// MayWrite refuses whom staff have blocked, and tells them by which number they reach the shop.
func (s *Service) MayWrite(ctx context.Context, o thread.Owner) error {
	blocked, err := s.blocked.has(ctx, s.DB, o)
	if err != nil || !blocked {
		return err
	}
	settings, err := staff.Shop(ctx, s.DB)
	if err != nil {
		return err
	}
	if settings.Phone == "" {
		return fault.New(fault.Forbidden, "chat.blocked")
	}
	return fault.New(fault.Forbidden, "chat.blocked_call", fault.Arg("phone", korean.FormatPhone(settings.Phone)))
}

// Blocked tells whether staff have blocked somebody, as it stands in the caller's transaction. It is for
// what comes by other ways than the chat: a member's mail, an answer by SMS.
func (s *Service) Blocked(ctx context.Context, q postgres.Querier, o thread.Owner) (bool, error) {
	b, err := blockOf(ctx, q, o)
	return b != nil, err
}

func (s *Service) handleBlock(ctx context.Context, in *conversationInput) (*api.OK[contextView], error) {
	return s.setBlock(ctx, in, "shopper.block", func(tx pgx.Tx, o thread.Owner, by int64) (bool, error) { return insertBlock(ctx, tx, o, by) })
}

func (s *Service) handleUnblock(ctx context.Context, in *conversationInput) (*api.OK[contextView], error) {
	return s.setBlock(ctx, in, "shopper.unblock", func(tx pgx.Tx, o thread.Owner, by int64) (bool, error) { return liftBlock(ctx, tx, o, by) })
}

func (s *Service) setBlock(ctx context.Context, in *conversationInput, action string, do func(tx pgx.Tx, o thread.Owner, by int64) (bool, error)) (*api.OK[contextView], error) {
	actor := staff.From(ctx)
	if actor.Kind != staff.KindStaff {
		return nil, fault.New(fault.Forbidden, "tickets.needs_person")
	}
	c, err := s.conversation(ctx, in.UID)
	if err != nil {
		return nil, err
	}
	if ownerOf(c) == (thread.Owner{}) {
		return nil, fault.New(fault.Conflict, "guide.nobody")
	}
	err = postgres.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		changed, err := do(tx, ownerOf(c), actor.ID)
		if err != nil || !changed {
			return err
		}
		e := staff.By(actor, action, "conversation", c.UID.String())
		e.IP = api.IPFrom(ctx)
		return staff.Append(ctx, tx, e)
	})
	if err != nil {
		return nil, err
	}
	s.blocked.forget()
	s.tellContext(ctx, c)
	return s.handleContext(ctx, in)
}

const (
	// Who was blocked as a visitor is blocked as the member they turned out to be.
	sqlBlocked = `
SELECT coalesce(b.visitor_id, 0), coalesce(b.customer_id, 0) FROM dari.chat_blocks b WHERE b.lifted_at IS NULL
UNION
SELECT 0, v.customer_id FROM dari.chat_blocks b JOIN dari.visitors v ON v.id = b.visitor_id WHERE b.lifted_at IS NULL AND v.customer_id IS NOT NULL`
	sqlInsertBlock = `
INSERT INTO dari.chat_blocks (visitor_id, customer_id, blocked_by) VALUES (nullif($1, 0), nullif($2, 0), $3) ON CONFLICT DO NOTHING`
	sqlLiftBlock = `
UPDATE dari.chat_blocks SET lifted_at = dari.clock(), lifted_by = $3
WHERE id IN (SELECT b.id FROM dari.chat_blocks b LEFT JOIN dari.visitors v ON v.id = b.visitor_id
             WHERE b.lifted_at IS NULL AND (b.visitor_id = nullif($1, 0) OR b.customer_id = nullif($2, 0) OR v.customer_id = nullif($2, 0)))`
	sqlBlockOf = `
SELECT s.name, b.at
FROM dari.chat_blocks b JOIN dari.staff s ON s.id = b.blocked_by LEFT JOIN dari.visitors v ON v.id = b.visitor_id
WHERE b.lifted_at IS NULL AND (b.visitor_id = nullif($1, 0) OR b.customer_id = nullif($2, 0) OR v.customer_id = nullif($2, 0))
ORDER BY b.at LIMIT 1`
)

func blockedOwners(ctx context.Context, q postgres.Querier) (map[thread.Owner]bool, error) {
	rows, _ := q.Query(ctx, sqlBlocked) // ForEachRow reports this error
	all := map[thread.Owner]bool{}
	var o thread.Owner
	if _, err := pgx.ForEachRow(rows, []any{&o.VisitorID, &o.CustomerID}, func() error { all[o] = true; return nil }); err != nil {
		return nil, fmt.Errorf("read who is blocked: %w", err)
	}
	return all, nil
}

func insertBlock(ctx context.Context, q postgres.Querier, o thread.Owner, by int64) (bool, error) {
	tag, err := q.Exec(ctx, sqlInsertBlock, o.VisitorID, o.CustomerID, by)
	if err != nil {
		return false, fmt.Errorf("block a shopper: %w", err)
	}
	return tag.RowsAffected() > 0, nil
}

func liftBlock(ctx context.Context, q postgres.Querier, o thread.Owner, by int64) (bool, error) {
	tag, err := q.Exec(ctx, sqlLiftBlock, o.VisitorID, o.CustomerID, by)
	if err != nil {
		return false, fmt.Errorf("lift a block: %w", err)
	}
	return tag.RowsAffected() > 0, nil
}

func blockOf(ctx context.Context, q postgres.Querier, o thread.Owner) (*BlockRow, error) {
	var b BlockRow
	err := q.QueryRow(ctx, sqlBlockOf, o.VisitorID, o.CustomerID).Scan(&b.By, &b.At)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil //nolint:nilnil // not blocked
	}
	if err != nil {
		return nil, fmt.Errorf("read whether a shopper is blocked: %w", err)
	}
	return &b, nil
}
