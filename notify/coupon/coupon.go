package coupon

import (
	"context"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"dari/internal/jobs"
)

// Programme is a coupon as staff set it up.
type Programme struct {
	ID         int64  `json:"id"`
	Name       string `json:"name"`
	Occasion   string `json:"occasion" enum:"birthday,hand"`
	Active     bool   `json:"active"`
	CodePrefix string `json:"code_prefix"`
	Discount   string `json:"discount" doc:"As the shop says it: 10%, 5,000원."`
	DaysBefore int    `json:"days_before"`
	ValidDays  int    `json:"valid_days"`
	Version    int    `json:"version"`
	Issued     int64  `json:"issued" doc:"Codes given so far."`
	Redeemed   int64  `json:"redeemed"`
}

// Issue is a code that a customer was given.
type Issue struct {
	Code        string     `json:"code"`
	Programme   string     `json:"programme"`
	Discount    string     `json:"discount"`
	Period      string     `json:"period"`
	CustomerRef string     `json:"customer_ref"`
	State       string     `json:"state" enum:"valid,redeemed,expired"`
	ValidUntil  string     `json:"valid_until" format:"date" doc:"The last day on which it counts, in the shop's zone."`
	IssuedAt    time.Time  `json:"issued_at"`
	RedeemedAt  *time.Time `json:"redeemed_at"`
	OrderNumber string     `json:"order_number"`
}

// Options of New.
type Options struct {
	DB  *pgxpool.Pool
	Log *slog.Logger
	// Wake tells the lanes that they have work; nil: the sweeper comes round.
	Wake func(lanes ...string)
	// Given writes into a ticket's history that a coupon of the programme was given beside it; may be nil.
	Given func(ctx context.Context, tx pgx.Tx, ticket, programme int64) error
	// CatchUp is how many days late a coupon is still given; 0 means 3.
	CatchUp int
}

// Service issues coupons and takes them.
type Service struct {
	db      *pgxpool.Pool
	log     *slog.Logger
	wake    func(lanes ...string)
	catchUp int
	given   func(ctx context.Context, tx pgx.Tx, ticket, programme int64) error
}

// New starts nothing.
func New(o Options) *Service {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Wake == nil {
		o.Wake = func(...string) {}
	}
	if o.CatchUp == 0 {
		o.CatchUp = 3
	}
	return &Service{db: o.DB, log: o.Log, wake: o.Wake, catchUp: o.CatchUp, given: o.Given}
}

// Crons is the daily job, at ten in the shop's zone: late enough to be day, early enough to shop.
func (s *Service) Crons() []jobs.Cron {
	return []jobs.Cron{{Name: "coupon.birthday", At: "10:00", Run: s.runDaily}}
}
