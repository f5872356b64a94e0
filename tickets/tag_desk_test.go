package tickets

import (
	"slices"
	"testing"

	"dari/internal/fault"
	"dari/internal/staff"
)

func TestATagThatIsRenamedIsSoOnItsTicketsAndForWhoTypesTheOldName(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	number := w.asks(w.visitor(), "찻잔이 깨졌어요").Number
	ok := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	carries := func(when string, want ...string) {
		t.Helper()
		got, err := w.queue.Apply(ctx, w.haeun, number, 0, Change{})
		ok(err)
		if !slices.Equal(got.Tags, want) {
			t.Errorf("%s it carries %v, want %v", when, got.Tags, want)
		}
	}
	put := func(c Change) { t.Helper(); _, err := w.queue.Apply(ctx, w.haeun, number, 0, c); ok(err) }

	put(Change{AddTags: []string{"깨짐", "급함"}})
	_, err := w.queue.RenameTag(ctx, w.minho, "깨짐", "파손")
	ok(err)
	carries("after the new name", "급함", "파손")
	put(Change{RemoveTags: []string{"깨짐"}})
	carries("when the old name is taken off", "급함")
	put(Change{AddTags: []string{"깨짐"}})
	carries("when the old name is put on", "급함", "파손")

	ok(w.queue.AddTag(ctx, w.minho, "불량"))
	if err := w.queue.AddTag(ctx, w.minho, "불량"); !fault.Is(err, fault.Invalid) {
		t.Errorf("a name that is taken: %v", err)
	}
	_, err = w.queue.RenameTag(ctx, w.minho, "파손", "불량")
	ok(err)
	put(Change{RemoveTags: []string{"파손"}, AddTags: []string{"깨짐"}})
	carries("two that became one", "급함", "불량")
	for _, name := range []string{"깨짐", "파손", "불량"} { // an address that was kept may name any of them
		f, err := w.queue.ready(ctx, 0, Filter{Tags: []string{name}}, "query")
		ok(err)
		list, _, err := List(ctx, w.db, 0, f, ByDeadline, "", 10)
		ok(err)
		if len(list) != 1 {
			t.Errorf("by %s %d tickets are found", name, len(list))
		}
	}
	if _, err := w.queue.RenameTag(ctx, w.minho, "파손", "다른 것"); !fault.Is(err, fault.NotFound) {
		t.Errorf("a name that no tag has any more: %v", err)
	}
	uses, err := tagUses(ctx, w.db)
	ok(err)
	if want := []TagUse{{"급함", 1, 1, false}, {"불량", 1, 1, false}}; !slices.Equal(uses, want) {
		t.Errorf("the list is %v, want %v", uses, want)
	}
	_, err = w.queue.RemoveTag(ctx, w.minho, "불량")
	ok(err)
	carries("after it was taken off", "급함")
	if names, err := Tags(ctx, w.db, ""); err != nil || !slices.Equal(names, []string{"급함"}) {
		t.Errorf("offered are %v %v", names, err)
	}
	ok(w.queue.MoveTags(ctx))
}

func TestATicketOfATypeGoesToTheTeamOfTheType(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	team, err := w.queue.AddTeam(ctx, w.minho, "배송팀", []int64{w.haeun.ID})
	if err != nil {
		t.Fatal(err)
	}
	other, err := w.queue.AddTeam(ctx, w.minho, "환불팀", nil)
	if err != nil {
		t.Fatal(err)
	}
	form, err := typeOf(ctx, w.db, "delivery", false)
	if err != nil {
		t.Fatal(err)
	}
	form.TeamID, form.Contact, form.Hint = &team.ID, true, Hint{Ko: "늦거나 없어졌을 때"}
	saved, err := w.queue.SaveType(ctx, w.minho, *form, form.Version)
	if err != nil || saved.TeamID == nil || *saved.TeamID != team.ID || !saved.Contact || saved.Hint != form.Hint {
		t.Fatalf("%+v %v", saved, err)
	}
	bad := saved
	bad.TeamID = new(int64)
	if _, err := w.queue.SaveType(ctx, w.minho, bad, bad.Version); !fault.Is(err, fault.Invalid) {
		t.Errorf("a team that is not: %v", err)
	}
	delivery := "delivery"
	tests := map[string]struct {
		change Change
		want   int64
	}{
		"who has none gets the type's":    {Change{Type: &delivery}, team.ID},
		"who is given one keeps it":       {Change{Type: &delivery, Team: to(&other.ID)}, other.ID},
		"who is taken from one stays so":  {Change{Type: &delivery, Team: to[*int64](nil)}, 0},
		"another type gives nobody a one": {Change{Priority: to(1)}, 0},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			number := w.asks(w.visitor(), "어디쯤인가요?").Number
			got, err := w.queue.Apply(ctx, staff.Actor{Kind: staff.KindStaff, ID: w.haeun.ID, Role: "agent"}, number, 0, tt.change)
			if err != nil {
				t.Fatal(err)
			}
			if id := teamOf(got); id != tt.want {
				t.Errorf("it went to %d, want %d", id, tt.want)
			}
		})
	}
}

func teamOf(t Ticket) int64 {
	if t.Team == nil {
		return 0
	}
	return t.Team.ID
}
