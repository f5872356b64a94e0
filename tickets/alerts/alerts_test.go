package alerts

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"dari/internal/event"
	"dari/internal/fault"
	"dari/internal/i18n"
	"dari/internal/postgres"
	"dari/internal/postgres/pgtest"
	"dari/internal/shop/hours"
	"dari/internal/staff"
	"dari/internal/thread"
	"dari/tickets"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

func TestWhatReachesAPerson(t *testing.T) {
	cal := hours.New(hours.Weekdays())
	noon, night := "2026-11-25T11:00:00+09:00", "2026-11-25T19:00:00+09:00"
	everything := &Matrix{everyWay(), everyWay(), everyWay(), everyWay(), everyWay(), everyWay()}
	minute := func(n int) *int { return &n }
	tests := map[string]struct {
		person person
		row    Row
		at     string
		shared bool
		want   reach
	}{
		"the defaults ring for one's own tickets":         {person{}, Reply, noon, false, reach{Screen: true, Sound: true}},
		"a new question is shown without a sound":         {person{On: true}, Fresh, noon, true, reach{Screen: true}},
		"what is overdue is on the desktop":               {person{}, Late, noon, false, reach{Screen: true, Sound: true, Desktop: true}},
		"after hours only an open screen shows it":        {person{Matrix: everything, Phone: "+821012345678"}, Late, night, false, reach{Screen: true, Quiet: true}},
		"in one's quiet time as well":                     {person{QuietFrom: minute(600), QuietTo: minute(700)}, Late, noon, false, reach{Screen: true, Quiet: true}},
		"a quiet time goes over midnight":                 {person{QuietFrom: minute(1320), QuietTo: minute(700)}, Late, noon, false, reach{Screen: true, Quiet: true}},
		"what is grave goes to the phone":                 {person{Matrix: everything, Phone: "+821012345678"}, Late, noon, false, reach{true, true, true, true, true, false}},
		"without a number it does not":                    {person{Matrix: everything}, Late, noon, false, reach{true, true, true, true, false, false}},
		"nothing else goes to the phone":                  {person{Matrix: everything, Phone: "+821012345678"}, Soon, noon, false, reach{true, true, true, true, false, false}},
		"who takes no chats is not shown the shared ones": {person{}, Fresh, noon, true, reach{}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			at, err := time.Parse(time.RFC3339, tt.at)
			if err != nil {
				t.Fatal(err)
			}
			if got := tt.person.decide(tt.row, at, cal, tt.shared); got != tt.want {
				t.Errorf("%+v, want %+v", got, tt.want)
			}
		})
	}
}

// everyWay is all of them.
func everyWay() Ways { return Ways{true, true, true, true, true} }

func TestWhatCannotBeDoneIsRefused(t *testing.T) {
	tests := map[string]struct {
		change func(p *Prefs)
		want   string
	}{
		"a text message for what is not grave": {func(p *Prefs) { p.Matrix.New.SMS = true }, "alerts.sms_grave_only"},
		"a text message without a number":      {func(p *Prefs) { p.Matrix.Late.SMS = true }, "alerts.phone"},
		"a number that takes no messages":      {func(p *Prefs) { p.Phone = "02-123-4567" }, "alerts.phone"},
		"a mobile number is right":             {func(p *Prefs) { p.Phone, p.Matrix.Low.SMS = "010-1234-5678", true }, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p := Prefs{Matrix: Default()}
			tt.change(&p)
			err := p.check()
			if (err != nil) != (tt.want != "") || err != nil && (!fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), tt.want)) {
				t.Errorf("it was answered %v", err)
			}
		})
	}
}

type world struct {
	t      *testing.T
	db     *pgxpool.Pool
	thread *thread.Store
	queue  *tickets.Service
	relay  *event.Relay
	haeun  staff.Actor
	minho  staff.Actor

	mu     sync.Mutex
	frames []string
	sent   []Letter
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, db: pgtest.New(t)}
	w.clock("2026-11-25T11:00:00+09:00")
	log := slog.New(slog.DiscardHandler)
	w.thread = thread.New(thread.Options{DB: w.db, Log: log})
	w.queue = tickets.New(tickets.Options{DB: w.db, Log: log, Thread: w.thread})
	// Two programs hear of everything: each row is told by one of them.
	handlers := w.queue.Handlers()
	for range 2 {
		handlers = append(handlers, w.service().Handlers()...)
	}
	w.relay = event.NewRelay(event.RelayOptions{DB: w.db, Log: log, Handlers: handlers})
	w.haeun, w.minho = w.agent("하은"), w.agent("민호")
	return w
}

func (w *world) service() *Service {
	return New(Options{
		DB: w.db, Log: slog.New(slog.DiscardHandler), PublicURL: "https://shop.example/",
		Publish: func(_ context.Context, topic string, frame []byte) {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.frames = append(w.frames, topic+" "+string(frame))
		},
		Send: func(_ context.Context, _ pgx.Tx, list []Letter) error {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.sent = append(w.sent, list...)
			return nil
		},
	})
}

func (w *world) clock(at string) { w.t.Helper(); pgtest.SetClock(w.t, w.db, at) }

func (w *world) ok(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) number(sql string, args ...any) (n int64) {
	w.t.Helper()
	if err := w.db.QueryRow(context.Background(), sql, args...).Scan(&n); err != nil {
		w.t.Fatalf("%s: %v", sql, err)
	}
	return n
}

func (w *world) agent(name string) staff.Actor {
	w.t.Helper()
	id := w.number(`INSERT INTO dari.staff (uid, email, name, password_hash, role) VALUES ($1, $2, $3, 'x', 'agent') RETURNING id`, uuid.New(), name+"@shop.example", name)
	_, err := w.db.Exec(w.t.Context(), `INSERT INTO dari.duties (staff_id, state, off_since) VALUES ($1, 'online', NULL)`, id)
	w.ok(err)
	return staff.Actor{Kind: staff.KindStaff, ID: id, Name: name, Role: "agent"}
}

func (w *world) visitor() thread.Conversation {
	w.t.Helper()
	id := w.number(`INSERT INTO dari.visitors (uid, token_hash) VALUES ($1, $2) RETURNING id`, uuid.New(), []byte(uuid.NewString()))
	c, err := thread.EnsureChat(w.t.Context(), w.db, thread.Owner{VisitorID: id}, "ko")
	w.ok(err)
	return c
}

func (w *world) asks(c thread.Conversation) int64 {
	w.t.Helper()
	_, err := w.thread.Append(w.t.Context(), thread.Append{ConversationID: c.ID, SenderKind: thread.Shopper, SenderID: 1, ClientID: uuid.New(), Body: "언제 오나요?"})
	w.ok(err)
	w.drain()
	return w.number(`SELECT max(number) FROM dari.tickets`)
}

func (w *world) drain() { w.t.Helper(); w.ok(w.relay.Drain(w.t.Context())) }

// told is who was shown which row since it was asked last, as "하은 new".
func (w *world) told() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var out []string
	for _, f := range w.frames {
		for _, a := range []staff.Actor{w.haeun, w.minho} {
			if strings.HasPrefix(f, fmt.Sprintf("staff:%d ", a.ID)) {
				row, _, _ := strings.Cut(strings.Split(f, `"row":"`)[1], `"`)
				out = append(out, a.Name+" "+row)
			}
		}
	}
	w.frames = nil
	slices.Sort(out)
	return out
}

func (w *world) want(what string, want ...string) {
	w.t.Helper()
	if got := w.told(); !slices.Equal(got, want) {
		w.t.Errorf("%s: %v was told, want %v", what, got, want)
	}
}

func TestOneAlertForAWaitingCustomerNotForEachMessage(t *testing.T) {
	w := newWorld(t)
	c := w.visitor()
	number := w.asks(c)
	w.want("somebody asks", "민호 new", "하은 new")
	w.asks(c)
	w.asks(c)
	w.want("they write on")
	_, err := w.queue.Assign(t.Context(), w.haeun, number, &w.haeun.ID, 0)
	w.ok(err)
	w.drain()
	w.want("who takes it knows")
	w.clock("2026-11-25T11:05:00+09:00")
	_, err = w.queue.Answer(t.Context(), w.haeun, number, tickets.Reply{ClientID: uuid.New(), Text: "내일 도착해요."})
	w.ok(err)
	w.drain()
	w.want("it is answered")
	w.clock("2026-11-25T11:10:00+09:00")
	w.asks(c)
	w.asks(c)
	w.want("they wait again, for the owner", "하은 reply")
}

func TestNobodyIsDisturbedOutsideTheirHours(t *testing.T) {
	w := newWorld(t)
	w.ok(savePrefs(t.Context(), w.db, w.haeun.ID, Prefs{Matrix: Matrix{New: Ways{Screen: true, Sound: true, Mail: true}}}))
	w.clock("2026-11-25T22:00:00+09:00")
	w.asks(w.visitor())
	for _, f := range w.frames {
		if strings.Contains(f, `"sound":true`) || strings.Contains(f, `"quiet":false`) {
			t.Errorf("at night a console was sent %s", f)
		}
	}
	if len(w.sent) != 0 {
		t.Errorf("at night %v left", w.sent)
	}
	w.clock("2026-11-26T11:00:00+09:00")
	w.asks(w.visitor())
	if len(w.sent) != 1 || w.sent[0].Address != "하은@shop.example" || !strings.HasPrefix(w.sent[0].URL, "https://shop.example/app/inbox/") || strings.Contains(w.sent[0].Text, "언제") {
		t.Errorf("by day %+v left", w.sent)
	}
}

func TestADeadlineIsToldToTheOwnerOrToAll(t *testing.T) {
	w := newWorld(t)
	number := w.asks(w.visitor())
	w.told()
	id := w.number(`SELECT id FROM dari.tickets WHERE number = $1`, number)
	passes := func(kind, clock string) {
		t.Helper()
		w.ok(event.Publish(t.Context(), w.db, event.New{
			Kind: kind, SubjectKind: "ticket", SubjectID: id, Key: kind + clock + uuid.NewString(), Payload: map[string]any{"ticket_id": id, "clock": clock},
		}))
		w.drain()
	}
	passes("sla.soon", "first")
	passes("sla.soon", "promise") // the same customer waits
	w.want("nobody's", "민호 soon", "하은 soon")
	_, err := w.queue.Assign(t.Context(), w.haeun, number, &w.haeun.ID, 0)
	w.ok(err)
	w.drain()
	passes("sla.breached", "first")
	w.want("somebody's", "하은 late")
	passes("sla.breached", "solve")
	w.want("another thing that is owed", "하은 late")
}

func TestWhoIsNamedInANoteIsTold(t *testing.T) {
	w := newWorld(t)
	number := w.asks(w.visitor())
	w.told()
	for range 2 {
		_, err := w.queue.Note(t.Context(), w.haeun, number, tickets.Reply{ClientID: uuid.New(), Text: "@민호 이것 좀 봐 주세요. @하은은 퇴근해요."})
		w.ok(err)
		w.drain()
		w.want("a note", "민호 mention")
	}
}

func TestALowScoreIsTold(t *testing.T) {
	w := newWorld(t)
	number := w.asks(w.visitor())
	_, err := w.queue.Assign(t.Context(), w.haeun, number, &w.haeun.ID, 0)
	w.ok(err)
	w.drain()
	w.told()
	id := w.number(`SELECT id FROM dari.tickets WHERE number = $1`, number)
	w.ok(event.Publish(t.Context(), w.db, event.New{
		Kind: "survey.answered", SubjectKind: "survey", SubjectID: 1, Key: "survey:1:1",
		Payload: map[string]any{"ticket_id": id, "conversation_id": 1, "score": 1, "low": true, "rated": true},
	}))
	w.drain()
	w.want("a low score", "하은 low")
	if len(w.sent) != 1 || !strings.Contains(w.sent[0].Title, "1점") {
		t.Errorf("%+v left", w.sent)
	}
}

func TestPreferencesAreKeptAndATestArrives(t *testing.T) {
	w := newWorld(t)
	s := w.service()
	p, err := readPrefs(t.Context(), w.db, w.haeun.ID)
	w.ok(err)
	if p.Version != 0 || p.Matrix != Default() {
		t.Errorf("who has chosen nothing has %+v", p)
	}
	p.Matrix.Late.SMS, p.Phone, p.Quiet = true, "010-1234-5678", &Quiet{"22:00", "08:30"}
	w.ok(p.check())
	w.ok(savePrefs(t.Context(), w.db, w.haeun.ID, p))
	if err := savePrefs(t.Context(), w.db, w.haeun.ID, p); !fault.Is(err, fault.Conflict) {
		t.Errorf("an old version was saved: %v", err)
	}
	again, err := readPrefs(t.Context(), w.db, w.haeun.ID)
	w.ok(err)
	if again.Version != 1 || !again.Matrix.Late.SMS || *again.Quiet != *p.Quiet {
		t.Errorf("it was read as %+v", again)
	}
	for _, by := range []string{"sound", "mail", "sms"} {
		if _, err := s.test(t.Context(), w.haeun.ID, Late, by); err != nil {
			t.Fatal(err)
		}
	}
	if len(w.frames) != 1 || !strings.Contains(w.frames[0], `"sound":true`) || !strings.Contains(w.frames[0], `"test":true`) {
		t.Errorf("the console was sent %v", w.frames)
	}
	if len(w.sent) != 2 || w.sent[1].Channel != "sms" || w.sent[1].Title != i18n.T("ko", "alerts.test.title") {
		t.Errorf("%+v left", w.sent)
	}
	if _, err := s.test(t.Context(), w.minho.ID, Late, "sms"); !fault.Is(err, fault.Invalid) {
		t.Errorf("a text message without a number: %v", err)
	}
}

func TestARuleTellsEachPersonOnce(t *testing.T) {
	w := newWorld(t)
	number := w.asks(w.visitor())
	w.told()
	id := w.number(`SELECT id FROM dari.tickets WHERE number = $1`, number)
	s := w.service()
	for range 2 {
		w.ok(postgres.InTx(t.Context(), w.db, func(tx pgx.Tx) error {
			return s.Alert(t.Context(), tx, id, []int64{w.minho.ID}, "7:1", "VIP 고객이에요")
		}))
		s.Tell(t.Context())
	}
	w.want("a rule", "민호 mention")
}
