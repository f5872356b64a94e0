package coupon

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"dari/internal/api"
	"dari/internal/event"
	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/shop"
	"dari/internal/staff"

	"github.com/jackc/pgx/v5"
)

// Gifts is what may be given to a person by hand.
type Gifts struct {
	Programmes []Gift `json:"programmes"`
	Left       int    `json:"left" doc:"How many more the person may be given by the one who asks, within the days."`
	Days       int    `json:"days" doc:"The shop's setting."`
}

// Gift is a programme that is given by hand.
type Gift struct {
	ID        int64  `json:"id"`
	Name      string `json:"name"`
	Discount  string `json:"discount"`
	ValidDays int    `json:"valid_days"`
}

const (
	sqlGifts = `SELECT id, name, discount, valid_days FROM dari.coupons WHERE active ORDER BY occasion <> 'hand', id`
	// By the person, whoever of the staff gave it.
	sqlGivenLately = `
SELECT count(*)::integer FROM dari.coupon_issues
WHERE customer_id = $1 AND given_by IS NOT NULL AND issued_at > dari.clock() - make_interval(days => $2)`
	sqlLockGifted = `SELECT pg_advisory_xact_lock(hashtextextended('dari.coupon.hand', $1))`
	// One of a programme a day: the second click finds it given.
	sqlGive = `
INSERT INTO dari.coupon_issues (coupon_id, customer_id, period, code, valid_until, given_by)
SELECT c.id, $2, $3, $4, $5::date + c.valid_days, $6 FROM dari.coupons c WHERE c.id = $1 AND c.active
ON CONFLICT (coupon_id, customer_id, period) DO NOTHING
RETURNING id`
	sqlPrefixOf = `SELECT code_prefix FROM dari.coupons WHERE id = $1 AND active`
)

type personInput struct {
	ID int64 `path:"id" minimum:"1"`
}

func (s *Service) handleGifts(ctx context.Context, in *personInput) (*api.OK[Gifts], error) {
	id, err := shop.Survivor(ctx, s.db, in.ID)
	if err != nil {
		return nil, err
	}
	if _, err := shop.CustomerByID(ctx, s.db, id); err != nil {
		return nil, err
	}
	out := Gifts{Programmes: []Gift{}}
	rows, _ := s.db.Query(ctx, sqlGifts) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Gift])
	if err != nil {
		return nil, err
	}
	out.Programmes = append(out.Programmes, list...)
	out.Left, out.Days, err = left(ctx, s.db, staff.From(ctx), id)
	return api.Reply(out), err
}

// left is how many more coupons the person may be given within so many days, by the shop's settings.
func left(ctx context.Context, q postgres.Querier, who staff.Actor, id int64) (n, days int, err error) {
	set, err := staff.Shop(ctx, q)
	if err != nil {
		return 0, 0, err
	}
	bounds := set.Bounds()
	limit := bounds.AgentCoupons
	if who.Can("reports:read") { // whoever answers for the agents
		limit = bounds.LeadCoupons
	}
	var given int
	if err := q.QueryRow(ctx, sqlGivenLately, id, bounds.CouponDays).Scan(&given); err != nil {
		return 0, 0, fmt.Errorf("count the coupons that customer %d was given by hand: %w", id, err)
	}
	return max(0, limit-given), bounds.CouponDays, nil
}

type giveInput struct {
	ID   int64 `path:"id" minimum:"1"`
	Body struct {
		Programme int64 `json:"programme" minimum:"1"`
		Ticket    int64 `json:"ticket,omitempty" minimum:"1" doc:"The number of the ticket it is given beside."`
	}
}

func (s *Service) handleGive(ctx context.Context, in *giveInput) (*api.OK[Issue], error) {
	issue, err := s.Give(ctx, staff.From(ctx), in.ID, in.Body.Programme, in.Body.Ticket)
	return api.Reply(issue), err
}

// Give gives a person a code by hand, within the limit of who gives it. The code is answered: who gives
// it tells the person in the conversation, so nothing is sent.
func (s *Service) Give(ctx context.Context, who staff.Actor, customerID, programme, ticket int64) (Issue, error) {
	if who.Kind != staff.KindStaff {
		return Issue{}, fault.New(fault.Forbidden, "tickets.needs_person")
	}
	today, err := s.today(ctx)
	if err != nil {
		return Issue{}, err
	}
	var code string
	err = postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		id, err := shop.Survivor(ctx, tx, customerID)
		if err != nil {
			return err
		}
		if _, err := shop.CustomerByID(ctx, tx, id); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, sqlLockGifted, id); err != nil {
			return err
		}
		if n, days, err := left(ctx, tx, who, id); err != nil {
			return err
		} else if n == 0 {
			return fault.New(fault.Conflict, "coupon.hand_limit", fault.Arg("days", days))
		}
		code, err = s.giveByHand(ctx, tx, who, id, programme, ticket, today)
		return err
	})
	if err != nil {
		return Issue{}, err
	}
	return byCode(ctx, s.db, code, today)
}

func (s *Service) giveByHand(ctx context.Context, tx pgx.Tx, who staff.Actor, id, programme, ticket int64, today time.Time) (string, error) {
	var prefix string
	if err := tx.QueryRow(ctx, sqlPrefixOf, programme).Scan(&prefix); err != nil {
		return "", fault.New(fault.NotFound, "coupon.no_programme")
	}
	code, err := newCode(prefix)
	if err != nil {
		return "", err
	}
	period := "hand " + today.Format(time.DateOnly)
	var issueID int64
	if err := tx.QueryRow(ctx, sqlGive, programme, id, period, code, today, who.ID).Scan(&issueID); err != nil {
		return "", fault.New(fault.Conflict, "coupon.hand_today")
	}
	entry := staff.By(who, "coupon.give", "customer", strconv.FormatInt(id, 10))
	entry.IP, entry.Detail = api.IPFrom(ctx), map[string]any{"programme": programme, "issue": issueID, "ticket": ticket}
	if err := staff.Append(ctx, tx, entry); err != nil {
		return "", err
	}
	if s.given != nil && ticket != 0 {
		if err := s.given(ctx, tx, ticket, programme); err != nil {
			return "", err
		}
	}
	return code, event.Publish(ctx, tx, event.New{
		Kind: "coupon.issued", SubjectKind: "coupon_issue", SubjectID: issueID, Key: "coupon:" + strconv.FormatInt(issueID, 10),
		Payload: map[string]any{"issue_id": issueID, "customer_id": id, "code": code, "period": period},
	})
}
