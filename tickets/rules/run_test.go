package rules

import (
	"context"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"dari/internal/event"
	"dari/internal/postgres/pgtest"
	"dari/internal/staff"
	"dari/internal/thread"
	"dari/tickets"
	"dari/tickets/action"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// world is a shop with rules, whose clock stands still and whose relay is run by hand.
type world struct {
	t     *testing.T
	db    *pgxpool.Pool
	rules *Service
	queue *tickets.Service
	relay *event.Relay
	me    staff.Actor
	told  []string
}

const start = "2026-11-23T10:00:00+09:00"

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, db: pgtest.New(t)}
	pgtest.SetClock(t, w.db, start)
	log := slog.New(slog.DiscardHandler)
	w.queue = tickets.New(tickets.Options{DB: w.db, Log: log, Thread: thread.New(thread.Options{DB: w.db, Log: log})})
	w.rules = New(Options{DB: w.db, Log: log, Desk: &action.Desk{Tickets: w.queue}, Alert: func(_ context.Context, _ pgx.Tx, ticket int64, people []int64, _, text string) error {
		w.told = append(w.told, fmt.Sprint(ticket, people, text))
		return nil
	}})
	w.relay = event.NewRelay(event.RelayOptions{DB: w.db, Log: log, Handlers: append(w.queue.Handlers(), w.rules.Handlers()...)})
	id := w.one(`INSERT INTO dari.staff (uid, email, name, password_hash, role) VALUES (gen_random_uuid(), 'a@shop.example', '하은', 'x', 'admin') RETURNING id`)
	w.me = staff.ActorOf(id, "하은", "admin")
	return w
}

func (w *world) one(sql string, args ...any) (n int64) {
	w.t.Helper()
	if err := w.db.QueryRow(context.Background(), sql, args...).Scan(&n); err != nil {
		w.t.Fatalf("%s: %v", sql, err)
	}
	return n
}

func (w *world) rule(d Draft) int64 {
	w.t.Helper()
	d.Active = true
	if d.Name == "" {
		d.Name = "규칙"
	}
	if err := d.check(); err != nil {
		w.t.Fatal(err)
	}
	id, err := insertRule(context.Background(), w.db, d, "", &w.me.ID)
	if err != nil {
		w.t.Fatal(err)
	}
	return id
}

// asks lets a new visitor write, and answers the chat and the ticket's number.
func (w *world) asks(text string) (chat thread.Conversation, number int64) {
	w.t.Helper()
	visitor := w.one(`INSERT INTO dari.visitors (uid, token_hash) VALUES (gen_random_uuid(), sha256($1)) RETURNING id`, []byte(uuid.NewString()))
	chat, err := thread.EnsureChat(context.Background(), w.db, thread.Owner{VisitorID: visitor}, "ko")
	if err != nil {
		w.t.Fatal(err)
	}
	w.writes(chat, thread.Shopper, text)
	return chat, w.one(`SELECT max(number) FROM dari.tickets`)
}

func (w *world) writes(chat thread.Conversation, kind, text string) {
	w.t.Helper()
	err := pgx.BeginFunc(context.Background(), w.db, func(tx pgx.Tx) error {
		_, err := thread.AppendTx(context.Background(), tx, thread.Append{ConversationID: chat.ID, SenderKind: kind, SenderID: w.me.ID, ClientID: uuid.New(), Body: text})
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	w.drain()
}

// drain hands events on and carries rules out until nothing moves any more.
func (w *world) drain() {
	w.t.Helper()
	for range 50 {
		if err := w.relay.Drain(context.Background()); err != nil {
			w.t.Fatal(err)
		}
		if w.one(`SELECT count(*) FROM dari.ticket_rule_queue`) == 0 {
			return
		}
		if err := w.rules.Drain(context.Background()); err != nil {
			w.t.Fatal(err)
		}
	}
	w.t.Fatal("the rules never come to rest")
}

func (w *world) do(number int64, a action.Actions) {
	w.t.Helper()
	err := pgx.BeginFunc(context.Background(), w.db, func(tx pgx.Tx) error {
		_, _, err := w.rules.desk.Do(context.Background(), tx, w.me, number, a, "")
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	w.drain()
}

// runs counts what rules did, as "done".
func (w *world) runs(rule int64, outcome string) int64 {
	w.t.Helper()
	return w.one(`SELECT count(*) FROM dari.ticket_rule_runs WHERE rule_id = $1 AND outcome = $2`, rule, outcome)
}

func TestARuleDoesItsPartWhenItsEventComes(t *testing.T) {
	w := newWorld(t)
	rule := w.rule(Draft{
		Name: "파손 접수", Event: Event{Kind: OnMessage}, All: []Cond{{"text", "has", []string{"깨졌", "파손"}}},
		Actions: action.Actions{AddTags: []string{"파손"}, Priority: ptr(2)}, Note: "사진을 부탁해 주세요.", Alert: &Alert{"leads", "파손이 왔어요"},
	})
	chat, number := w.asks("화분이 파 손 됐어요")
	if n := w.one(`SELECT count(*) FROM dari.tickets WHERE number = $1 AND tags = '{파손}' AND priority = 2`, number); n != 1 {
		t.Error("the ticket has not changed")
	}
	if n := w.one(`SELECT count(*) FROM dari.notes WHERE conversation_id = $1 AND staff_name = '파손 접수'`, chat.ID); n != 1 {
		t.Errorf("%d notes", n)
	}
	if len(w.told) != 1 || w.runs(rule, outcomeDone) != 1 {
		t.Errorf("%d were told, it is written down %d times", len(w.told), w.runs(rule, outcomeDone))
	}
	if n := w.one(`SELECT count(*) FROM dari.ticket_events WHERE kind = 'tagged' AND actor_kind = 'system' AND data->>'cause' = $1`, causeOf(rule)); n != 1 {
		t.Error("the history does not say that the rule did it")
	}
	w.asks("언제 오나요?")
	if w.runs(rule, outcomeDone) != 1 {
		t.Error("it fired without a reason")
	}
}

func TestARuleCannotFireItself(t *testing.T) {
	w := newWorld(t)
	rule := w.rule(Draft{Event: Event{Kind: OnTagged}, Actions: action.Actions{AddTags: []string{"급함"}}})
	_, number := w.asks("안녕하세요")
	w.do(number, action.Actions{AddTags: []string{"반품"}})
	if n := w.runs(rule, outcomeDone); n != 1 {
		t.Errorf("it fired %d times", n)
	}
}

func TestTwoRulesThatCallEachOtherComeToRest(t *testing.T) {
	w := newWorld(t)
	a := w.rule(Draft{Event: Event{Kind: OnTagged, Tag: "가"}, Actions: action.Actions{AddTags: []string{"나"}, RemoveTags: []string{"가"}}})
	b := w.rule(Draft{Event: Event{Kind: OnTagged, Tag: "나"}, Actions: action.Actions{AddTags: []string{"가"}, RemoveTags: []string{"나"}}})
	_, number := w.asks("안녕하세요")
	w.do(number, action.Actions{AddTags: []string{"가"}})
	if w.runs(a, outcomeDone) != 1 || w.runs(b, outcomeDone) != 1 {
		t.Errorf("they fired %d and %d times", w.runs(a, outcomeDone), w.runs(b, outcomeDone))
	}
}

func TestALaterRuleSeesWhatAnEarlierOneHasDone(t *testing.T) {
	w := newWorld(t)
	w.rule(Draft{Position: 10, Event: Event{Kind: OnOpened}, Actions: action.Actions{Priority: ptr(3)}})
	w.rule(Draft{Position: 20, Event: Event{Kind: OnOpened}, All: []Cond{{"priority", "is", []string{"3"}}}, Actions: action.Actions{AddTags: []string{"긴급"}}})
	_, number := w.asks("안녕하세요")
	if n := w.one(`SELECT count(*) FROM dari.tickets WHERE number = $1 AND tags = '{긴급}'`, number); n != 1 {
		t.Error("the second rule did not see the first one's work")
	}
}

func TestTheDailyLimitOfATicketHoldsRulesBackAndIsSeen(t *testing.T) {
	w := newWorld(t)
	up := w.rule(Draft{Event: Event{Kind: OnMessage}, All: []Cond{{"priority", "is", []string{"0"}}}, Actions: action.Actions{Priority: ptr(1)}})
	down := w.rule(Draft{Event: Event{Kind: OnAnswered}, All: []Cond{{"priority", "is", []string{"1"}}}, Actions: action.Actions{Priority: ptr(0)}})
	chat, _ := w.asks("하나")
	for range PerDay {
		w.writes(chat, thread.Agent, "네")
		w.writes(chat, thread.Shopper, "또 있어요")
	}
	if n := w.runs(up, outcomeDone) + w.runs(down, outcomeDone); n != PerDay {
		t.Errorf("rules acted %d times", n)
	}
	if n := w.runs(up, outcomeCapped) + w.runs(down, outcomeCapped); n == 0 {
		t.Error("nobody sees that the limit held them back")
	}
	pgtest.SetClock(t, w.db, "2026-11-24T10:00:01+09:00")
	before := w.runs(up, outcomeDone) + w.runs(down, outcomeDone)
	w.writes(chat, thread.Agent, "네")
	w.writes(chat, thread.Shopper, "내일이에요")
	if after := w.runs(up, outcomeDone) + w.runs(down, outcomeDone); after == before {
		t.Error("the next day nothing is done either")
	}
}

func TestWhatARuleMustNotDoIsWrittenDownAndTheRestGoesOn(t *testing.T) {
	w := newWorld(t)
	bad := w.rule(Draft{Position: 1, Event: Event{Kind: OnOpened}, Actions: action.Actions{AddTags: []string{"반쯤"}, Owner: "999999"}})
	good := w.rule(Draft{Position: 2, Event: Event{Kind: OnOpened}, Actions: action.Actions{AddTags: []string{"새것"}}})
	_, number := w.asks("안녕하세요")
	if w.runs(bad, outcomeFailed) != 1 || w.runs(good, outcomeDone) != 1 {
		t.Errorf("failed %d, done %d", w.runs(bad, outcomeFailed), w.runs(good, outcomeDone))
	}
	if n := w.one(`SELECT count(*) FROM dari.tickets WHERE number = $1 AND tags = '{새것}'`, number); n != 1 {
		t.Error("half of the rule was done")
	}
}

func TestPassingTimeFiresOnceForEachWait(t *testing.T) {
	w := newWorld(t)
	_, old := w.asks("어제 물었어요")
	rule := w.rule(Draft{Event: Event{Kind: OnTime, Since: SinceWaiting, Minutes: 30}, All: []Cond{{"state", "is", []string{"new", "open"}}}, Actions: action.Actions{Priority: ptr(3)}})
	tick := func(at string) {
		pgtest.SetClock(t, w.db, at)
		if err := w.rules.Tick(context.Background()); err != nil {
			t.Fatal(err)
		}
		w.drain()
	}
	tick("2026-11-23T10:29:00+09:00")
	if w.runs(rule, outcomeDone) != 0 {
		t.Error("it fired too early")
	}
	tick("2026-11-23T10:31:00+09:00")
	tick("2026-11-23T10:40:00+09:00")
	if w.runs(rule, outcomeDone) != 1 {
		t.Errorf("it fired %d times for one wait", w.runs(rule, outcomeDone))
	}
	if n := w.one(`SELECT priority FROM dari.tickets WHERE number = $1`, old); n != 3 {
		t.Errorf("the priority is %d", n)
	}
}

func TestARuleThatIsSwitchedOnDoesNotSweepThroughThePast(t *testing.T) {
	w := newWorld(t)
	w.asks("어제 물었어요")
	pgtest.SetClock(t, w.db, "2026-11-25T10:00:00+09:00")
	rule := w.rule(Draft{Event: Event{Kind: OnTime, Since: SinceWaiting, Minutes: 30}, Actions: action.Actions{Priority: ptr(3)}})
	pgtest.SetClock(t, w.db, "2026-11-25T10:05:00+09:00")
	if err := w.rules.Tick(context.Background()); err != nil {
		t.Fatal(err)
	}
	if w.runs(rule, outcomeDone) != 0 {
		t.Error("it fired for a wait of two days ago")
	}
}

func TestADryRunTellsWhatRealRulesWouldHaveDoneAndWritesNothing(t *testing.T) {
	w := newWorld(t)
	d := Draft{Name: "파손", Event: Event{Kind: OnMessage}, All: []Cond{{"text", "has", []string{"파손"}}, {"tag", "lacks", []string{"파손"}}}, Actions: action.Actions{AddTags: []string{"파손"}}}
	// The rule really works on the first half, and the dry run is asked about the same days.
	rule := w.rule(d)
	for i := range 6 {
		text := "언제 오나요?"
		if i%2 == 0 {
			text = "파손됐어요"
		}
		chat, _ := w.asks(text)
		w.writes(chat, thread.Shopper, "파손이라니까요")
	}
	fired := w.runs(rule, outcomeDone)
	pgtest.SetClock(t, w.db, "2026-11-24T10:00:00+09:00")
	before := w.one(`SELECT count(*) FROM dari.ticket_events`)
	uid, err := w.rules.begin(context.Background(), d, 0, &w.me.ID)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.rules.tryAll(context.Background()); err != nil {
		t.Fatal(err)
	}
	trial, _, err := trialByUID(context.Background(), w.db, uid)
	if err != nil {
		t.Fatal(err)
	}
	if trial.State != "done" || trial.Done != 6 || int64(trial.Matched) != fired || trial.Tickets != 6 || len(trial.Items) != 6 {
		t.Errorf("the rule fired %d times; the dry run says %+v", fired, trial)
	}
	if after := w.one(`SELECT count(*) FROM dari.ticket_events`); after != before || w.runs(rule, outcomeDone) != fired {
		t.Error("the dry run has written something")
	}
}

func TestADryRunOfPassingTime(t *testing.T) {
	w := newWorld(t)
	chat, _ := w.asks("하나")
	pgtest.SetClock(t, w.db, "2026-11-23T10:10:00+09:00")
	w.writes(chat, thread.Agent, "답")
	pgtest.SetClock(t, w.db, "2026-11-23T11:00:00+09:00")
	w.writes(chat, thread.Shopper, "둘") // and nobody answers
	pgtest.SetClock(t, w.db, "2026-11-24T10:00:00+09:00")
	zone := time.FixedZone("KST", 9*60*60)
	page, err := pastTickets(context.Background(), w.db, 0, time.Date(2026, 11, 1, 0, 0, 0, 0, zone), false)
	if err != nil || len(page) != 1 {
		t.Fatal(err, len(page))
	}
	r := Rule{Draft: Draft{Event: Event{Kind: OnTime, Since: SinceWaiting, Minutes: 30}, Actions: action.Actions{Priority: ptr(3)}}}
	hits := simulate(r, page[0], time.Date(2026, 11, 1, 0, 0, 0, 0, zone), time.Date(2026, 11, 24, 10, 0, 0, 0, zone), zone, nil)
	if len(hits) != 1 || !hits[0].At.Equal(time.Date(2026, 11, 23, 11, 30, 0, 0, zone)) {
		t.Errorf("it would have fired %+v", hits)
	}
}
