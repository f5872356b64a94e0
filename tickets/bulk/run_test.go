package bulk

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"

	"dari/internal/fault"
	"dari/internal/postgres/pgtest"
	"dari/internal/staff"
	"dari/internal/thread"
	"dari/tickets"
	"dari/tickets/action"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// world is a shop with many tickets and a person who works on them.
type world struct {
	t    *testing.T
	db   *pgxpool.Pool
	bulk *Service
	me   staff.Actor
	said []string
}

func newWorld(t *testing.T, count int) *world {
	t.Helper()
	w := &world{t: t, db: pgtest.New(t)}
	log := slog.New(slog.DiscardHandler)
	queue := tickets.New(tickets.Options{DB: w.db, Log: log, Thread: thread.New(thread.Options{DB: w.db, Log: log})})
	w.bulk = New(Options{DB: w.db, Log: log, Desk: &action.Desk{Tickets: queue}, Publish: func(_ context.Context, topic string, payload []byte) {
		w.said = append(w.said, topic+" "+string(payload))
	}})
	id := w.one(`INSERT INTO dari.staff (uid, email, name, password_hash, role) VALUES (gen_random_uuid(), 'a@shop.example', '하은', 'x', 'agent') RETURNING id`)
	w.me = staff.ActorOf(id, "하은", "agent")
	// The rows of other rooms are written plainly: to write so many messages would take most of the time.
	w.exec(`INSERT INTO dari.visitors (uid, token_hash) SELECT gen_random_uuid(), sha256(('v' || n)::bytea) FROM generate_series(1, $1) n`, count)
	w.exec(`INSERT INTO dari.conversations (uid, kind, visitor_id) SELECT gen_random_uuid(), 'chat', id FROM dari.visitors ORDER BY id`)
	w.exec(`INSERT INTO dari.tickets (state, channel, subject, visitor_id, conversation_id, waiting_since) SELECT 'open', 'chat', '문의', visitor_id, id, dari.clock() FROM dari.conversations ORDER BY id`)
	w.exec(`INSERT INTO dari.ticket_events (ticket_id, seq, kind, actor_kind, data, at)
		SELECT t.id, 1, 'opened', 'shopper', jsonb_build_object('number', t.number, 'channel', 'chat', 'conversation_id', t.conversation_id, 'visitor_id', t.visitor_id), t.opened_at FROM dari.tickets t`)
	return w
}

func (w *world) exec(sql string, args ...any) {
	w.t.Helper()
	if _, err := w.db.Exec(context.Background(), sql, args...); err != nil {
		w.t.Fatalf("%s: %v", sql, err)
	}
}

func (w *world) one(sql string, args ...any) (n int64) {
	w.t.Helper()
	if err := w.db.QueryRow(context.Background(), sql, args...).Scan(&n); err != nil {
		w.t.Fatalf("%s: %v", sql, err)
	}
	return n
}

func (w *world) ids() []int64 {
	w.t.Helper()
	rows, _ := w.db.Query(context.Background(), `SELECT id FROM dari.tickets ORDER BY id`)
	ids, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		w.t.Fatal(err)
	}
	return ids
}

func (w *world) begin(clientID uuid.UUID, ids []int64, a action.Actions) uuid.UUID {
	w.t.Helper()
	uid, err := begin(context.Background(), w.db, w.me, clientID, ids, a, nil)
	if err != nil {
		w.t.Fatal(err)
	}
	return uid
}

func (w *world) drain() {
	w.t.Helper()
	if err := w.bulk.Drain(context.Background()); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) job(uid uuid.UUID) Job {
	w.t.Helper()
	j, err := jobOf(context.Background(), w.db, w.me.ID, uid)
	if err != nil {
		w.t.Fatal(err)
	}
	return j
}

// rows are all tickets as they are, without what only tells when they were changed.
func (w *world) rows() []string {
	w.t.Helper()
	rows, _ := w.db.Query(context.Background(), `SELECT (to_jsonb(t) - 'version' - 'updated_at')::text FROM dari.tickets t ORDER BY id`)
	list, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		w.t.Fatal(err)
	}
	return list
}

func ptr[T any](v T) *T { return &v }

func TestFiveHundredTicketsWithFourteenRefusalsAndAllTakenBack(t *testing.T) {
	w := newWorld(t, 500)
	// A closed ticket can have no other owner: fourteen of them refuse.
	w.exec(`UPDATE dari.tickets SET state = 'closed', closed_at = dari.clock(), waiting_since = NULL WHERE id IN (SELECT id FROM dari.tickets ORDER BY id DESC LIMIT 14)`)
	before := w.rows()
	uid := w.begin(uuid.New(), w.ids(), action.Actions{Owner: action.Me, AddTags: []string{"파손"}, Priority: ptr(2)})
	w.drain()
	j := w.job(uid)
	if j.State != Done || j.Total != 500 || j.Done != 486 || j.Failed != 14 || j.UndoUntil == nil {
		t.Fatalf("the job is %+v", j)
	}
	if n := w.one(`SELECT count(*) FROM dari.tickets WHERE owner_id = $1 AND priority = 2 AND tags = '{파손}'`, w.me.ID); n != 486 {
		t.Errorf("%d tickets were changed", n)
	}
	if err := w.bulk.dress(context.Background(), w.me, &j); err != nil {
		t.Fatal(err)
	}
	for _, f := range j.Failures {
		if f.Number == 0 || !strings.Contains(f.Text, "닫힌") {
			t.Errorf("a failure says %+v", f)
		}
	}
	if len(j.Failures) != 14 || len(j.What) != 3 {
		t.Errorf("%d failures, %q", len(j.Failures), j.What)
	}
	if err := w.bulk.Undo(context.Background(), w.me.ID, uid); err != nil {
		t.Fatal(err)
	}
	w.drain()
	if j := w.job(uid); j.State != Undone || j.Undone != 486 || j.Kept != 0 {
		t.Errorf("after the undo the job is %+v", j)
	}
	if after := w.rows(); !slices.Equal(before, after) {
		for i := range before {
			if before[i] != after[i] {
				t.Fatalf("a ticket was\n%s\nand is\n%s", before[i], after[i])
			}
		}
	}
	if len(w.said) < 40 || !strings.HasPrefix(w.said[0], `console {"t":"bulk"`) {
		t.Errorf("%d frames, the first %q", len(w.said), w.said[0])
	}
}

func TestAnUndoLeavesWhatSomebodyHasChangedSince(t *testing.T) {
	w := newWorld(t, 3)
	ids := w.ids()
	uid := w.begin(uuid.New(), ids, action.Actions{Priority: ptr(3)})
	w.drain()
	err := pgx.BeginFunc(context.Background(), w.db, func(tx pgx.Tx) error {
		number := w.one(`SELECT number FROM dari.tickets WHERE id = $1`, ids[1])
		_, _, err := w.bulk.desk.Do(context.Background(), tx, w.me, number, action.Actions{Priority: ptr(1)}, "")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.bulk.Undo(context.Background(), w.me.ID, uid); err != nil {
		t.Fatal(err)
	}
	w.drain()
	if j := w.job(uid); j.Undone != 2 || j.Kept != 1 {
		t.Errorf("the job is %+v", j)
	}
	if n := w.one(`SELECT priority FROM dari.tickets WHERE id = $1`, ids[1]); n != 1 {
		t.Errorf("the colleague's priority is %d", n)
	}
}

// errKilled ends a program in the middle of a batch.
var errKilled = errors.New("killed")

func TestAJobThatIsKilledGoesOnWhereItWas(t *testing.T) {
	w := newWorld(t, 120)
	uid := w.begin(uuid.New(), w.ids(), action.Actions{AddTags: []string{"공지"}})
	ctx := context.Background()
	for i := 0; i < 3; i++ {
		if _, err := w.bulk.step(ctx); err != nil {
			t.Fatal(err)
		}
		// The next batch is done and the program dies before the commit.
		err := pgx.BeginFunc(ctx, w.db, func(tx pgx.Tx) error {
			c, found, err := claim(ctx, tx)
			if err != nil || !found {
				return fmt.Errorf("found %v: %w", found, err)
			}
			if _, err := w.bulk.advance(ctx, tx, c); err != nil {
				return err
			}
			return errKilled
		})
		if !errors.Is(err, errKilled) {
			t.Fatal(err)
		}
	}
	w.drain()
	if j := w.job(uid); j.State != Done || j.Done != 120 || j.Failed != 0 {
		t.Errorf("the job is %+v", j)
	}
	if n := w.one(`SELECT count(*) FROM dari.ticket_events WHERE kind = 'tagged'`); n != 120 {
		t.Errorf("%d tickets were tagged, some of them twice", n)
	}
}

func TestTwoProgramsNeverDoTheSameBatch(t *testing.T) {
	w := newWorld(t, 200)
	uid := w.begin(uuid.New(), w.ids(), action.Actions{AddTags: []string{"공지"}})
	other := New(Options{DB: w.db, Log: w.bulk.log, Desk: w.bulk.desk})
	ends := make(chan error, 2)
	for _, s := range []*Service{w.bulk, other} {
		go func() { ends <- s.Drain(context.Background()) }()
	}
	if err := errors.Join(<-ends, <-ends); err != nil {
		t.Fatal(err)
	}
	w.drain()
	if j := w.job(uid); j.State != Done || j.Done != 200 {
		t.Errorf("the job is %+v", j)
	}
	if n := w.one(`SELECT count(*) FROM dari.ticket_events WHERE kind = 'tagged'`); n != 200 {
		t.Errorf("%d tickets were tagged", n)
	}
}

func TestTheSameRequestTwiceIsOneJob(t *testing.T) {
	w := newWorld(t, 5)
	client := uuid.New()
	first, second := w.begin(client, w.ids(), action.Actions{Priority: ptr(1)}), w.begin(client, w.ids(), action.Actions{Priority: ptr(1)})
	if first != second || w.one(`SELECT count(*) FROM dari.bulk_jobs`) != 1 {
		t.Error("there are two jobs")
	}
}

func TestACancelledJobKeepsWhatItHasDone(t *testing.T) {
	w := newWorld(t, 60)
	uid := w.begin(uuid.New(), w.ids(), action.Actions{Priority: ptr(1)})
	if _, err := w.bulk.step(context.Background()); err != nil {
		t.Fatal(err)
	}
	w.exec(sqlCancel, w.me.ID, uid)
	w.drain()
	j := w.job(uid)
	if j.State != Cancelled || j.Done != batch || j.UndoUntil == nil {
		t.Errorf("the job is %+v", j)
	}
	if err := w.bulk.Undo(context.Background(), w.me.ID, uid); err != nil {
		t.Fatal(err)
	}
	w.drain()
	if n := w.one(`SELECT count(*) FROM dari.tickets WHERE priority <> 0`); n != 0 {
		t.Errorf("%d tickets are still changed", n)
	}
}

func TestAJobEndsWithTheRightsOfItsPerson(t *testing.T) {
	for name, sql := range map[string]string{
		"who has left":              `UPDATE dari.staff SET active = false`,
		"who may change no tickets": `UPDATE dari.staff SET role = 'marketer'`,
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, 30)
			uid := w.begin(uuid.New(), w.ids(), action.Actions{AddTags: []string{"설"}})
			if more, err := w.bulk.step(t.Context()); err != nil || !more {
				t.Fatal(more, err)
			}
			w.exec(sql)
			w.drain()
			if j := w.job(uid); j.State != Cancelled || j.Done != batch {
				t.Errorf("the job is %+v", j)
			}
			if n := w.one(`SELECT count(*) FROM dari.tickets WHERE tags = '{설}'`); n != batch {
				t.Errorf("%d tickets were changed", n)
			}
		})
	}
}

func TestAnUndoIsRefusedAfterTenMinutes(t *testing.T) {
	w := newWorld(t, 1)
	uid := w.begin(uuid.New(), w.ids(), action.Actions{Priority: ptr(1)})
	w.drain()
	w.exec(`UPDATE dari.bulk_jobs SET ended_at = ended_at - interval '11 minutes'`)
	if err := w.bulk.Undo(context.Background(), w.me.ID, uid); !fault.Is(err, fault.Conflict) {
		t.Errorf("it is undone: %v", err)
	}
	if w.job(uid).UndoUntil != nil {
		t.Error("it says that it can be taken back")
	}
	if err := w.bulk.Undo(context.Background(), w.me.ID+1, uid); !fault.Is(err, fault.NotFound) {
		t.Errorf("a stranger's job: %v", err)
	}
}

func TestWhatIsSoAlreadyCountsAsDone(t *testing.T) {
	w := newWorld(t, 4)
	w.exec(`UPDATE dari.tickets SET priority = 2 WHERE id IN (SELECT id FROM dari.tickets ORDER BY id LIMIT 3)`)
	uid := w.begin(uuid.New(), append(w.ids(), 999999), action.Actions{Priority: ptr(2)})
	w.drain()
	if j := w.job(uid); j.Done != 4 || j.Skipped != 3 || j.Failed != 1 {
		t.Errorf("the job is %+v", j)
	}
}

func TestFiveThousandTickets(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes a while")
	}
	w := newWorld(t, MaxTickets)
	uid := w.begin(uuid.New(), w.ids(), action.Actions{AddTags: []string{"공지"}})
	w.drain()
	if j := w.job(uid); j.State != Done || j.Done != MaxTickets {
		t.Errorf("the job is %+v", j)
	}
}
