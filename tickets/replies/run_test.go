package replies

import (
	"context"
	"log/slog"
	"slices"
	"strings"
	"testing"

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

// world is a shop with one customer, their order and a ticket about it.
type world struct {
	t      *testing.T
	db     *pgxpool.Pool
	s      *Service
	relay  *event.Relay
	me     staff.Actor
	chat   thread.Conversation
	number int64
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, db: pgtest.New(t)}
	pgtest.SetClock(t, w.db, "2026-11-23T10:00:00+09:00")
	log := slog.New(slog.DiscardHandler)
	queue := tickets.New(tickets.Options{DB: w.db, Log: log, Thread: thread.New(thread.Options{DB: w.db, Log: log})})
	w.s = New(Options{DB: w.db, Desk: &action.Desk{Tickets: queue}})
	w.relay = event.NewRelay(event.RelayOptions{DB: w.db, Log: log, Handlers: queue.Handlers()})
	id := w.one(`INSERT INTO dari.staff (uid, email, name, password_hash, role) VALUES (gen_random_uuid(), 'a@shop.example', '하은', 'x', 'lead') RETURNING id`)
	w.me = staff.ActorOf(id, "하은", "lead")
	if err := staff.PutShop(context.Background(), w.db, staff.ShopSettings{Name: "온담", Zone: "Asia/Seoul", Phone: "02-123-4567"}); err != nil {
		t.Fatal(err)
	}
	customer := w.one(`INSERT INTO dari.customers (uid, ref, name, phone) VALUES (gen_random_uuid(), 'c1', '이수진', '010-2345-5678') RETURNING id`)
	order := w.one(`INSERT INTO dari.orders (source, source_key, number, customer_id, status, buyer_name, lang, total, currency, eta_to, placed_at)
		VALUES ('api', 'o1', '20261103-0007', $1, 'preparing', '이수진', 'ko', 128000, 'KRW', '2026-12-03', '2026-11-03T10:00:00+09:00') RETURNING id`, customer)
	w.one(`INSERT INTO dari.order_items (order_id, line_no, title, quantity, price) VALUES ($1, 1, '소나무 화분', 1, 98000) RETURNING order_id`, order)
	chat, err := thread.EnsureChat(context.Background(), w.db, thread.Owner{CustomerID: customer}, "ko")
	if err != nil {
		t.Fatal(err)
	}
	w.chat = chat
	w.writes(thread.Shopper, customer, "20261103-0007 언제 오나요?")
	w.number = w.one(`SELECT number FROM dari.tickets`)
	if err := Seed(context.Background(), w.db); err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *world) one(sql string, args ...any) (n int64) {
	w.t.Helper()
	if err := w.db.QueryRow(context.Background(), sql, args...).Scan(&n); err != nil {
		w.t.Fatalf("%s: %v", sql, err)
	}
	return n
}

func (w *world) writes(kind string, sender int64, text string) {
	w.t.Helper()
	err := pgx.BeginFunc(context.Background(), w.db, func(tx pgx.Tx) error {
		_, err := thread.AppendTx(context.Background(), tx, thread.Append{ConversationID: w.chat.ID, SenderKind: kind, SenderID: sender, ClientID: uuid.New(), Body: text})
		return err
	})
	if err == nil {
		err = w.relay.Drain(context.Background())
	}
	if err != nil {
		w.t.Fatal(err)
	}
}

// macro makes one and answers its uid.
func (w *world) macro(d MacroDraft) uuid.UUID {
	w.t.Helper()
	uid := uuid.New()
	d.Shared = true
	if err := d.check(w.me); err != nil {
		w.t.Fatal(err)
	}
	if err := insertMacro(context.Background(), w.db, uid, "", d, nil, nil, &w.me.ID); err != nil {
		w.t.Fatal(err)
	}
	return uid
}

func (w *world) run(r Run) (Ran, error) {
	w.t.Helper()
	r.Number = w.number
	var out Ran
	err := postgres.InTx(context.Background(), w.db, func(tx pgx.Tx) (err error) {
		out, err = w.s.RunTx(context.Background(), tx, w.me, r)
		return err
	})
	return out, err
}

var all = MacroDraft{
	Name: "파손 접수", Text: Text{Ko: "{고객} 님, {주문.상품|은/는} {주문.예상일}에 도착해요."}, Note: "{고객} 님께 알렸어요.",
	Actions: action.Actions{AddTags: []string{"파손"}, Priority: ptr(2), Solve: true},
}

func TestTheMenuHasEveryReplyFilledInOneCall(t *testing.T) {
	w := newWorld(t)
	m, err := w.s.menu(context.Background(), w.me, w.number, "ko")
	if err != nil {
		t.Fatal(err)
	}
	if len(m.Replies) != len(defaults) || len(m.Macros) != len(defaultMacros) || len(m.Orders) != 1 || !m.Orders[0].Linked {
		t.Fatalf("the menu is %+v", m)
	}
	for _, r := range m.Replies {
		switch r.Name {
		case "도착 예정일":
			if want := "이수진 님의 소나무 화분은 12월 3일 (목)에 도착할 예정이에요."; !strings.HasPrefix(r.Text, want) || len(r.Missing) > 0 {
				t.Errorf("it is filled as %q, missing %q", r.Text, r.Missing)
			}
		case "송장 번호 안내":
			if !slices.Equal(r.Missing, []string{"배송.택배사", "배송.송장", "배송.조회"}) {
				t.Errorf("missing are %q", r.Missing)
			}
		case "선물 포장 안내":
			if r.Choseong != "ㅅㅁㅍㅈㅇㄴㅍㅈ" {
				t.Errorf("the initial consonants are %q", r.Choseong)
			}
		}
	}
}

func TestAMacroDoesAllOfItInOneGoAndOneUndoTakesItBack(t *testing.T) {
	w := newWorld(t)
	uid, client := w.macro(all), uuid.New()
	m, err := macroByUID(context.Background(), w.db, w.me.ID, uid)
	if err != nil {
		t.Fatal(err)
	}
	p, err := w.s.preview(context.Background(), w.me, m, w.number, "ko")
	if err != nil {
		t.Fatal(err)
	}
	var kinds []string
	for _, e := range p.Effects {
		kinds = append(kinds, e.Kind)
	}
	if !slices.Equal(kinds, []string{"reply", "note", "priority", "tag", "solve"}) || p.Text != "이수진 님, 소나무 화분은 12월 3일 (목)에 도착해요." {
		t.Errorf("the preview tells %q, and %q", kinds, p.Text)
	}
	first, err := w.run(Run{Macro: uid, ClientID: client})
	if err != nil {
		t.Fatal(err)
	}
	again, err := w.run(Run{Macro: uid, ClientID: client})
	if err != nil || again.Seq != first.Seq || *again.Group != *first.Group {
		t.Errorf("the same run is %+v and %+v, %v", first, again, err)
	}
	if n := w.one(`SELECT count(*) FROM dari.messages WHERE body = $1`, p.Text); n != 1 {
		t.Errorf("%d answers were sent", n)
	}
	if n := w.one(`SELECT count(*) FROM dari.notes WHERE body = '이수진 님께 알렸어요.'`); n != 1 {
		t.Errorf("%d notes were written", n)
	}
	if n := w.one(`SELECT count(*) FROM dari.tickets WHERE state = 'solved' AND tags = '{파손}' AND priority = 2`); n != 1 {
		t.Error("the ticket is not as the macro says")
	}
	undone, err := w.s.Undo(context.Background(), w.me, client)
	if err != nil || !undone.Kept {
		t.Errorf("the undo says %+v, %v", undone, err)
	}
	if n := w.one(`SELECT count(*) FROM dari.tickets WHERE state = 'waiting' AND tags = '{}' AND priority = 0`); n != 1 {
		t.Error("the ticket is not as it was after the answer")
	}
	if _, err := w.s.Undo(context.Background(), w.me, client); err != nil {
		t.Errorf("a second undo: %v", err)
	}
	if n := w.one(`SELECT used FROM dari.macros WHERE uid = $1`, uid); n != 1 {
		t.Errorf("it was used %d times", n)
	}
}

func TestATextThatWasTakenBackReachesItsWriterWhateverBecameOfTheTicket(t *testing.T) {
	w := newWorld(t)
	w.s.unsend = func(context.Context, staff.Actor, int64, int64) (string, bool, error) { return "쓰던 글", true, nil }
	client := uuid.New()
	if _, err := w.run(Run{Macro: w.macro(MacroDraft{Name: "급함", Text: Text{Ko: "네"}, Actions: action.Actions{Priority: ptr(2)}}), ClientID: client}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.s.desk.Tickets.Apply(t.Context(), w.me, w.number, 0, tickets.Change{Priority: ptr(3)}); err != nil {
		t.Fatal(err)
	}
	undone, err := w.s.Undo(t.Context(), w.me, client)
	if err != nil || undone.Unsent != "쓰던 글" || undone.Kept || !undone.Stays {
		t.Errorf("the undo says %+v, %v", undone, err)
	}
	if n := w.one(`SELECT priority FROM dari.tickets WHERE number = $1`, w.number); n != 3 {
		t.Errorf("the priority that a colleague gave is %d", n)
	}
}

func TestAMacroThatMustNotAnswerDoesNothingAtAll(t *testing.T) {
	tests := map[string]struct {
		draft MacroDraft
		run   Run
		kind  fault.Kind
	}{
		"a variable without a value":           {MacroDraft{Name: "송장", Text: Text{Ko: "송장은 {배송.송장}이에요."}, Actions: action.Actions{Solve: true}}, Run{}, fault.Invalid},
		"a variable left in the edited text":   {all, Run{Text: ptr("{주문.예상일}에 와요.")}, fault.Invalid},
		"a colleague has answered meanwhile":   {all, Run{SeenSeq: ptr(int64(1))}, fault.Conflict},
		"an owner who may not have the ticket": {MacroDraft{Name: "넘김", Text: Text{Ko: "네"}, Actions: action.Actions{Owner: "999999"}}, Run{}, fault.Invalid},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			if test.run.SeenSeq != nil {
				w.writes(thread.Agent, w.me.ID+1, "제가 답했어요.")
			}
			before := w.one(`SELECT count(*) FROM dari.messages`) + w.one(`SELECT version FROM dari.tickets`)
			test.run.Macro, test.run.ClientID = w.macro(test.draft), uuid.New()
			if _, err := w.run(test.run); !fault.Is(err, test.kind) {
				t.Errorf("it ran: %v", err)
			}
			if after := w.one(`SELECT count(*) FROM dari.messages`) + w.one(`SELECT version FROM dari.tickets`); after != before || w.one(`SELECT count(*) FROM dari.macro_runs`) != 0 {
				t.Error("something of it was done")
			}
		})
	}
}

func TestTheTwinIsTakenForWhoReadsEnglish(t *testing.T) {
	w := newWorld(t)
	if _, err := w.db.Exec(context.Background(), `UPDATE dari.conversations SET lang = 'en'`); err != nil {
		t.Fatal(err)
	}
	m, err := w.s.menu(context.Background(), w.me, w.number, "ko")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range m.Replies {
		if r.Name == "도착 예정일" && !strings.HasPrefix(r.Text, "Your 소나무 화분 should arrive on Thu, Dec 3.") {
			t.Errorf("it is filled as %q", r.Text)
		}
	}
}

func TestOnlyLeadsChangeWhatEverybodyUses(t *testing.T) {
	w := newWorld(t)
	agent := staff.ActorOf(w.one(`INSERT INTO dari.staff (uid, email, name, password_hash, role) VALUES (gen_random_uuid(), 'b@shop.example', '민호', 'x', 'agent') RETURNING id`), "민호", "agent")
	d := Draft{Name: "인사", Text: Text{Ko: "안녕하세요"}, Shared: true}
	if err := d.check(agent); !fault.Is(err, fault.Forbidden) {
		t.Errorf("an agent shares: %v", err)
	}
	if err := mayEdit(agent, nil); !fault.Is(err, fault.Forbidden) {
		t.Errorf("an agent edits everybody's: %v", err)
	}
	if err := mayEdit(w.me, &agent.ID); !fault.Is(err, fault.Forbidden) {
		t.Errorf("a lead edits an agent's own: %v", err)
	}
	if err := mayEdit(agent, &agent.ID); err != nil {
		t.Errorf("an agent's own: %v", err)
	}
	if _, err := insertReply(context.Background(), w.db, uuid.New(), "", Draft{Name: "내 것", Text: Text{Ko: "네"}}, &agent.ID, &agent.ID); err != nil {
		t.Fatal(err)
	}
	mine, err := replies(context.Background(), w.db, agent)
	if err != nil || len(mine) != len(defaults)+1 {
		t.Errorf("an agent sees %d, %v", len(mine), err)
	}
	theirs, err := replies(context.Background(), w.db, w.me)
	if err != nil || len(theirs) != len(defaults) {
		t.Errorf("a lead sees %d, %v", len(theirs), err)
	}
}

func TestSeedingTwiceBringsBackNothingThatWasTakenOut(t *testing.T) {
	w := newWorld(t)
	if _, err := w.db.Exec(context.Background(), `UPDATE dari.saved_replies SET deleted_at = dari.clock() WHERE seed = 'wrap'`); err != nil {
		t.Fatal(err)
	}
	if err := Seed(context.Background(), w.db); err != nil {
		t.Fatal(err)
	}
	list, err := replies(context.Background(), w.db, w.me)
	if err != nil || len(list) != len(defaults)-1 {
		t.Errorf("there are %d, %v", len(list), err)
	}
	for _, r := range list {
		for _, text := range []string{r.Text.Ko, r.Text.En} {
			if names := unknownIn(text); len(names) > 0 {
				t.Errorf("%s has unknown variables %q", r.Name, names)
			}
		}
	}
}
