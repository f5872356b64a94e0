package hours

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

// ShopCode is the code of the shop's own calendar.
const ShopCode = "shop"

const (
	sqlCalendar     = `SELECT id, public_holidays, reply_minutes, chat_capacity, version, follows_shop FROM dari.calendars WHERE code = $1`
	sqlCalendarByID = `SELECT id, public_holidays, reply_minutes, chat_capacity, version, follows_shop FROM dari.calendars WHERE id = $1`
	sqlLockCalendar = `SELECT id, public_holidays, reply_minutes, chat_capacity, version FROM dari.calendars WHERE code = $1 FOR UPDATE`
	sqlWeek         = `
SELECT weekday, kind, from_minute, to_minute FROM dari.calendar_rules WHERE calendar_id = $1 ORDER BY weekday, from_minute, to_minute`
	sqlExceptions = `
SELECT from_date::text, to_date::text, name_ko, name_en, hours FROM dari.calendar_exceptions WHERE calendar_id = $1 ORDER BY id`
	sqlClosures     = `SELECT starts_at, ends_at FROM dari.calendar_closures WHERE calendar_id = $1 AND starts_at < ends_at ORDER BY starts_at`
	sqlHolidayRules = `
SELECT id, kind, month, day, around, name_ko, name_en, first_year, coalesce(last_year, 0), substitute, substitute_clash, by_hand
FROM dari.holiday_rules ORDER BY id`
	sqlNow = `SELECT dari.clock()`
)

// Stored is a plan with its place in the tables.
type Stored struct {
	Plan
	ID      int64
	Version int // 0: nobody has set hours yet, and Plan is Weekdays
}

// Load reads the shop's plan; one that nobody has set is Weekdays.
func Load(ctx context.Context, q postgres.Querier, zone *time.Location) (Stored, error) {
	return load(ctx, q, zone, sqlCalendar, ShopCode)
}

// LoadOf reads a plan by its id: the hours of a person who has their own.
func LoadOf(ctx context.Context, q postgres.Querier, zone *time.Location, id int64) (Stored, error) {
	return load(ctx, q, zone, sqlCalendarByID, id)
}

func load(ctx context.Context, q postgres.Querier, zone *time.Location, sql string, which any) (Stored, error) {
	s := Stored{Plan: Plan{Zone: zone}}
	var err error
	if s.Rules, err = readRules(ctx, q); err != nil {
		return s, err
	}
	var minutes int
	var follows bool
	err = q.QueryRow(ctx, sql, which).Scan(&s.ID, &s.Public, &minutes, &s.Capacity, &s.Version, &follows)
	if errors.Is(err, pgx.ErrNoRows) {
		preset := Weekdays()
		preset.Zone, preset.Rules = zone, s.Rules
		return Stored{Plan: preset}, nil
	}
	if err != nil {
		return s, fmt.Errorf("read the calendar %v: %w", which, err)
	}
	s.Reply = time.Duration(minutes) * time.Minute
	if err := readWeek(ctx, q, &s); err != nil {
		return s, err
	}
	if s.Exceptions, err = readExceptions(ctx, q, s.ID); err != nil {
		return s, err
	}
	if s.Closures, err = readClosures(ctx, q, s.ID); err != nil || !follows {
		return s, err
	}
	shops, err := Load(ctx, q, zone)
	s.follow(shops.Plan)
	return s, err
}

// Now is the moment the product takes as now.
func Now(ctx context.Context, q postgres.Querier) (now time.Time, err error) {
	if err := q.QueryRow(ctx, sqlNow).Scan(&now); err != nil {
		return now, fmt.Errorf("read the clock: %w", err)
	}
	return now, nil
}

func readRules(ctx context.Context, q postgres.Querier) ([]Rule, error) {
	rows, _ := q.Query(ctx, sqlHolidayRules) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (Rule, error) {
		var r Rule
		err := row.Scan(&r.ID, &r.Kind, &r.Month, &r.Day, &r.Around, &r.Name.Ko, &r.Name.En, &r.First, &r.Last, &r.Substitute, &r.Clash, &r.ByHand)
		return r, err
	})
	if err != nil {
		return nil, fmt.Errorf("read the rules of public holidays: %w", err)
	}
	return list, nil
}

func readWeek(ctx context.Context, q postgres.Querier, s *Stored) error {
	rows, _ := q.Query(ctx, sqlWeek, s.ID) // ForEachRow reports this error
	var day, from, to int
	var kind string
	_, err := pgx.ForEachRow(rows, []any{&day, &kind, &from, &to}, func() error {
		span := Span{Clock(from), Clock(to)}
		if kind == "lunch" {
			s.Week[day].Lunch = append(s.Week[day].Lunch, span)
		} else {
			s.Week[day].Open = append(s.Week[day].Open, span)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("read the week of calendar %d: %w", s.ID, err)
	}
	return nil
}

func readExceptions(ctx context.Context, q postgres.Querier, id int64) ([]Exception, error) {
	rows, _ := q.Query(ctx, sqlExceptions, id) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (Exception, error) {
		var e Exception
		var from, to string
		var spans []byte
		if err := row.Scan(&from, &to, &e.Name.Ko, &e.Name.En, &spans); err != nil {
			return e, err
		}
		var err1, err2 error
		e.From, err1 = ParseDate(from)
		e.To, err2 = ParseDate(to)
		return e, errors.Join(err1, err2, json.Unmarshal(spans, &e.Hours))
	})
	if err != nil {
		return nil, fmt.Errorf("read the exceptions of calendar %d: %w", id, err)
	}
	return list, nil
}

func readClosures(ctx context.Context, q postgres.Querier, id int64) ([]Closure, error) {
	rows, _ := q.Query(ctx, sqlClosures, id) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Closure])
	if err != nil {
		return nil, fmt.Errorf("read when calendar %d was closed by hand: %w", id, err)
	}
	return list, nil
}
