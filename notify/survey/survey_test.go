package survey_test

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"time"

	"dari/internal/event"
	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/postgres/pgtest"
	"dari/internal/thread"
	"dari/notify/survey"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// world is a shop with one shopper's chat, and a clock that is set.
type world struct {
	t       *testing.T
	db      *pgxpool.Pool
	surveys *survey.Service
	relay   *event.Relay
	owner   thread.Owner
	conv    thread.Conversation
	now     time.Time
	settled bool
	told    []event.Event
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, db: pgtest.New(t), settled: true}
	w.clock(time.Date(2026, time.November, 23, 5, 5, 0, 0, time.UTC))
	w.surveys = survey.New(survey.Options{
		DB: w.db, Log: slog.New(slog.DiscardHandler),
		Settled: func(context.Context, postgres.Querier, int64) (bool, error) { return w.settled, nil },
		Due:     func(_ context.Context, now time.Time) (time.Time, error) { return now.Add(4 * time.Hour), nil },
	})
	hear := event.Handler{Name: "test", Kinds: []string{"survey.answered"}, Handle: func(_ context.Context, _ pgx.Tx, list []event.Event) error {
		w.told = append(w.told, list...)
		return nil
	}}
	w.relay = event.NewRelay(event.RelayOptions{DB: w.db, Log: slog.New(slog.DiscardHandler), Handlers: append(w.surveys.Handlers(), hear)})
	w.owner, w.conv = w.shopper()
	return w
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) clock(at time.Time) {
	w.now = at
	pgtest.SetClock(w.t, w.db, at.Format(time.RFC3339))
}

func (w *world) later(d time.Duration) { w.clock(w.now.Add(d)) }

func (w *world) shopper() (o thread.Owner, conv thread.Conversation) {
	w.t.Helper()
	w.must(w.db.QueryRow(w.t.Context(), `INSERT INTO dari.visitors (uid, token_hash) VALUES ($1, sha256($2)) RETURNING id`, uuid.New(), []byte(uuid.NewString())).Scan(&o.VisitorID))
	conv, err := thread.EnsureChat(w.t.Context(), w.db, o, "ko")
	w.must(err)
	return o, conv
}

// solves settles a ticket of the conversation, and lets the card come.
func (w *world) solves(channel string, asked bool) {
	w.t.Helper()
	var ticket int64
	w.must(w.db.QueryRow(w.t.Context(), `INSERT INTO dari.tickets (state, channel, subject, conversation_id) VALUES ('solved', 'chat', 'a', $1) RETURNING id`, w.conv.ID).Scan(&ticket))
	w.publish("ticket.solved", ticket, map[string]any{"ticket_id": ticket, "conversation_id": w.conv.ID, "channel": channel, "survey": asked})
	w.later(8 * time.Second)
	w.must(w.surveys.AskDue(w.t.Context()))
}

func (w *world) publish(kind string, id int64, payload any) {
	w.t.Helper()
	w.must(postgres.InTx(w.t.Context(), w.db, func(tx pgx.Tx) error {
		return event.Publish(w.t.Context(), tx, event.New{Kind: kind, SubjectKind: "ticket", SubjectID: id, Key: uuid.NewString(), Payload: payload})
	}))
	w.must(w.relay.Drain(w.t.Context()))
}

// cards are the surveys that stand in the conversation.
func (w *world) cards() (ids []uuid.UUID) {
	w.t.Helper()
	rows, _ := w.db.Query(w.t.Context(), `SELECT (data->>'survey')::uuid FROM dari.messages WHERE conversation_id = $1 AND data->>'card' = 'csat' ORDER BY seq`, w.conv.ID)
	ids, err := pgx.CollectRows(rows, pgx.RowTo[uuid.UUID])
	w.must(err)
	return ids
}

func score(n int) survey.Answer { return survey.Answer{Score: &n} }

func TestASolvedChatIsAskedAboutOnceInFourteenDays(t *testing.T) {
	w := newWorld(t)
	w.solves("email", true)
	w.solves("chat", false)
	if n := len(w.cards()); n != 0 {
		t.Fatalf("%d cards for a mail and for one that is not to be asked about", n)
	}
	w.solves("chat", true)
	w.later(13 * 24 * time.Hour)
	w.solves("chat", true)
	if n := len(w.cards()); n != 1 {
		t.Errorf("%d cards within 14 days", n)
	}
	w.later(24 * time.Hour)
	w.solves("chat", true)
	if n := len(w.cards()); n != 2 {
		t.Errorf("%d cards after 14 days", n)
	}
}

func TestWhoUndoesTheSettlingAsksNothing(t *testing.T) {
	w := newWorld(t)
	w.settled = false
	w.solves("chat", true)
	w.settled = true
	w.later(time.Hour)
	w.must(w.surveys.AskDue(t.Context()))
	if n := len(w.cards()); n != 0 {
		t.Errorf("%d cards", n)
	}
}

func TestAnAnswerIsKeptTapByTapAndToldOnce(t *testing.T) {
	w := newWorld(t)
	w.solves("chat", true)
	id := w.cards()[0]
	answer := func(o thread.Owner, a survey.Answer) (survey.Stored, error) {
		s, err := w.surveys.Answer(t.Context(), o, id, a)
		w.must(w.relay.Drain(t.Context()))
		return s, err
	}
	text := "늦었어요"
	if _, err := answer(w.owner, survey.Answer{Text: &text}); !fault.Is(err, fault.Invalid) {
		t.Errorf("words without a score: %v", err)
	}
	for _, n := range []int{2, 2, 2} { // the same tap again
		if s, err := answer(w.owner, score(n)); err != nil || s.Score != 2 || !s.Low() {
			t.Fatalf("%+v, %v", s, err)
		}
	}
	if s, err := answer(w.owner, survey.Answer{Reasons: []string{"slow"}, Text: &text}); err != nil || s.Score != 2 || s.Text != text || len(s.Reasons) != 1 {
		t.Errorf("%+v, %v", s, err)
	}
	if s, err := answer(w.owner, score(4)); err != nil || s.Low() || s.Text != text {
		t.Errorf("%+v, %v", s, err)
	}
	if len(w.told) != 3 {
		t.Errorf("it was told %d times, want once for each change", len(w.told))
	}
	if n := pgtest.Count(t, w.db, `SELECT count(*) FROM dari.messages WHERE data->>'card' = 'csat' AND data->>'state' = 'answered' AND data->>'score' = '4'`); n != 1 {
		t.Error("the card does not say what was answered")
	}
	stranger, _ := w.shopper()
	if _, err := answer(stranger, score(1)); !fault.Is(err, fault.NotFound) {
		t.Errorf("another person's survey: %v", err)
	}
	w.later(survey.Changeable)
	var refused *fault.Fault
	if _, err := answer(w.owner, score(5)); !errors.As(err, &refused) || refused.Code != "survey.over" {
		t.Errorf("after a week: %v", err)
	}
}
