package tickets

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"

	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/thread"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// says are the system's lines of a conversation.
func (w *world) says(c thread.Conversation) []string {
	w.t.Helper()
	rows, _ := w.db.Query(context.Background(), `SELECT body FROM dari.messages WHERE conversation_id = $1 AND sender_kind = 'system' ORDER BY seq`, c.ID)
	list, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		w.t.Fatal(err)
	}
	return list
}

func TestAMergedTicketGoesOnInTheOther(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	var told []Notice
	w.queue.tellRequester = func(_ context.Context, _ pgx.Tx, n Notice) error { told = append(told, n); return nil }
	one, two := w.customer("지우"), w.visitor()
	a := w.asks(one, "지우의 질문")
	w.clock("2026-11-23T10:10:00+09:00")
	b := w.asks(two, "다른 창의 질문")
	w.answer(w.minho, b.Number, "답")
	w.clock("2026-11-23T10:20:00+09:00")
	merged := w.must(w.queue.Merge(ctx, w.haeun, a.Number, b.Number, a.Version))
	if merged.Number != b.Number || merged.State != Open || !merged.WaitingSince.Equal(at(start)) || merged.Owner.Name != "민호" {
		t.Errorf("into %+v", merged)
	}
	gone := w.ticket(a.Number)
	if gone.State != Closed || gone.MergedInto == nil || *gone.MergedInto != b.Number {
		t.Errorf("merged %+v", gone)
	}
	for _, c := range []thread.Conversation{one, two} {
		if lines := w.says(c); len(lines) != 1 || !strings.Contains(lines[0], "#1001") || !strings.Contains(lines[0], "#1002") {
			t.Errorf("a requester is told %v", lines)
		}
	}
	if len(told) != 2 || told[0].Kind != "merged" || told[0].Number != a.Number || told[0].Into != b.Number || told[0].ConversationID == told[1].ConversationID {
		t.Errorf("by mail: %+v", told)
	}
	// What the shopper of the merged ticket writes belongs to the other, where they are answered.
	now := w.asks(one, "여기요")
	if now = w.ticket(b.Number); now.Preview != "여기요" || now.ConversationID != one.UID {
		t.Errorf("ticket = %+v", now)
	}
	w.answer(w.haeun, b.Number, "답이에요")
	if n := w.exec(`SELECT count(*) FROM dari.messages WHERE conversation_id = $1 AND sender_kind = 'agent'`, one.ID); n != 1 {
		t.Errorf("%d answers where the shopper wrote last", n)
	}
	if _, err := w.queue.Apply(ctx, w.haeun, a.Number, 0, Change{Priority: to(1)}); code(err) != "tickets.is_merged" {
		t.Errorf("an act on a merged ticket: %v", err)
	}
	w.rebuilt()

	back := w.must(w.queue.Undo(ctx, w.haeun, a.Number, *merged.Undo))
	if back.MergedInto != nil || back.State != Waiting || back.WaitingSince != nil || back.Preview != "답이에요" || w.spans(one) != "1-" {
		t.Errorf("taken back: %+v, spans %s", back, w.spans(one))
	}
	if other := w.ticket(b.Number); other.State != Waiting || other.Preview != "답" || other.ConversationID != two.UID {
		t.Errorf("the other: %+v", other)
	}
	if lines := w.says(two); len(lines) != 2 {
		t.Errorf("told %v", lines)
	}
	w.rebuilt()
}

func TestAnUndoneMergeLeavesNoTrace(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	for name, make := range map[string]func() (a, b Ticket){
		"of two conversations": func() (Ticket, Ticket) { return w.asks(w.visitor(), "하나"), w.asks(w.visitor(), "둘") },
		"into a solved one": func() (Ticket, Ticket) {
			b := w.asks(w.visitor(), "둘")
			return w.asks(w.visitor(), "하나"), w.must(w.queue.Solve(ctx, w.haeun, b.Number, 0))
		},
		"of one that was put aside": func() (Ticket, Ticket) {
			a := w.asks(w.visitor(), "하나")
			w.must(w.queue.Apply(ctx, w.haeun, a.Number, 0, Change{SnoozeUntilReply: true}))
			return a, w.asks(w.visitor(), "둘")
		},
		"with tags and a form": func() (Ticket, Ticket) {
			a, b := w.asks(w.visitor(), "하나"), w.asks(w.visitor(), "둘")
			w.must(w.queue.Apply(ctx, w.haeun, a.Number, 0, Change{AddTags: []string{"파손", "급함"}, Type: to("delivery"), Fields: map[string]any{"problem": "lost"}}))
			return a, w.must(w.queue.Apply(ctx, w.haeun, b.Number, 0, Change{AddTags: []string{"급함"}}))
		},
		"of one conversation": func() (Ticket, Ticket) {
			c := w.visitor()
			w.asks(c, "하나")
			b := w.asks(c, "둘")
			return w.must(w.queue.Split(ctx, w.haeun, b.Number, Split{FromSeq: 2, ToSeq: 2})), b
		},
	} {
		t.Run(name, func(t *testing.T) {
			w.within(t)
			a, b := make()
			before := []Record{w.record(a.Number), w.record(b.Number)}
			merged := w.must(w.queue.Merge(ctx, w.haeun, a.Number, b.Number, 0))
			for _, number := range []int64{a.Number, b.Number} { // by either number, and twice
				w.must(w.queue.Undo(ctx, w.haeun, number, *merged.Undo))
			}
			if diff := cmp.Diff(before, []Record{w.record(a.Number), w.record(b.Number)}, unlessVersion); diff != "" {
				t.Errorf("before (-) and after (+):\n%s", diff)
			}
			w.rebuilt()
		})
	}
}

func TestAMergeCarriesWhatTheOtherTicketLacks(t *testing.T) {
	lost := map[string]any{"problem": "lost"}
	tests := map[string]struct {
		a, b   Change
		kind   string
		tags   []string
		fields map[string]any
	}{
		"tags":                        {Change{AddTags: []string{"파손", "급함"}}, Change{AddTags: []string{"급함"}}, Question, []string{"급함", "파손"}, nil},
		"the form into a question":    {Change{Type: to("delivery"), Fields: lost}, Change{}, "delivery", nil, lost},
		"an empty field":              {Change{Type: to("delivery"), Fields: lost}, Change{Type: to("delivery")}, "delivery", nil, lost},
		"no field that is filled":     {Change{Type: to("delivery"), Fields: lost}, Change{Type: to("delivery"), Fields: map[string]any{"problem": "late"}}, "delivery", nil, map[string]any{"problem": "late"}},
		"nothing of another form":     {Change{Type: to("delivery"), Fields: lost}, Change{Type: to("cancel")}, "cancel", nil, nil},
		"nothing of a plain question": {Change{}, Change{Type: to("delivery"), Fields: lost}, "delivery", nil, lost},
	}
	w := newWorld(t)
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			w.within(t)
			ctx := context.Background()
			a, b := w.asks(w.visitor(), "하나"), w.asks(w.visitor(), "둘")
			w.must(w.queue.Apply(ctx, w.haeun, a.Number, 0, test.a))
			w.must(w.queue.Apply(ctx, w.haeun, b.Number, 0, test.b))
			merged := w.must(w.queue.Merge(ctx, w.haeun, a.Number, b.Number, 0))
			if merged.Type != test.kind || !slices.Equal(merged.Tags, test.tags) || !equal(merged.Fields, test.fields) {
				t.Errorf("%s with %v and %v, want %s with %v and %v", merged.Type, merged.Tags, merged.Fields, test.kind, test.tags, test.fields)
			}
			w.must(w.queue.Apply(ctx, w.haeun, b.Number, 0, Change{AddTags: []string{"뒤에"}}))
			w.must(w.queue.Undo(ctx, w.haeun, a.Number, *merged.Undo))
			want := append(slices.Clone(test.b.AddTags), "뒤에") // what came since stays
			if back := w.ticket(b.Number); !slices.Equal(back.Tags, want) || !equal(back.Fields, test.b.Fields) {
				t.Errorf("taken back it has %v and %v", back.Tags, back.Fields)
			}
			w.rebuilt()
		})
	}
}

func TestASplitMovesTheChosenMessages(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	tests := map[string]struct {
		from, to         int64
		state, left      State
		spans            string
		goesOn, answered bool // the new ticket has the newest message; the first answer stays
	}{
		"from the middle":    {3, 4, Waiting, Open, "1-2 3-4 5-", false, true},
		"the newest message": {5, 5, Fresh, Waiting, "1-4 5-", true, true},
		"the first":          {1, 1, Fresh, Open, "1-1 2-", false, true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			w.within(t)
			c := w.visitor()
			one := w.asks(c, "첫 질문")
			w.answer(w.haeun, one.Number, "첫 답")
			w.asks(c, "둘째 질문")
			w.answer(w.haeun, one.Number, "둘째 답")
			w.asks(c, "셋째 질문")
			before := w.record(one.Number)
			made := w.must(w.queue.Split(ctx, w.minho, one.Number, Split{FromSeq: test.from, ToSeq: test.to}))
			if made.State != test.state || w.spans(c) != test.spans || made.Owner.Name != "하은" {
				t.Errorf("new: %+v, spans %s", made, w.spans(c))
			}
			left := w.ticket(one.Number)
			if left.State != test.left {
				t.Errorf("left: %+v", left)
			}
			w.rebuilt()
			back := w.must(w.queue.Undo(ctx, w.minho, one.Number, *made.Undo))
			if diff := cmp.Diff(before, w.record(one.Number), unlessVersion); diff != "" || w.spans(c) != "1-" || back.Preview != "셋째 질문" {
				t.Errorf("spans %s, preview %s; before (-) and after (+):\n%s", w.spans(c), back.Preview, diff)
			}
			if gone := w.ticket(made.Number); gone.MergedInto == nil || *gone.MergedInto != one.Number {
				t.Errorf("the number of the new one leads to %+v", gone)
			}
			w.rebuilt()
			// Once more, and this time the shopper goes on.
			made = w.must(w.queue.Split(ctx, w.minho, one.Number, Split{FromSeq: test.from, ToSeq: test.to, Subject: "따로"}))
			w.asks(c, "넷째 질문")
			if id, _, err := TicketOf(ctx, w.db, c.ID); err != nil || (id == made.ID) != test.goesOn || made.Subject != "따로" {
				t.Errorf("the next message is of ticket %d: %v", id, err)
			}
			w.must(w.queue.Undo(ctx, w.minho, made.Number, *made.Undo))
			if w.spans(c) != "1-" || w.ticket(one.Number).Preview != "넷째 질문" {
				t.Errorf("spans %s, ticket %+v", w.spans(c), w.ticket(one.Number))
			}
			w.rebuilt()
		})
	}
}

func TestWhatCannotBeMergedOrSplit(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	c := w.visitor()
	one := w.asks(c, "질문")
	w.answer(w.haeun, one.Number, "답")
	other := w.asks(w.visitor(), "다른 질문")
	for name, split := range map[string]Split{
		"all of it":          {FromSeq: 1, ToSeq: 2},
		"an answer alone":    {FromSeq: 2, ToSeq: 2},
		"what is not there":  {FromSeq: 7, ToSeq: 8},
		"another's":          {Conversation: uuid.New(), FromSeq: 1, ToSeq: 1},
		"from end to begin":  {FromSeq: 2, ToSeq: 1},
		"the first question": {FromSeq: 1, ToSeq: 1},
	} {
		if _, err := w.queue.Split(ctx, w.haeun, one.Number, split); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	merged := w.must(w.queue.Merge(ctx, w.haeun, one.Number, other.Number, 0))
	third := w.asks(w.visitor(), "셋째")
	again := w.must(w.queue.Merge(ctx, w.haeun, other.Number, third.Number, 0))
	if _, err := w.queue.Undo(ctx, w.haeun, one.Number, *merged.Undo); code(err) != "tickets.undo_overtaken" {
		t.Errorf("a merge below another was taken back: %v", err)
	}
	w.must(w.queue.Undo(ctx, w.haeun, third.Number, *again.Undo))
	back := w.must(w.queue.Undo(ctx, w.haeun, one.Number, *merged.Undo))
	if back.State != Waiting || w.spans(c) != "1-" {
		t.Errorf("ticket %+v, spans %s", back, w.spans(c))
	}
	w.rebuilt()
}

func TestTwoAgentsAtOnce(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	one, two := w.asks(w.visitor(), "하나"), w.asks(w.visitor(), "둘")
	race := func(acts ...func() error) (done int, refused []string) {
		var wg sync.WaitGroup
		var mu sync.Mutex
		for _, act := range acts {
			wg.Go(func() {
				err := act()
				mu.Lock()
				defer mu.Unlock()
				if err == nil {
					done++
				} else {
					refused = append(refused, code(err))
				}
			})
		}
		wg.Wait()
		slices.Sort(refused)
		return done, refused
	}
	apply := func(number, version int64, c Change) func() error {
		return func() error { _, err := w.queue.Apply(ctx, w.haeun, number, version, c); return err }
	}
	done, refused := race(apply(one.Number, one.Version, Change{Title: to("이것")}), apply(one.Number, one.Version, Change{Title: to("그것")}))
	if done != 1 || !slices.Equal(refused, []string{"tickets.changed_by.title"}) {
		t.Errorf("two titles: %d done, %v refused", done, refused)
	}
	done, refused = race(apply(one.Number, one.Version, Change{AddTags: []string{"가"}}), apply(one.Number, one.Version, Change{AddTags: []string{"나"}}), apply(one.Number, one.Version, Change{Priority: to(2)}))
	if done != 3 || len(w.ticket(one.Number).Tags) != 2 {
		t.Errorf("tags: %d done, %v refused, %v", done, refused, w.ticket(one.Number).Tags)
	}
	merge := func(a, b int64) func() error {
		return func() error { _, err := w.queue.Merge(ctx, w.haeun, a, b, 0); return err }
	}
	done, refused = race(merge(one.Number, two.Number), merge(two.Number, one.Number))
	if done != 1 || len(refused) != 1 || refused[0] == "" {
		t.Errorf("merged into each other: %d done, %v refused", done, refused)
	}
	w.rebuilt()
}

func TestAMergedTicketNamesTheOneItGoesOnInInTheEnd(t *testing.T) { // R49: every number keeps working
	w := newWorld(t)
	a, b, c := w.asks(w.visitor(), "하나"), w.asks(w.visitor(), "둘"), w.asks(w.visitor(), "셋")
	w.must(w.queue.Merge(t.Context(), w.haeun, a.Number, b.Number, 0))
	w.must(w.queue.Merge(t.Context(), w.haeun, b.Number, c.Number, 0))
	for _, number := range []int64{a.Number, b.Number} {
		if gone := w.ticket(number); gone.MergedInto == nil || *gone.MergedInto != c.Number {
			t.Errorf("ticket %d goes on in %v", number, gone.MergedInto)
		}
	}
	var f *fault.Fault
	if _, err := w.queue.Apply(t.Context(), w.haeun, a.Number, 0, Change{Priority: to(1)}); !errors.As(err, &f) || f.Code != "tickets.is_merged" || !slices.Contains(f.Args, any(c.Number)) {
		t.Errorf("an act on it: %v", err)
	}
}

// A ticket that was merged may have a chat and a mail. What is answered leaves as the conversation does in which
// the shopper waits, whatever the ticket began as.
func TestAnAnswerLeavesAsItsConversationDoes(t *testing.T) { // R49
	for name, test := range map[string]struct{ mailLast, byMail bool }{
		"the mail came last": {true, true},
		"the chat came last": {false, false},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			ctx := t.Context()
			asked := 0
			w.queue.outgoing = func(context.Context, postgres.Querier, Outgoing) (json.RawMessage, error) {
				asked++
				return json.RawMessage(`{"out":{}}`), nil
			}
			chat := w.customer("지우")
			mail, err := thread.NewMail(ctx, w.db, *chat.CustomerID, "주문", "ko")
			if err != nil {
				t.Fatal(err)
			}
			write := func(c thread.Conversation, channel string) int64 {
				_, err := w.thread.Append(ctx, thread.Append{ConversationID: c.ID, SenderKind: thread.Shopper, SenderID: 1, ClientID: newID(), Channel: channel, Body: "언제 오나요?"})
				if err != nil {
					t.Fatal(err)
				}
				w.drain()
				return w.last().Number
			}
			order := []func() int64{func() int64 { return write(chat, thread.Chat) }, func() int64 { return write(mail, thread.Mail) }}
			if !test.mailLast {
				slices.Reverse(order)
			}
			into := order[0]()
			w.clock("2026-11-23T10:10:00+09:00")
			from := order[1]()
			w.must(w.queue.Merge(ctx, w.haeun, from, into, 0))
			w.answer(w.haeun, into, "내일 도착해요.")
			n := w.exec(`SELECT count(*) FROM dari.messages WHERE body = '내일 도착해요.' AND channel = CASE WHEN $1 THEN 'mail' ELSE 'chat' END AND conversation_id = $2`,
				test.byMail, map[bool]int64{true: mail.ID, false: chat.ID}[test.byMail])
			if n != 1 || (asked == 1) != test.byMail {
				t.Errorf("%d answers there, %d asked how to leave by mail", n, asked)
			}
		})
	}
}
