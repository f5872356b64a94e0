package tickets

import (
	"context"
	"testing"
	"time"

	"dari/internal/i18n"
	"dari/internal/postgres"
	"dari/internal/shop/hours"

	"github.com/jackc/pgx/v5"
)

// opens sets the hours of a shop: weekdays 9 to 18 with a lunch, and the country's holidays.
func (w *world) opens() *hours.Calendar {
	w.t.Helper()
	ctx := context.Background()
	var cal *hours.Calendar
	err := postgres.InTx(ctx, w.db, func(tx pgx.Tx) error {
		stored, err := hours.Load(ctx, tx, i18n.Seoul())
		if err != nil {
			return err
		}
		stored.Public = true
		for day := range stored.Week {
			stored.Week[day] = hours.Weekday{}
			if day >= 1 && day <= 5 {
				stored.Week[day] = hours.Weekday{Open: []hours.Span{{From: hours.At(9, 0), To: hours.At(18, 0)}}, Lunch: []hours.Span{{From: hours.At(12, 0), To: hours.At(13, 0)}}}
			}
		}
		cal = hours.New(stored.Plan)
		return hours.Save(ctx, tx, stored.Plan, stored.Version)
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return cal
}

func TestASnoozeEndsInBusinessHours(t *testing.T) {
	w := newWorld(t)
	cal := w.opens()
	// In 2027 Seollal is on Sunday 7 February: the 8th is a holiday and the 9th its substitute.
	tests := map[string]struct {
		now    string
		choice string
		want   string // empty: it makes no sense then
	}{
		"an hour":                                {"2026-11-23T10:00:00+09:00", SnoozeHour, "2026-11-23T11:00:00+09:00"},
		"an hour that ends in the lunch":         {"2026-11-23T11:30:00+09:00", SnoozeHour, "2026-11-23T13:00:00+09:00"},
		"an hour that ends after closing":        {"2026-11-23T17:30:00+09:00", SnoozeHour, "2026-11-24T09:00:00+09:00"},
		"an hour on Friday evening":              {"2026-11-27T17:30:00+09:00", SnoozeHour, "2026-11-30T09:00:00+09:00"},
		"today at four":                          {"2026-11-23T10:00:00+09:00", SnoozeToday, "2026-11-23T16:00:00+09:00"},
		"today at four when it is past":          {"2026-11-23T16:00:00+09:00", SnoozeToday, ""},
		"today at four on a Sunday":              {"2026-11-22T10:00:00+09:00", SnoozeToday, ""},
		"tomorrow":                               {"2026-11-23T10:00:00+09:00", SnoozeTomorrow, "2026-11-24T10:00:00+09:00"},
		"tomorrow on a Friday":                   {"2026-11-27T10:00:00+09:00", SnoozeTomorrow, ""},
		"the next business day":                  {"2026-11-23T10:00:00+09:00", SnoozeBusiness, "2026-11-24T10:00:00+09:00"},
		"the next business day on a Friday":      {"2026-11-27T10:00:00+09:00", SnoozeBusiness, "2026-11-30T10:00:00+09:00"},
		"the next business day before Seollal":   {"2027-02-05T10:00:00+09:00", SnoozeBusiness, "2027-02-10T10:00:00+09:00"},
		"the next business day on Christmas Eve": {"2026-12-24T10:00:00+09:00", SnoozeBusiness, "2026-12-28T10:00:00+09:00"},
		"Monday":                                 {"2026-11-25T10:00:00+09:00", SnoozeMonday, "2026-11-30T10:00:00+09:00"},
		"Monday on a Monday":                     {"2026-11-23T10:00:00+09:00", SnoozeMonday, "2026-11-30T10:00:00+09:00"},
		"a Monday that is a holiday":             {"2027-02-05T10:00:00+09:00", SnoozeMonday, "2027-02-10T09:00:00+09:00"},
		"what nobody knows":                      {"2026-11-23T10:00:00+09:00", "someday", ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got, ok := choiceAt(cal, at(test.now), test.choice)
			if ok != (test.want != "") || ok && !got.Equal(at(test.want)) {
				t.Errorf("%v, %v; want %s", got, ok, test.want)
			}
			for _, c := range SnoozeChoices(cal, at(test.now), "en") {
				if c.Until != nil && (!cal.Open(*c.Until) || !c.Until.After(at(test.now))) {
					t.Errorf("%s ends at %v", c.Choice, c.Until)
				}
			}
		})
	}
}

func TestWhatWasPutAsideComesBackWhileStaffWorkOrWithTheShopper(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	w.opens()
	aside := func(c Change) Ticket { return w.must(w.queue.Apply(ctx, w.haeun, w.last().Number, 0, c)) }
	isAside := func(want bool, when string) {
		t.Helper()
		if got := w.last().Snooze != nil; got != want {
			t.Errorf("%s: put aside is %v", when, got)
		}
	}
	wake := func(at string) {
		t.Helper()
		w.clock(at)
		if err := w.queue.Wake(ctx); err != nil {
			t.Fatal(err)
		}
	}
	c := w.visitor()
	w.asks(c, "질문")
	evening := at("2026-11-23T21:00:00+09:00")
	one := aside(Change{SnoozeUntil: to(&evening)})
	if !one.Snooze.Until.Equal(at("2026-11-24T09:00:00+09:00")) {
		t.Errorf("until %v", one.Snooze.Until)
	}
	wake("2026-11-24T08:59:00+09:00")
	isAside(true, "before the opening")
	wake("2026-11-24T09:00:00+09:00")
	isAside(false, "at the opening")
	if h := w.history(one.ID); h[len(h)-1].Kind != kindWoken || h[len(h)-1].Data.Reason != "time" {
		t.Errorf("the last event is %+v", h[len(h)-1])
	}
	// A holiday that was entered later moves the return: nobody is there.
	noon := at("2026-11-24T16:00:00+09:00")
	aside(Change{SnoozeUntil: to(&noon)})
	wake("2026-11-24T20:00:00+09:00")
	isAside(true, "at night")
	wake("2026-11-25T09:01:00+09:00")
	isAside(false, "in the morning")

	later := at("2026-12-24T10:00:00+09:00")
	aside(Change{SnoozeUntil: to(&later)})
	w.writes(c, "agent", w.minho.ID, "기다려 주세요")
	w.drain()
	isAside(true, "after our own message")
	w.asks(c, "아직인가요?")
	isAside(false, "after the shopper's message")

	aside(Change{SnoozeUntilReply: true})
	wake("2027-03-02T10:00:00+09:00")
	isAside(true, "after months without an answer")
	w.asks(c, "여보세요")
	isAside(false, "after the answer")
	w.rebuilt()
}

func (w *world) history(id int64) []Event {
	w.t.Helper()
	events, err := History(context.Background(), w.db, id, 0)
	if err != nil {
		w.t.Fatal(err)
	}
	return events
}

func TestAShopThatNeverOpensWakesAtOnce(t *testing.T) {
	cal := hours.New(hours.Plan{Zone: time.UTC})
	now := at("2026-11-23T10:00:00+09:00")
	if got := inHours(cal, now); !got.Equal(now) {
		t.Errorf("%v", got)
	}
	if _, ok := choiceAt(cal, now, SnoozeBusiness); ok {
		t.Error("there is a next business day")
	}
}

func TestNobodyWaitsForSpam(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	c := w.visitor()
	one := w.asks(c, "대출 상담")
	w.must(w.queue.Apply(ctx, w.haeun, one.Number, 0, Change{Spam: to(true)}))
	again := w.asks(c, "마지막 기회")
	if again.Number != one.Number || again.WaitingSince != nil || !again.Spam {
		t.Errorf("ticket = %+v", again)
	}
	back := w.must(w.queue.Apply(ctx, w.haeun, one.Number, 0, Change{Spam: to(false)}))
	if back.WaitingSince == nil || back.Spam {
		t.Errorf("ticket = %+v", back)
	}
	w.rebuilt()
}
