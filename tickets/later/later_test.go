package later

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"testing"
	"time"

	"dari/internal/event"
	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/postgres/pgtest"
	"dari/internal/staff"
	"dari/internal/thread"
	"dari/tickets"
	"dari/tickets/action"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// world is a shop with one chat, whose clock stands still.
type world struct {
	t      *testing.T
	db     *pgxpool.Pool
	later  *Service
	relay  *event.Relay
	me     staff.Actor
	queue  *tickets.Service
	asked  []*tickets.Letter // whom mails were to go to
	chat   thread.Conversation
	number int64
}

const start = "2026-11-23T10:00:00+09:00"

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, db: pgtest.New(t)}
	pgtest.SetClock(t, w.db, start)
	log := slog.New(slog.DiscardHandler)
	queue := tickets.New(tickets.Options{
		DB: w.db, Log: log, Thread: thread.New(thread.Options{DB: w.db, Log: log}),
		Outgoing: func(_ context.Context, _ postgres.Querier, o tickets.Outgoing) (json.RawMessage, error) {
			w.asked = append(w.asked, o.Letter)
			if o.Letter != nil && len(o.Letter.To) == 0 {
				return nil, fault.Field("letters.no_recipient", "body.mail.to")
			}
			return json.RawMessage(`{"out":{}}`), nil
		},
	})
	w.queue = queue
	w.later = New(Options{DB: w.db, Log: log, Desk: &action.Desk{Tickets: queue}})
	w.relay = event.NewRelay(event.RelayOptions{DB: w.db, Log: log, Handlers: append(queue.Handlers(), w.later.Handlers()...)})
	id := w.one(`INSERT INTO dari.staff (uid, email, name, password_hash, role) VALUES (gen_random_uuid(), 'a@shop.example', '하은', 'x', 'agent') RETURNING id`)
	w.me = staff.ActorOf(id, "하은", "agent")
	visitor := w.one(`INSERT INTO dari.visitors (uid, token_hash) VALUES (gen_random_uuid(), sha256('v')) RETURNING id`)
	chat, err := thread.EnsureChat(context.Background(), w.db, thread.Owner{VisitorID: visitor}, "ko")
	if err != nil {
		t.Fatal(err)
	}
	w.chat = chat
	w.writes(thread.Shopper, 1, "언제 오나요?")
	w.drain()
	w.number = w.one(`SELECT number FROM dari.tickets`)
	return w
}

func (w *world) one(sql string, args ...any) (n int64) {
	w.t.Helper()
	if err := w.db.QueryRow(context.Background(), sql, args...).Scan(&n); err != nil {
		w.t.Fatalf("%s: %v", sql, err)
	}
	return n
}

func (w *world) exec(sql string, args ...any) {
	w.t.Helper()
	if _, err := w.db.Exec(context.Background(), sql, args...); err != nil {
		w.t.Fatalf("%s: %v", sql, err)
	}
}

func (w *world) writes(kind string, sender int64, text string) {
	w.t.Helper()
	err := pgx.BeginFunc(context.Background(), w.db, func(tx pgx.Tx) error {
		_, err := thread.AppendTx(context.Background(), tx, thread.Append{ConversationID: w.chat.ID, SenderKind: kind, SenderID: sender, ClientID: uuid.New(), Body: text})
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) drain() {
	w.t.Helper()
	if err := w.relay.Drain(context.Background()); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) plan(text, at string) uuid.UUID {
	w.t.Helper()
	when, err := time.Parse(time.RFC3339, at)
	if err != nil {
		w.t.Fatal(err)
	}
	uid, err := w.later.Plan(context.Background(), w.me, w.number, Plan{ClientID: uuid.New(), Text: text, SendAt: when})
	if err != nil {
		w.t.Fatal(err)
	}
	return uid
}

func (w *world) want(uid uuid.UUID, state, reason string, sent int64) {
	w.t.Helper()
	a, err := answerByUID(context.Background(), w.db, uid)
	if err != nil {
		w.t.Fatal(err)
	}
	if a.State != state || a.Reason != reason {
		w.t.Errorf("the answer is %s because of %q, want %s because of %q", a.State, a.Reason, state, reason)
	}
	if n := w.one(`SELECT count(*) FROM dari.messages WHERE body = $1`, a.Text); n != sent {
		w.t.Errorf("%d messages were written, want %d", n, sent)
	}
}

func (w *world) send() {
	w.t.Helper()
	if err := w.later.Drain(context.Background()); err != nil {
		w.t.Fatal(err)
	}
}

func TestAnAnswerLeavesAtItsTimeAndOnce(t *testing.T) {
	w := newWorld(t)
	uid := w.plan("내일 나가요.", "2026-11-24T10:00:00+09:00")
	w.send()
	w.want(uid, Planned, "", 0)
	pgtest.SetClock(t, w.db, "2026-11-24T10:00:01+09:00")
	other := New(Options{DB: w.db, Log: w.later.log, Desk: w.later.desk})
	ends := make(chan error, 2)
	for _, s := range []*Service{w.later, other} {
		go func() { ends <- s.Drain(context.Background()) }()
	}
	if err := errors.Join(<-ends, <-ends); err != nil {
		t.Fatal(err)
	}
	w.send()
	w.want(uid, Sent, "", 1)
	if n := w.one(`SELECT count(*) FROM dari.tickets WHERE state = 'waiting' AND owner_id = $1`, w.me.ID); n != 1 {
		t.Error("the ticket does not wait for the shopper")
	}
}

func TestAProgramThatDiesBeforeTheCommitSendsNothing(t *testing.T) {
	w := newWorld(t)
	uid := w.plan("내일 나가요.", "2026-11-24T10:00:00+09:00")
	pgtest.SetClock(t, w.db, "2026-11-24T10:00:01+09:00")
	killed := errors.New("killed")
	err := pgx.BeginFunc(context.Background(), w.db, func(tx pgx.Tx) error {
		d, found, err := nextDue(context.Background(), tx)
		if err != nil || !found {
			return errors.Join(err, errors.New("nothing is due"))
		}
		if _, _, err := w.later.send(context.Background(), tx, d); err != nil {
			return err
		}
		return killed
	})
	if !errors.Is(err, killed) {
		t.Fatal(err)
	}
	w.want(uid, Planned, "", 0)
	w.send()
	w.want(uid, Sent, "", 1)
}

func TestTheShoppersMessageCancelsIt(t *testing.T) {
	t.Run("as soon as it is heard", func(t *testing.T) {
		w := newWorld(t)
		uid := w.plan("내일 나가요.", "2026-11-24T10:00:00+09:00")
		w.writes(thread.Shopper, 1, "취소할게요.")
		w.drain()
		w.want(uid, Cancelled, shopperWrote, 0)
	})
	t.Run("even when nobody has heard of it yet", func(t *testing.T) {
		w := newWorld(t)
		uid := w.plan("내일 나가요.", "2026-11-24T10:00:00+09:00")
		w.writes(thread.Shopper, 1, "취소할게요.")
		pgtest.SetClock(t, w.db, "2026-11-24T10:00:01+09:00")
		w.send()
		w.want(uid, Cancelled, shopperWrote, 0)
	})
}

func TestWhatElseKeepsAnAnswerFromLeaving(t *testing.T) {
	tests := map[string]struct {
		before        func(*world)
		state, reason string
	}{
		"a colleague has answered":  {func(w *world) { w.writes(thread.Agent, w.me.ID+1, "벌써 나갔어요.") }, Cancelled, answered},
		"its writer has left":       {func(w *world) { w.exec(`UPDATE dari.staff SET active = false`) }, Failed, writerGone},
		"the ticket is closed":      {func(w *world) { w.exec(`UPDATE dari.tickets SET state = 'closed'`) }, Failed, closed},
		"its writer has cancelled":  {func(w *world) { w.exec(`UPDATE dari.scheduled_answers SET state = 'cancelled', reason = 'by_hand'`) }, Cancelled, byHand},
		"the writer may not answer": {func(w *world) { w.exec(`UPDATE dari.staff SET role = 'marketer'`) }, Failed, writerGone},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			uid := w.plan("내일 나가요.", "2026-11-24T10:00:00+09:00")
			test.before(w)
			pgtest.SetClock(t, w.db, "2026-11-24T10:00:01+09:00")
			w.send()
			w.want(uid, test.state, test.reason, 0)
		})
	}
}

func TestAPlanIsOneAndLiesAhead(t *testing.T) {
	w := newWorld(t)
	client, at := uuid.New(), time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)
	first, err := w.later.Plan(context.Background(), w.me, w.number, Plan{ClientID: client, Text: "내일", SendAt: at})
	if err != nil {
		t.Fatal(err)
	}
	second, err := w.later.Plan(context.Background(), w.me, w.number, Plan{ClientID: client, Text: "내일", SendAt: at})
	if err != nil || first != second {
		t.Errorf("the same plan is %s and %s, %v", first, second, err)
	}
	if _, err := w.later.Plan(context.Background(), w.me, w.number, Plan{ClientID: uuid.New(), Text: "어제", SendAt: at.AddDate(0, 0, -2)}); !fault.Is(err, fault.Invalid) {
		t.Errorf("a past time is taken: %v", err)
	}
}

func TestALaterMailGoesToWhomItsWriterSaid(t *testing.T) {
	w := newWorld(t)
	w.exec(`UPDATE dari.tickets SET channel = 'mail'`)
	w.exec(`UPDATE dari.conversations SET kind = 'mail', visitor_id = NULL`)
	at := time.Date(2026, 11, 24, 1, 0, 0, 0, time.UTC)
	letter := &tickets.Letter{To: []tickets.Recipient{{Address: "kim@ondam.example"}}, Cc: []tickets.Recipient{}, Subject: "다시"}
	uid, err := w.later.Plan(t.Context(), w.me, w.number, Plan{ClientID: uuid.New(), Text: "내일 나가요.", SendAt: at, Mail: letter})
	if err != nil {
		t.Fatal(err)
	}
	if kept, err := answerByUID(t.Context(), w.db, uid); err != nil || kept.Mail.To[0] != letter.To[0] || kept.Mail.Cc == nil {
		t.Errorf("kept for %+v, %v", kept.Mail, err)
	}
	pgtest.SetClock(t, w.db, "2026-11-24T10:00:01+09:00")
	w.send()
	w.want(uid, Sent, "", 1)
	if last := w.asked[len(w.asked)-1]; last.To[0] != letter.To[0] || last.Subject != "다시" {
		t.Errorf("it left for %+v", last)
	}
	if _, err := w.later.Plan(t.Context(), w.me, w.number, Plan{ClientID: uuid.New(), Text: "누구에게?", SendAt: at.AddDate(0, 0, 1), Mail: &tickets.Letter{}}); !fault.Is(err, fault.Invalid) {
		t.Errorf("a mail to nobody is planned: %v", err)
	}
}

func TestALaterAnswerGoesOnInTheMembersChat(t *testing.T) {
	w := newWorld(t)
	uid := w.plan("내일 나가요.", "2026-11-24T10:00:00+09:00")
	member := w.one(`INSERT INTO dari.customers (uid, name) VALUES (gen_random_uuid(), '지우') RETURNING id`)
	into, err := thread.EnsureChat(t.Context(), w.db, thread.Owner{CustomerID: member}, "ko")
	if err != nil {
		t.Fatal(err)
	}
	from := w.chat
	w.chat = into
	w.writes(thread.Shopper, 1, "먼저 쓴 글")
	w.drain()
	if err := postgres.InTx(t.Context(), w.db, func(tx pgx.Tx) error { return w.queue.Carry(t.Context(), tx, from.ID, into.ID) }); err != nil {
		t.Fatal(err)
	}
	w.drain()
	pgtest.SetClock(t, w.db, "2026-11-24T10:00:01+09:00")
	w.send()
	w.want(uid, Sent, "", 1)
	if n := w.one(`SELECT count(*) FROM dari.messages WHERE body = '내일 나가요.' AND conversation_id = $1`, into.ID); n != 1 {
		t.Error("it did not go to the member's chat")
	}
}

// another is a ticket of somebody else, who has written last.
func (w *world) another() (chat thread.Conversation, number int64) {
	w.t.Helper()
	visitor := w.one(`INSERT INTO dari.visitors (uid, token_hash) VALUES (gen_random_uuid(), sha256('w')) RETURNING id`)
	chat, err := thread.EnsureChat(w.t.Context(), w.db, thread.Owner{VisitorID: visitor}, "ko")
	if err != nil {
		w.t.Fatal(err)
	}
	mine := w.chat
	w.chat = chat
	w.writes(thread.Shopper, visitor, "저도 궁금해요.")
	w.drain()
	w.chat = mine
	return chat, w.one(`SELECT max(number) FROM dari.tickets`)
}

func TestALaterAnswerReachesWhomItWasWrittenTo(t *testing.T) { // R49: whatever was merged meanwhile
	for name, merge := range map[string]func(w *world, other int64) (from, into int64){
		"when its ticket goes on in another one": func(w *world, other int64) (int64, int64) { return w.number, other },
		"when another one goes on in its ticket": func(w *world, other int64) (int64, int64) { return other, w.number },
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			pgtest.SetClock(t, w.db, "2026-11-23T11:00:00+09:00")
			_, other := w.another()
			uid := w.plan("내일 나가요.", "2026-11-24T10:00:00+09:00")
			from, into := merge(w, other)
			if _, err := w.queue.Merge(t.Context(), w.me, from, into, 0); err != nil {
				t.Fatal(err)
			}
			w.drain()
			for _, number := range []int64{w.number, into} {
				if list, err := answersOf(t.Context(), w.db, number); err != nil || len(list) != 1 {
					t.Errorf("ticket %d shows %+v, %v", number, list, err)
				}
			}
			pgtest.SetClock(t, w.db, "2026-11-24T10:00:01+09:00")
			w.send()
			w.want(uid, Sent, "", 1)
			if n := w.one(`SELECT count(*) FROM dari.messages WHERE body = '내일 나가요.' AND conversation_id = $1`, w.chat.ID); n != 1 {
				t.Error("somebody else got it")
			}
		})
	}
}

func TestAnAnswerOfFilesAloneCanBeMoved(t *testing.T) {
	w := newWorld(t)
	uid := w.plan("", "2026-11-24T10:00:00+09:00")
	w.exec(`UPDATE dari.scheduled_answers SET files = ARRAY[gen_random_uuid()]`)
	ctx := staff.WithActor(t.Context(), w.me)
	in := &editInput{Number: w.number, UID: uid}
	in.Body.SendAt, in.Body.Version = time.Date(2026, 11, 25, 1, 0, 0, 0, time.UTC), 1
	if moved, err := w.later.handleEdit(ctx, in); err != nil || !moved.Body.SendAt.Equal(in.Body.SendAt) {
		t.Errorf("moved: %+v, %v", moved, err)
	}
}
