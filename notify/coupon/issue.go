package coupon

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"dari/internal/event"
	"dari/internal/postgres"
	"dari/internal/staff"
	"dari/notify"
	"dari/notify/consent"

	"github.com/jackc/pgx/v5"
)

// Run is what a day's job has come to.
type Run struct {
	Date   string `json:"date" format:"date" doc:"The day in the shop's zone."`
	Issued int    `json:"issued" doc:"Codes given by this run; who had one already is not counted."`
}

func (s *Service) runDaily(ctx context.Context) error {
	_, err := s.RunNow(ctx)
	return err
}

// RunNow gives everybody their coupon whose birthday is as many days away as the programme says, or
// fewer by at most the catch-up: the days a server was off are made up for. It may run at any time,
// any number of times and in several programs at once; a customer gets one code a year.
func (s *Service) RunNow(ctx context.Context) (Run, error) {
	shop, err := staff.Shop(ctx, s.db)
	if err != nil {
		return Run{}, err
	}
	today, err := s.today(ctx)
	if err != nil {
		return Run{}, err
	}
	run := Run{Date: today.Format(time.DateOnly)}
	list, err := active(ctx, s.db)
	if err != nil {
		return run, err
	}
	for _, p := range list {
		for late := range s.catchUp + 1 {
			n, err := s.celebrate(ctx, p, shop, today, today.AddDate(0, 0, p.DaysBefore-late))
			run.Issued += n
			if err != nil {
				return run, err
			}
		}
	}
	if run.Issued > 0 {
		s.wake(notify.LaneMarketing)
	}
	s.log.InfoContext(ctx, "birthday coupons issued", "date", run.Date, "issued", run.Issued)
	return run, nil
}

const celebrateChunk = 1000

// celebrate gives a programme's coupon to those whose birthday is kept on the date.
func (s *Service) celebrate(ctx context.Context, p running, shop staff.ShopSettings, today, birthday time.Time) (int, error) {
	births, period := BirthsOn(birthday), strconv.Itoa(birthday.Year())
	total := 0
	for after := int64(0); ; {
		people, err := celebrants(ctx, s.db, births, after, p.ID, period, celebrateChunk)
		if err != nil || len(people) == 0 {
			return total, err
		}
		after = people[len(people)-1].ID
		given := 0
		err = postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
			given, err = s.give(ctx, tx, gift{p, shop, today, birthday, period}, people)
			return err
		})
		if err != nil {
			return total, fmt.Errorf("give coupons of programme %d: %w", p.ID, err)
		}
		total += given
	}
}

// gift is what the coupons of one day have in common.
type gift struct {
	running
	shop            staff.ShopSettings
	today, birthday time.Time
	period          string
}

// give writes the codes, their events and the messages that bring them, all or nothing.
func (s *Service) give(ctx context.Context, tx pgx.Tx, g gift, people []celebrant) (int, error) {
	routes, err := routesOf(ctx, tx, people, g.shop.OptOut080 != "")
	if err != nil {
		return 0, err
	}
	var ids []int64
	var codes []string
	byID := map[int64]celebrant{}
	for _, c := range people {
		if _, ok := routes[c.ID]; !ok {
			continue // nothing can reach them: a code nobody sees is not given
		}
		code, err := newCode(g.CodePrefix)
		if err != nil {
			return 0, err
		}
		ids, codes, byID[c.ID] = append(ids, c.ID), append(codes, code), c
	}
	if len(ids) == 0 {
		return 0, nil
	}
	validUntil := g.today.AddDate(0, 0, g.ValidDays)
	given, err := issue(ctx, tx, g.ID, g.period, validUntil, ids, codes)
	if err != nil {
		return 0, err
	}
	events, deliveries := make([]event.New, len(given)), make([]notify.NewDelivery, len(given))
	for i, one := range given {
		events[i] = event.New{
			Kind: "coupon.issued", SubjectKind: "coupon_issue", SubjectID: one.ID, Key: "coupon:" + strconv.FormatInt(one.ID, 10),
			Payload: map[string]any{"issue_id": one.ID, "customer_id": one.CustomerID, "code": one.Code, "period": g.period, "valid_until": validUntil.Format(time.DateOnly)},
		}
		deliveries[i] = g.delivery(byID[one.CustomerID], one, routes[one.CustomerID], validUntil)
	}
	if err := event.Publish(ctx, tx, events...); err != nil {
		return 0, err
	}
	_, err = notify.Plan(ctx, tx, deliveries)
	return len(given), err
}

func (g gift) delivery(c celebrant, one issued, r route, validUntil time.Time) notify.NewDelivery {
	return notify.NewDelivery{
		Class: notify.Marketing, SourceKind: notify.SourceCoupon, SourceID: one.ID, Kind: "coupon.birthday",
		Channel: r.channel, Address: r.address, CustomerID: c.ID, Lang: c.Lang, Fields: g.fields(c.Lang, one.Code, validUntil),
	}
}

// route is the one way a coupon takes to its customer.
type route struct {
	channel notify.Channel
	address string
}

// routesOf chooses a mail before a text message, which costs the shop money and needs its 080 number.
func routesOf(ctx context.Context, q postgres.Querier, people []celebrant, sms bool) (map[int64]route, error) {
	routes := make(map[int64]route, len(people))
	for _, channel := range []notify.Channel{notify.Email, notify.SMS} {
		if channel == notify.SMS && !sms {
			continue
		}
		keys, list := map[int64]string{}, []string(nil)
		for _, c := range people {
			ok, address := c.on(channel)
			if _, has := routes[c.ID]; has || !ok {
				continue
			}
			if key, valid := notify.RecipientKey(channel, address); valid {
				keys[c.ID], list = key, append(list, key)
			}
		}
		blocked, err := consent.Suppressed(ctx, q, channel, list, true)
		if err != nil {
			return nil, err
		}
		refused, err := consent.Refused(ctx, q, channel, list)
		if err != nil {
			return nil, err
		}
		for _, c := range people {
			if key, ok := keys[c.ID]; ok && !blocked[key] && !refused[key] {
				_, address := c.on(channel)
				routes[c.ID] = route{channel, address}
			}
		}
	}
	return routes, nil
}

func (c celebrant) on(channel notify.Channel) (consented bool, address string) {
	if channel == notify.SMS {
		return c.SMSOK, c.Phone
	}
	return c.EmailOK, c.Email
}

// today is the shop's date, as midnight UTC.
func (s *Service) today(ctx context.Context) (time.Time, error) {
	now, err := clock(ctx, s.db)
	if err != nil {
		return now, err
	}
	shop, err := staff.Shop(ctx, s.db)
	if err != nil {
		return now, err
	}
	y, m, d := now.In(shop.Location()).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC), nil
}
