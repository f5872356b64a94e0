package tickets

import (
	"context"
	"slices"
	"testing"
	"time"

	"dari/internal/fault"
	"dari/internal/postgres"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// record is the row of a ticket.
func (w *world) record(number int64) Record {
	w.t.Helper()
	rows, _ := w.db.Query(context.Background(), sqlLockTicket, number)
	r, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[Record])
	if err != nil {
		w.t.Fatal(err)
	}
	return r
}

// apart from what cannot be as before: history only grows.
var unlessVersion = cmpopts.IgnoreFields(Record{}, "Version")

// to is a pointer to a value.
func to[T any](v T) *T { return &v }

func TestEveryActCanBeTakenBack(t *testing.T) {
	tomorrow := at("2026-11-24T10:00:00+09:00")
	tests := map[string]struct {
		before Change // what the ticket has already
		act    Change
		check  func(Ticket) bool
	}{
		"a title":     {act: Change{Title: to(" 새   제목 ")}, check: func(t Ticket) bool { return t.Title == "새 제목" && t.Subject == t.Title }},
		"a priority":  {act: Change{Priority: to(3)}, check: func(t Ticket) bool { return t.Priority == 3 }},
		"no priority": {before: Change{Priority: to(2)}, act: Change{Priority: to(0)}, check: func(t Ticket) bool { return t.Priority == 0 }},
		"tags":        {before: Change{AddTags: []string{"나", "가", "다"}}, act: Change{AddTags: []string{"#라"}, RemoveTags: []string{"가", "없음"}}, check: func(t Ticket) bool { return slices.Equal(t.Tags, []string{"나", "다", "라"}) }},
		"a type": {before: Change{Type: to("refund"), Fields: map[string]any{"amount": 3000.0}, Step: to("checking")}, act: Change{Type: to("cancel")}, check: func(t Ticket) bool {
			return t.Type == "cancel" && t.Step == "asked" && t.Fields["amount"] == 3000.0 && t.TypeLabel.En == "Cancellation"
		}},
		"fields":                              {before: Change{Type: to("cancel"), Fields: map[string]any{"reason": "마음이 바뀌었어요"}}, act: Change{Fields: map[string]any{"reason": nil, "amount": 100.0}}, check: func(t Ticket) bool { return len(t.Fields) == 1 }},
		"a step":                              {before: Change{Type: to("cancel")}, act: Change{Step: to("checking")}, check: func(t Ticket) bool { return t.Step == "checking" }},
		"an owner":                            {act: Change{Owner: to(to(int64(2)))}, check: func(t Ticket) bool { return t.Owner.Name == "민호" }},
		"nobody":                              {before: Change{Owner: to(to(int64(1)))}, act: Change{Owner: to((*int64)(nil))}, check: func(t Ticket) bool { return t.Owner == nil }},
		"a team":                              {act: Change{Team: to(to(int64(1)))}, check: func(t Ticket) bool { return t.Team.Name == "배송팀" }},
		"an own state":                        {act: Change{Status: to("workshop")}, check: func(t Ticket) bool { return t.State == Waiting && t.StatusLabel.Ko == "공방 확인 중" }},
		"no own state":                        {before: Change{Status: to("workshop")}, act: Change{Status: to("")}, check: func(t Ticket) bool { return t.State == Waiting && t.StatusLabel == nil }},
		"an own state for solved":             {act: Change{Status: to("sent")}, check: func(t Ticket) bool { return t.State == Solved && t.Status == "sent" }},
		"a snooze":                            {act: Change{SnoozeUntil: to(&tomorrow)}, check: func(t Ticket) bool { return t.Snooze.Until.Equal(tomorrow) && !t.Snooze.Reply }},
		"until the shopper writes":            {act: Change{SnoozeUntilReply: true}, check: func(t Ticket) bool { return t.Snooze.Until == nil && t.Snooze.Reply }},
		"waking":                              {before: Change{SnoozeUntil: to(&tomorrow)}, act: Change{SnoozeUntil: to((*time.Time)(nil))}, check: func(t Ticket) bool { return t.Snooze == nil }},
		"spam":                                {before: Change{SnoozeUntil: to(&tomorrow)}, act: Change{Spam: to(true)}, check: func(t Ticket) bool { return t.Spam && t.WaitingSince == nil && t.Snooze == nil }},
		"no spam":                             {before: Change{Spam: to(true)}, act: Change{Spam: to(false)}, check: func(t Ticket) bool { return !t.Spam && t.WaitingSince != nil }},
		"a parent":                            {act: Change{Parent: to(to(int64(1001)))}, check: func(t Ticket) bool { return t.Parent.Number == 1001 && t.Parent.Subject == "큰 문제" }},
		"solving":                             {before: Change{SnoozeUntil: to(&tomorrow)}, act: Change{Solve: true}, check: func(t Ticket) bool { return t.State == Solved && t.Snooze == nil }},
		"solving what stands in an own state": {before: Change{Status: to("workshop")}, act: Change{Solve: true}, check: func(t Ticket) bool { return t.State == Solved && t.Status == "" }},
		"reopening":                           {before: Change{Solve: true}, act: Change{Reopen: true}, check: func(t Ticket) bool { return t.State == Open && t.WaitingSince != nil }},
		"all at once": {
			act: Change{Title: to("새 제목"), Priority: to(1), AddTags: []string{"가"}, Team: to(to(int64(1))), Owner: to(to(int64(2))), Type: to("question2"), Solve: true},
			check: func(t Ticket) bool {
				return t.State == Solved && t.Type == "question2" && t.Owner != nil && len(t.Tags) == 1
			},
		},
	}
	w := newSetUp(t)
	w.asks(w.visitor(), "큰 문제")
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			w.within(t)
			ctx := context.Background()
			one := w.asks(w.visitor(), "질문")
			w.must(w.queue.Apply(ctx, w.haeun, one.Number, 0, test.before))
			before := w.record(one.Number)
			w.clock("2026-11-23T10:30:00+09:00")
			done := w.must(w.queue.Apply(ctx, w.haeun, one.Number, 0, test.act))
			if !test.check(done) || done.Undo == nil {
				t.Fatalf("ticket = %+v", done)
			}
			if again := w.must(w.queue.Apply(ctx, w.haeun, one.Number, 0, test.act)); again.Undo != nil || again.Version != done.Version {
				t.Errorf("the same again changed something: %+v", again)
			}
			back := w.must(w.queue.Undo(ctx, w.minho, one.Number, *done.Undo))
			if len(back.Left) > 0 {
				t.Errorf("left: %v", back.Left)
			}
			after := w.record(one.Number)
			if diff := cmp.Diff(before, after, unlessVersion); diff != "" {
				t.Errorf("before (-) and after the undo (+):\n%s", diff)
			}
			if twice := w.must(w.queue.Undo(ctx, w.minho, one.Number, *done.Undo)); twice.Version != back.Version {
				t.Error("a second undo changed something")
			}
			w.rebuilt()
		})
	}
}

// within lets a part of a test fail by itself, and begins it at the start.
func (w *world) within(t *testing.T) {
	t.Helper()
	former := w.t
	w.t = t
	t.Cleanup(func() { w.t = former })
	w.clock(start)
}

// newSetUp is a world with a team, states of the shop's own and a type without required fields.
func newSetUp(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	ctx := context.Background()
	if _, err := w.queue.AddTeam(ctx, w.haeun, "배송팀", []int64{w.haeun.ID, w.minho.ID}); err != nil {
		t.Fatal(err)
	}
	for key, state := range map[string]State{"workshop": Waiting, "sent": Solved} {
		if _, err := w.queue.AddState(ctx, w.haeun, OwnState{Key: key, State: state, Label: Label{"공방 확인 중", "At the workshop"}}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.queue.AddType(ctx, w.haeun, Type{Key: "question2", Label: Label{"다른 질문", "Other question"}}); err != nil {
		t.Fatal(err)
	}
	return w
}

func TestATitleIsOneLine(t *testing.T) { // S9
	w := newWorld(t)
	one := w.asks(w.visitor(), "배송\r\nBcc: e@x\x1b[2J 문의")
	if one.Subject != "배송" {
		t.Errorf("it is called %q", one.Subject)
	}
	named := w.must(w.queue.Apply(t.Context(), w.haeun, one.Number, 0, Change{Title: to("배송\r\nBcc: e@x\x1b[2J\x07 문의")}))
	if named.Subject != "배송 Bcc: e@x [2J 문의" {
		t.Errorf("it is called %q", named.Subject)
	}
	if _, err := w.queue.Apply(t.Context(), w.haeun, one.Number, 0, Change{Title: to("배송\x00")}); code(err) != "tickets.title_empty" {
		t.Errorf("NUL: %v", err)
	}
}

func TestAnUndoLeavesWhatSomebodyHasChangedSince(t *testing.T) {
	tests := map[string]struct {
		act, since Change
		left       []string
		check      func(Ticket) bool
	}{
		"one of two": {
			Change{Title: to("하나"), Priority: to(2)},
			Change{Title: to("둘")},
			[]string{"title"},
			func(t Ticket) bool { return t.Title == "둘" && t.Priority == 0 },
		},
		"tags put on since stay": {
			Change{AddTags: []string{"가", "나"}},
			Change{AddTags: []string{"다"}, RemoveTags: []string{"가"}},
			nil,
			func(t Ticket) bool { return slices.Equal(t.Tags, []string{"다"}) },
		},
		"a field filled in since stays": {
			Change{Type: to("cancel"), Fields: map[string]any{"reason": "하나", "amount": 1.0}},
			Change{Fields: map[string]any{"amount": 2.0}},
			[]string{"fields", "type"},
			func(t Ticket) bool {
				return t.Type == "cancel" && t.Fields["amount"] == 2.0 && t.Fields["reason"] == nil
			},
		},
		"another owner since": {
			Change{Owner: to(to(int64(1))), Priority: to(1)},
			Change{Owner: to(to(int64(2)))},
			[]string{"owner"},
			func(t Ticket) bool { return t.Owner.Name == "민호" && t.Priority == 0 },
		},
	}
	w := newSetUp(t)
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			w.within(t)
			ctx := context.Background()
			one := w.asks(w.visitor(), "질문")
			done := w.must(w.queue.Apply(ctx, w.haeun, one.Number, 0, test.act))
			w.must(w.queue.Apply(ctx, w.minho, one.Number, 0, test.since))
			back := w.must(w.queue.Undo(ctx, w.haeun, one.Number, *done.Undo))
			if !slices.Equal(back.Left, test.left) || !test.check(back) {
				t.Errorf("left %v: %+v", back.Left, back)
			}
			w.rebuilt()
		})
	}
	t.Run("nothing is left to take back", func(t *testing.T) {
		w.within(t)
		ctx := context.Background()
		one := w.asks(w.visitor(), "질문")
		done := w.must(w.queue.Apply(ctx, w.haeun, one.Number, 0, Change{Title: to("하나")}))
		w.must(w.queue.Apply(ctx, w.minho, one.Number, 0, Change{Title: to("둘")}))
		if _, err := w.queue.Undo(ctx, w.haeun, one.Number, *done.Undo); code(err) != "tickets.undo_overtaken" {
			t.Error(err)
		}
		if _, err := w.queue.Undo(ctx, w.haeun, one.Number, uuid.New()); code(err) != "tickets.nothing_to_undo" {
			t.Error(err)
		}
	})
}

func TestWhatCannotBeIsRefused(t *testing.T) {
	yesterday, far := at("2026-11-22T10:00:00+09:00"), at("2028-11-22T10:00:00+09:00")
	tests := map[string]struct {
		before, act Change
		code, field string
	}{
		"no title":                   {act: Change{Title: to("  ")}, code: "tickets.title_empty", field: "body.title"},
		"a priority of four":         {act: Change{Priority: to(4)}, code: "tickets.priority_unknown", field: "body.priority"},
		"a tag with a comma":         {act: Change{AddTags: []string{"가,나"}}, code: "tickets.tag_unreadable", field: "body.add_tags"},
		"a team that is not":         {act: Change{Team: to(to(int64(9)))}, code: "tickets.team_unknown", field: "body.team_id"},
		"an owner who is not":        {act: Change{Owner: to(to(int64(9)))}, code: "tickets.owner_unknown", field: "body.owner_id"},
		"a type that is not":         {act: Change{Type: to("nothing")}, code: "tickets.type_unknown", field: "body.type"},
		"a field of another type":    {act: Change{Fields: map[string]any{"amount": 1.0}}, code: "tickets.field_unknown", field: "body.fields.amount"},
		"a number as text":           {before: Change{Type: to("cancel")}, act: Change{Fields: map[string]any{"amount": "많이"}}, code: "tickets.field_wrong", field: "body.fields.amount"},
		"a choice that is not":       {before: Change{Type: to("refund")}, act: Change{Fields: map[string]any{"reason": "whim"}}, code: "tickets.field_wrong", field: "body.fields.reason"},
		"an order that is not":       {before: Change{Type: to("refund")}, act: Change{Fields: map[string]any{"order": "9999"}}, code: "tickets.field_wrong", field: "body.fields.order"},
		"half an item":               {before: Change{Type: to("return")}, act: Change{Fields: map[string]any{"items": []any{map[string]any{"line": 1.0, "quantity": 0.5}}}}, code: "tickets.field_wrong", field: "body.fields.items"},
		"a step that is not":         {before: Change{Type: to("cancel")}, act: Change{Step: to("flying")}, code: "tickets.step_unknown", field: "body.step"},
		"a step backwards":           {before: Change{Type: to("cancel"), Step: to("done")}, act: Change{Step: to("asked")}, code: "tickets.step_not_next", field: "body.step"},
		"a state that is not":        {act: Change{Status: to("lost")}, code: "tickets.status_unknown", field: "body.status"},
		"solving without the form":   {before: Change{Type: to("refund")}, act: Change{Solve: true}, code: "tickets.field_required", field: "body.fields.order"},
		"putting aside until past":   {act: Change{SnoozeUntil: to(&yesterday)}, code: "tickets.snooze_past", field: "body.until"},
		"putting aside for years":    {act: Change{SnoozeUntil: to(&far)}, code: "tickets.snooze_past", field: "body.until"},
		"putting aside what is done": {before: Change{Solve: true}, act: Change{SnoozeUntilReply: true}, code: "tickets.snooze_settled"},
		"a ticket above itself":      {act: Change{Parent: to(to(int64(0)))}, code: "tickets.parent_unfit", field: "body.number"},
		"a parent that is not":       {act: Change{Parent: to(to(int64(77)))}, code: "tickets.parent_unknown", field: "body.number"},
	}
	w := newSetUp(t)
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			w.within(t)
			ctx := context.Background()
			one := w.asks(w.visitor(), "질문")
			if test.act.Parent != nil && *test.act.Parent != nil && **test.act.Parent == 0 {
				test.act.Parent = to(to(one.Number))
			}
			w.must(w.queue.Apply(ctx, w.haeun, one.Number, 0, test.before))
			before := w.record(one.Number)
			_, err := w.queue.Apply(ctx, w.haeun, one.Number, 0, test.act)
			if code(err) != test.code || field(err) != test.field {
				t.Errorf("%v, want %s (%s)", err, test.code, test.field)
			}
			if diff := cmp.Diff(before, w.record(one.Number)); diff != "" {
				t.Errorf("it changed nevertheless:\n%s", diff)
			}
		})
	}
}

func field(err error) string {
	if f, ok := err.(*fault.Fault); ok {
		return f.Field
	}
	return ""
}

func TestAConflictSaysWhatHasChanged(t *testing.T) {
	tests := map[string]struct {
		theirs, mine Change
		code         string // "": nothing of mine was changed
	}{
		"the title":            {Change{Title: to("그것")}, Change{Title: to("이것")}, "tickets.changed_by.title"},
		"another field":        {Change{Title: to("그것")}, Change{Priority: to(1)}, ""},
		"tags never conflict":  {Change{AddTags: []string{"가"}}, Change{AddTags: []string{"나"}}, ""},
		"the type, for a step": {Change{Type: to("refund")}, Change{Step: to("checking")}, "tickets.changed_by.type"},
		"the owner":            {Change{Owner: to(to(int64(2)))}, Change{Owner: to(to(int64(1)))}, "tickets.changed_by.assigned"},
		"solved meanwhile":     {Change{Solve: true}, Change{SnoozeUntilReply: true}, "tickets.changed_by.solved"},
		"put aside meanwhile":  {Change{SnoozeUntilReply: true}, Change{SnoozeUntil: to(to(at("2026-11-24T10:00:00+09:00")))}, "tickets.changed_by.snoozed"},
	}
	w := newSetUp(t)
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			w.within(t)
			ctx := context.Background()
			seen := w.asks(w.visitor(), "질문")
			w.must(w.queue.Apply(ctx, w.minho, seen.Number, seen.Version, test.theirs))
			_, err := w.queue.Apply(ctx, w.haeun, seen.Number, seen.Version, test.mine)
			if code(err) != test.code || (err != nil) != (test.code != "") {
				t.Errorf("%v, want %q", err, test.code)
			}
		})
	}
}

func TestOtherRoomsHearOfEveryGroupButMereTalk(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	c := w.visitor()
	count := func() int64 { return w.exec(`SELECT count(*) FROM dari.outbox WHERE kind = 'ticket.changed'`) }
	one := w.asks(c, "질문")
	if count() != 1 {
		t.Fatalf("%d after the first message", count())
	}
	w.asks(c, "하나 더")
	if count() != 1 {
		t.Errorf("%d after a second message in a row", count())
	}
	w.answer(w.haeun, one.Number, "답")
	w.answer(w.haeun, one.Number, "또 답")
	if count() != 2 {
		t.Errorf("%d after two answers in a row", count())
	}
	var group uuid.UUID
	err := postgres.InTx(ctx, w.db, func(tx pgx.Tx) (err error) {
		group, _, err = w.queue.ApplyTx(ctx, tx, w.haeun, one.Number, Change{Priority: to(1), Title: to("제목"), Cause: "rule:3"})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	var payload changedEvent
	if err := w.db.QueryRow(ctx, `SELECT payload FROM dari.outbox WHERE kind = 'ticket.changed' ORDER BY id DESC LIMIT 1`).Scan(&payload); err != nil {
		t.Fatal(err)
	}
	now := w.ticket(one.Number)
	want := changedEvent{one.ID, one.Number, now.Version, now.Version - 1, Waiting, &w.haeun.ID, []string{kindRenamed, kindPrioritised}, "rule:3", group.String()}
	if diff := cmp.Diff(want, payload); diff != "" || count() != 3 {
		t.Errorf("%d, payload:\n%s", count(), diff)
	}
}
