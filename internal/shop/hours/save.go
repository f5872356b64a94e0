package hours

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"dari/internal/fault"

	"github.com/jackc/pgx/v5"
)

const (
	sqlPutCalendar = `
INSERT INTO dari.calendars AS c (code, public_holidays, reply_minutes, chat_capacity) VALUES ($1, $2, $3, $4)
ON CONFLICT (code) DO UPDATE SET public_holidays = excluded.public_holidays, reply_minutes = excluded.reply_minutes,
  chat_capacity = excluded.chat_capacity, version = c.version + 1, updated_at = dari.clock()
RETURNING id`
	sqlDropWeek   = `DELETE FROM dari.calendar_rules WHERE calendar_id = $1`
	sqlInsertSpan = `
INSERT INTO dari.calendar_rules (calendar_id, weekday, kind, from_minute, to_minute) VALUES ($1, $2, $3, $4, $5)`
	sqlDropExceptions  = `DELETE FROM dari.calendar_exceptions WHERE calendar_id = $1`
	sqlInsertException = `
INSERT INTO dari.calendar_exceptions (calendar_id, from_date, to_date, name_ko, name_en, hours) VALUES ($1, $2::date, $3::date, $4, $5, $6)`
	sqlDropByHand   = `DELETE FROM dari.holiday_rules WHERE by_hand`
	sqlInsertByHand = `
INSERT INTO dari.holiday_rules (kind, month, day, name_ko, name_en, first_year, last_year, by_hand) VALUES ('once', $1, $2, $3, $4, $5, $5, true)`
	sqlClose = `
INSERT INTO dari.calendar_closures (calendar_id, starts_at, ends_at, staff_id) VALUES ($1, dari.clock(), $2, nullif($3::bigint, 0))`
	sqlReopen = `
UPDATE dari.calendar_closures SET ends_at = greatest(starts_at, dari.clock()) WHERE calendar_id = $1 AND ends_at > dari.clock()`
)

// Save writes the shop's plan. The version is the one that was read; Conflict when it is no longer
// that. What was closed by hand is not part of it, and of the rules only those entered by hand are.
func Save(ctx context.Context, tx pgx.Tx, p Plan, version int) error {
	if err := p.Check(); err != nil {
		return err
	}
	old, err := lock(ctx, tx)
	if err != nil {
		return err
	}
	if old.Version != version {
		return fault.New(fault.Conflict, "conflict")
	}
	return put(ctx, tx, ShopCode, p)
}

// Seed gives a shop without hours this plan, and leaves those of another alone.
func Seed(ctx context.Context, tx pgx.Tx, p Plan) error {
	old, err := lock(ctx, tx)
	if err != nil || old.Version > 0 {
		return err
	}
	return put(ctx, tx, ShopCode, p)
}

func lock(ctx context.Context, tx pgx.Tx) (Stored, error) {
	var s Stored
	var minutes int
	err := tx.QueryRow(ctx, sqlLockCalendar, ShopCode).Scan(&s.ID, &s.Public, &minutes, &s.Capacity, &s.Version)
	if errors.Is(err, pgx.ErrNoRows) {
		return s, nil
	}
	if err != nil {
		return s, fmt.Errorf("lock the shop's calendar: %w", err)
	}
	return s, nil
}

func put(ctx context.Context, tx pgx.Tx, code string, p Plan) error {
	var id int64
	if err := tx.QueryRow(ctx, sqlPutCalendar, code, p.Public, int(p.Reply/time.Minute), p.Capacity).Scan(&id); err != nil {
		return fmt.Errorf("write the calendar %s: %w", code, err)
	}
	b := &pgx.Batch{}
	b.Queue(sqlDropWeek, id)
	for day, w := range p.Week {
		for _, s := range w.Open {
			b.Queue(sqlInsertSpan, id, day, "open", int(s.From), int(s.To))
		}
		for _, s := range w.Lunch {
			b.Queue(sqlInsertSpan, id, day, "lunch", int(s.From), int(s.To))
		}
	}
	b.Queue(sqlDropExceptions, id)
	for _, e := range p.Exceptions {
		spans := e.Hours
		if spans == nil {
			spans = []Span{}
		}
		text, err := json.Marshal(spans)
		if err != nil {
			return fmt.Errorf("encode the hours of %v: %w", e.From, err)
		}
		b.Queue(sqlInsertException, id, e.From.String(), e.To.String(), e.Name.Ko, e.Name.En, text)
	}
	if code == ShopCode { // the holidays entered by hand are the shop's
		b.Queue(sqlDropByHand)
	}
	for _, r := range p.Rules {
		if r.ByHand && code == ShopCode {
			b.Queue(sqlInsertByHand, r.Month, r.Day, r.Name.Ko, r.Name.En, r.First)
		}
	}
	if err := tx.SendBatch(ctx, b).Close(); err != nil {
		return fmt.Errorf("write the days of the calendar %s: %w", code, err)
	}
	return nil
}

// CloseUntil closes the shop from now until a moment, whatever the week says.
func CloseUntil(ctx context.Context, tx pgx.Tx, calendarID int64, until time.Time, staffID int64) error {
	if _, err := tx.Exec(ctx, sqlReopen, calendarID); err != nil {
		return fmt.Errorf("end an earlier closing of calendar %d: %w", calendarID, err)
	}
	if _, err := tx.Exec(ctx, sqlClose, calendarID, until, staffID); err != nil {
		return fmt.Errorf("close calendar %d: %w", calendarID, err)
	}
	return nil
}

// Reopen ends what was closed by hand: from now on the week holds again.
func Reopen(ctx context.Context, tx pgx.Tx, calendarID int64) error {
	if _, err := tx.Exec(ctx, sqlReopen, calendarID); err != nil {
		return fmt.Errorf("reopen calendar %d: %w", calendarID, err)
	}
	return nil
}

// Check refuses a plan that cannot be meant, naming the field by its place in the body of the API.
func (p Plan) Check() error {
	for day, w := range p.Week {
		for kind, spans := range map[string][]Span{"open": w.Open, "lunch": w.Lunch} {
			if err := checkSpans(spans, fmt.Sprintf("week[%d].%s", day, kind)); err != nil {
				return err
			}
		}
	}
	for i, e := range p.Exceptions {
		if e.To < e.From || e.To-e.From > 366 {
			return fault.Field("hours.dates_order", fmt.Sprintf("exceptions[%d].to", i))
		}
		if err := checkSpans(e.Hours, fmt.Sprintf("exceptions[%d].hours", i)); err != nil {
			return err
		}
	}
	if p.Reply < time.Minute || p.Reply > 10000*time.Minute {
		return fault.Field("hours.reply_range", "reply_minutes")
	}
	if p.Capacity < 1 || p.Capacity > 50 {
		return fault.Field("hours.capacity_range", "capacity")
	}
	return nil
}

// checkSpans wants spans that go forward and stay apart, so that the screen shows what is meant.
func checkSpans(spans []Span, field string) error {
	for i, s := range spans {
		if s.From < 0 || s.To > 24*60 || s.From >= s.To {
			return fault.Field("hours.span_order", fmt.Sprintf("%s[%d]", field, i))
		}
		for _, o := range spans[:i] {
			if s.From < o.To && o.From < s.To {
				return fault.Field("hours.span_overlap", fmt.Sprintf("%s[%d]", field, i))
			}
		}
	}
	return nil
}
