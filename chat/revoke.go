package chat

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"dari/internal/jobs"
	"dari/internal/postgres"
	"dari/internal/thread"

	"github.com/jackc/pgx/v5"
)

// revokeLeeway is how much younger than a logout a token may be and still be ended with it: tabs of
// one browser may hold several. What is minted after a new sign-in is younger, even by a shop's clock
// that is a little behind.
const revokeLeeway = tokenLeeway

// pass is what a member's token says of itself: enough to end it before its time.
type pass struct {
	subject, id, secret string
	issued, expires     time.Time
}

func (c *signed) pass() pass {
	return pass{c.Subject, c.ID, c.secret, c.IssuedAt.Time, c.ExpiresAt.Time}
}

const (
	sqlRevoked = `
SELECT EXISTS (SELECT FROM dari.widget_revocations
WHERE subject = $1 AND until > dari.clock() AND (token_id = $2 OR token_id = '' AND issued_before > $3))`
	sqlRevokeToken = `
INSERT INTO dari.widget_revocations AS r (subject, token_id, customer_id, until) VALUES ($1, $2, nullif($3::bigint, 0), $4)
ON CONFLICT (subject, token_id) DO UPDATE SET until = greatest(r.until, excluded.until), ended_at = excluded.ended_at`
	sqlRevokeBefore = `
INSERT INTO dari.widget_revocations AS r (subject, token_id, issued_before, customer_id, until)
VALUES ($1, '', greatest($2::timestamptz, dari.clock() - $3::interval), nullif($4::bigint, 0), dari.clock() + $5::interval)
ON CONFLICT (subject, token_id) DO UPDATE
SET issued_before = greatest(r.issued_before, excluded.issued_before), until = excluded.until, ended_at = excluded.ended_at`
	sqlEndVisitor = `UPDATE dari.visitors SET ended_at = dari.clock() WHERE token_hash = $1 AND ended_at IS NULL RETURNING id`
	// Some seconds more than the time between two looks, for commits and clocks take theirs.
	sqlEndedSince = `
SELECT coalesce(customer_id, 0), 0::bigint, subject, token_id, issued_before FROM dari.widget_revocations
WHERE ended_at > dari.clock() - $1::interval
UNION ALL
SELECT 0, id, '', '', NULL FROM dari.visitors WHERE ended_at > dari.clock() - $1::interval`
	sqlForgetRevocations = `DELETE FROM dari.widget_revocations WHERE until < dari.clock()`
)

// revoked tells whether a token was ended by a logout.
func revoked(ctx context.Context, q postgres.Querier, p pass) (over bool, err error) {
	if err := q.QueryRow(ctx, sqlRevoked, p.subject, p.id, p.issued).Scan(&over); err != nil {
		return false, fmt.Errorf("look whether a member's token was ended: %w", err)
	}
	return over, nil
}

// revoke ends a member's token and all that the shop has signed for them before it.
func revoke(ctx context.Context, tx pgx.Tx, p pass, customerID int64) error {
	life := maxTokenLife + 2*tokenLeeway
	if _, err := tx.Exec(ctx, sqlRevokeToken, p.subject, p.id, customerID, p.expires.Add(2*tokenLeeway)); err != nil {
		return fmt.Errorf("end a member's token: %w", err)
	}
	if _, err := tx.Exec(ctx, sqlRevokeBefore, p.subject, p.issued, revokeLeeway, customerID, life); err != nil {
		return fmt.Errorf("end a member's earlier tokens: %w", err)
	}
	return nil
}

// endVisitor makes a visitor's token worthless; 0 when it was.
func endVisitor(ctx context.Context, q postgres.Querier, token string) (id int64, err error) {
	err = q.QueryRow(ctx, sqlEndVisitor, hashToken(token)).Scan(&id)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("end a visitor's token: %w", err)
	}
	return id, nil
}

// ended is somebody who has logged out.
type ended struct {
	customerID, visitorID int64
	pass                  pass
	before                time.Time
}

func (e ended) covers(who identity) bool {
	switch {
	case e.visitorID != 0:
		return who.owner.VisitorID == e.visitorID
	case who.pass.subject != e.pass.subject || e.pass.subject == "":
		return false
	case e.pass.id != "":
		return who.pass.id == e.pass.id
	default:
		return who.pass.issued.Before(e.before)
	}
}

func endedSince(ctx context.Context, q postgres.Querier, since time.Duration) ([]ended, error) {
	rows, _ := q.Query(ctx, sqlEndedSince, since) // ForEachRow reports this error
	var list []ended
	var e ended
	var before *time.Time
	if _, err := pgx.ForEachRow(rows, []any{&e.customerID, &e.visitorID, &e.pass.subject, &e.pass.id, &before}, func() error {
		e.before = time.Time{}
		if before != nil {
			e.before = *before
		}
		list = append(list, e)
		return nil
	}); err != nil {
		return nil, fmt.Errorf("read who has logged out: %w", err)
	}
	return list, nil
}

// endPoll is how often each program looks for logouts whose word was lost, and for secrets that ended.
const endPoll = 2 * time.Second

// pollEnded closes the sockets of those who have logged out elsewhere, should the push not have come,
// and those whose token was signed with a secret that is no longer good.
func (s *Service) pollEnded(ctx context.Context) {
	tick := time.NewTicker(endPoll)
	defer tick.Stop()
	last := time.Now()
	failing := false
	for {
		select {
		case <-ctx.Done():
			return
		case now := <-tick.C:
			err := s.closeEnded(ctx, now.Sub(last)+5*time.Second)
			if err == nil {
				last = now
			} else if !failing && ctx.Err() == nil {
				s.log.WarnContext(ctx, "logouts cannot be read", "error", err)
			}
			failing = err != nil
		}
	}
}

func (s *Service) closeEnded(ctx context.Context, since time.Duration) error {
	open := s.sockets.all()
	if len(open) == 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	list, err := endedSince(ctx, s.db, since)
	if err != nil {
		return err
	}
	settings, err := s.shop.get(ctx, s.db)
	if err != nil {
		return err
	}
	good := settings.Secrets(s.now())
	for _, c := range open {
		if who, ok := c.identity(); ok && (isOver(list, who) || lostItsSecret(good, who)) {
			go c.end(closeIdentity, 0)
		}
	}
	return nil
}

func isOver(list []ended, who identity) bool {
	for _, e := range list {
		if e.covers(who) {
			return true
		}
	}
	return false
}

func lostItsSecret(good []string, who identity) bool {
	if who.pass.secret == "" {
		return false
	}
	for _, secret := range good {
		if secret == who.pass.secret {
			return false
		}
	}
	return true
}

// identity is who a shopper's socket has greeted as; false for staff and before the greeting.
func (c *conn) identity() (identity, bool) {
	w, ok := c.peer.(*widget)
	if !ok {
		return identity{}, false
	}
	who := w.known.Load()
	if who == nil {
		return identity{}, false
	}
	return *who, true
}

// isMeant tells whether an end is this socket's: one that names nobody is everybody's.
func (c *conn) isMeant(subject string) bool {
	who, ok := c.identity()
	return subject == "" || ok && who.pass.subject == subject
}

// logout ends what a browser holds, and the sockets that were opened with it in every program.
func (s *Service) logout(ctx context.Context, w WidgetIdentity) error {
	settings, err := s.shopOf(ctx, w.Key)
	if err != nil {
		return err
	}
	var owners []thread.Owner
	var linked thread.Owner
	err = postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		owners, linked = nil, thread.Owner{}
		if strings.HasPrefix(w.Visitor, LinkPrefix) {
			if linked, err = s.endLink(ctx, tx, w.Visitor); err != nil {
				return err
			}
		} else if w.Visitor != "" {
			id, err := endVisitor(ctx, tx, w.Visitor)
			if err != nil {
				return err
			}
			if id != 0 {
				owners = append(owners, thread.Owner{VisitorID: id})
			}
		}
		if w.Member == "" {
			return nil
		}
		now := s.now()
		c, err := readToken(w.Member, settings.WidgetKey, settings.Secrets(now), now)
		if err != nil {
			return nil //nolint:nilerr // a token that is over needs no ending
		}
		id, err := customerByRef(ctx, tx, c.Subject)
		if err != nil {
			return err
		}
		if id != 0 {
			owners = append(owners, thread.Owner{CustomerID: id})
		}
		return revoke(ctx, tx, c.pass(), id)
	})
	if err != nil {
		return err
	}
	for _, o := range owners {
		s.CloseShopper(ctx, o)
	}
	if linked != (thread.Owner{}) {
		s.hub.Publish(ctx, ownerTopic(linked), append([]byte{frameEnd}, linkPass(w.Visitor).subject...))
	}
	return nil
}

// Crons forget the logouts that no token is young enough for, and how to reach those who left a message
// years ago.
func (s *Service) Crons() []jobs.Cron {
	return []jobs.Cron{{Name: "chat:contacts", Every: time.Hour, Run: s.forgetContacts}, {Name: "chat:revocations", Every: time.Hour, Run: func(ctx context.Context) error {
		if _, err := s.db.Exec(ctx, sqlForgetRevocations); err != nil {
			return fmt.Errorf("forget old logouts: %w", err)
		}
		return nil
	}}}
}
