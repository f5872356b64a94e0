package coupon_test

import (
	"context"
	"sync"
	"testing"

	"dari/internal/fault"
	"dari/internal/postgres/pgtest"
	"dari/internal/staff"
	"dari/notify/coupon"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgxpool"
)

// person is one of the staff.
func person(t *testing.T, db *pgxpool.Pool, role string) staff.Actor {
	t.Helper()
	var id int64
	err := db.QueryRow(context.Background(), `INSERT INTO dari.staff (uid, email, name, password_hash, role) VALUES ($1, $2, $2, 'x', $3) RETURNING id`,
		uuid.New(), role+"@shop.example", role).Scan(&id)
	if err != nil {
		t.Fatal(err)
	}
	return staff.ActorOf(id, role, role)
}

func TestACustomerIsGivenAsManyCouponsByHandAsTheShopLets(t *testing.T) {
	bounds := &staff.ByHand{AgentCoupons: 2, LeadCoupons: 3, CouponDays: 7, ArrivalDays: 14}
	tests := map[string]struct {
		bounds *staff.ByHand // nil: what holds in a shop that has set nothing
		role   string
		days   []int // on which one is given, counted from the first
		given  int
	}{
		"an agent, one in thirty days":        {nil, "agent", []int{0, 29}, 1},
		"an agent, thirty days later":         {nil, "agent", []int{0, 31}, 2},
		"a lead, five":                        {nil, "lead", []int{0, 1, 2, 3, 4, 5}, 5},
		"an agent, as the shop has set":       {bounds, "agent", []int{0, 1, 2}, 2},
		"a lead, as the shop has set":         {bounds, "lead", []int{0, 1, 2, 3}, 3},
		"an agent, when the days are over":    {bounds, "agent", []int{0, 1, 9}, 3},
		"nobody, where agents may give none":  {&staff.ByHand{LeadCoupons: 1, CouponDays: 1}, "agent", []int{0}, 0},
		"one of a programme a day, by anyone": {nil, "lead", []int{0, 0}, 1},
	}
	clock := []string{"2026-11-01", "2026-11-02", "2026-11-03", "2026-11-04", "2026-11-05", "2026-11-06"}
	far := map[int]string{9: "2026-11-10", 29: "2026-11-30", 31: "2026-12-02"}
	db := newDB(t, "2026-11-01T14:00:00+09:00")
	s := coupon.New(coupon.Options{DB: db})
	p := programme(t, s)
	people := map[string]staff.Actor{"agent": person(t, db, "agent"), "lead": person(t, db, "lead")}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			set, err := staff.Shop(context.Background(), db)
			if err != nil {
				t.Fatal(err)
			}
			set.ByHand = tt.bounds
			if err := staff.PutShop(context.Background(), db, set); err != nil {
				t.Fatal(err)
			}
			id := customer(t, db, "solar", 1, 1, false)
			given := 0
			for _, day := range tt.days {
				date, ok := far[day]
				if !ok {
					date = clock[day]
				}
				pgtest.SetClock(t, db, date+"T14:00:00+09:00")
				switch _, err := s.Give(context.Background(), people[tt.role], id, p.ID, 0); {
				case err == nil:
					given++
				case !fault.Is(err, fault.Conflict):
					t.Fatal(err)
				}
			}
			if given != tt.given {
				t.Errorf("%d were given, want %d", given, tt.given)
			}
		})
	}
}

func TestTwoWhoGiveAtOnceDoNotGiveMoreThanTheLimit(t *testing.T) {
	db := newDB(t, "2026-11-01T14:00:00+09:00")
	s := coupon.New(coupon.Options{DB: db})
	one, two, id := programme(t, s), programme(t, s), customer(t, db, "solar", 1, 1, false)
	agent := person(t, db, "agent")
	var group sync.WaitGroup
	for _, p := range []coupon.Programme{one, two, one, two} {
		group.Go(func() {
			if _, err := s.Give(context.Background(), agent, id, p.ID, 0); err != nil && !fault.Is(err, fault.Conflict) {
				t.Error(err)
			}
		})
	}
	group.Wait()
	var n int
	if err := db.QueryRow(context.Background(), `SELECT count(*) FROM dari.coupon_issues WHERE customer_id = $1`, id).Scan(&n); err != nil || n != 1 {
		t.Errorf("%d were given: %v", n, err)
	}
	if _, err := s.Give(context.Background(), staff.Actor{Kind: staff.KindAPIKey, ID: 1}, id, one.ID, 0); !fault.Is(err, fault.Forbidden) {
		t.Errorf("a key gives one: %v", err)
	}
}

func TestTheBoundsOfWhatIsDoneByHandAreBounds(t *testing.T) {
	db := newDB(t, "2026-11-01T14:00:00+09:00")
	for name, b := range map[string]staff.ByHand{
		"a lead who gives fewer than an agent": {AgentCoupons: 2, LeadCoupons: 1, CouponDays: 30},
		"no days":                              {CouponDays: 0},
		"more than a year":                     {CouponDays: 366},
		"too many":                             {AgentCoupons: 101, LeadCoupons: 101, CouponDays: 1},
		"a negative number of days":            {CouponDays: 1, ArrivalDays: -1},
	} {
		set, err := staff.Shop(context.Background(), db)
		if err != nil {
			t.Fatal(err)
		}
		set.ByHand = &b
		if err := staff.PutShop(context.Background(), db, set); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
