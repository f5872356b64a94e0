package views

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"dari/internal/fault"
	"dari/internal/staff"
	"dari/tickets"

	"github.com/google/uuid"
)

func (w *world) add(actor staff.Actor, name string, f tickets.Filter, shared Shared) View {
	w.t.Helper()
	v, err := w.views.Add(context.Background(), actor, "ko", Body{Name: name, Filter: f, Shared: shared})
	if err != nil {
		w.t.Fatalf("%s: %v", name, err)
	}
	return v
}

func (w *world) names(actor staff.Actor) string {
	w.t.Helper()
	list, err := w.views.List(context.Background(), actor, "ko")
	if err != nil {
		w.t.Fatal(err)
	}
	var names []string
	for _, v := range list {
		names = append(names, v.Name)
	}
	return strings.Join(names, " ")
}

func TestAViewIsSeenByThoseItIsSharedWith(t *testing.T) {
	w := newWorld(t)
	jiwoo := w.staff("지우", "agent")
	team := w.row(`INSERT INTO dari.teams (name) VALUES ('배송팀') RETURNING id`)
	w.exec(`INSERT INTO dari.team_members (team_id, staff_id) VALUES ($1, $2)`, team, jiwoo.ID)
	w.add(w.haeun, "나만", tickets.Filter{}, Shared{})
	w.add(w.haeun, "팀", tickets.Filter{}, Shared{"team", fmt.Sprint(team)})
	w.add(w.haeun, "리더", tickets.Filter{}, Shared{"role", "lead"})
	w.add(w.haeun, "모두", tickets.Filter{}, Shared{"all", "x"})
	for name, test := range map[string]struct {
		actor staff.Actor
		want  string
	}{
		"who made them":          {w.haeun, "나만 팀 리더 모두"},
		"a member of the team":   {jiwoo, "팀 모두"},
		"a lead":                 {w.minho, "리더 모두"},
		"a key, which is nobody": {staff.Actor{Kind: staff.KindAPIKey, ID: w.haeun.ID}, "모두"},
	} {
		if got := w.names(test.actor); got != test.want {
			t.Errorf("%s sees %q, want %q", name, got, test.want)
		}
	}
}

func TestOnlyItsMakerAndLeadsChangeAView(t *testing.T) {
	w := newWorld(t)
	jiwoo := w.staff("지우", "agent")
	ctx := context.Background()
	own, all := w.add(w.haeun, "나만", tickets.Filter{}, Shared{}), w.add(w.haeun, "모두", tickets.Filter{}, Shared{Kind: "all"})
	put := func(actor staff.Actor, v View) error {
		_, err := w.views.Put(ctx, actor, "ko", v.ID, v.Version, Body{Name: v.Name + "!", Shared: v.Shared})
		return err
	}
	if err := put(jiwoo, all); !fault.Is(err, fault.Forbidden) {
		t.Errorf("another agent: %v", err)
	}
	if err := put(jiwoo, own); !fault.Is(err, fault.NotFound) {
		t.Errorf("a view they do not see: %v", err)
	}
	if err := put(w.minho, own); !fault.Is(err, fault.NotFound) {
		t.Errorf("a lead, somebody's own: %v", err)
	}
	if err := put(w.minho, all); err != nil {
		t.Errorf("a lead: %v", err)
	}
	if err := put(w.haeun, all); !fault.Is(err, fault.Conflict) {
		t.Errorf("on an old version: %v", err)
	}
	if err := w.views.Delete(ctx, jiwoo, all.ID); !fault.Is(err, fault.Forbidden) {
		t.Errorf("another agent deletes: %v", err)
	}
	if err := w.views.Arrange(ctx, jiwoo, []uuid.UUID{all.ID}); err != nil {
		t.Fatal(err)
	}
	if err := w.views.Delete(ctx, w.haeun, all.ID); err != nil || w.names(jiwoo) != "" {
		t.Errorf("deleting: %v, left %q", err, w.names(jiwoo))
	}
}

func TestAPersonHasTheirOwnOrder(t *testing.T) {
	w := newWorld(t)
	var ids []uuid.UUID
	for _, name := range []string{"하나", "둘", "셋"} {
		ids = append(ids, w.add(w.haeun, name, tickets.Filter{}, Shared{Kind: "all"}).ID)
	}
	slices.Reverse(ids)
	if err := w.views.Arrange(context.Background(), w.haeun, append(ids, ids[0], uuid.New())); err != nil {
		t.Fatal(err)
	}
	if mine, theirs := w.names(w.haeun), w.names(w.minho); mine != "셋 둘 하나" || theirs != "하나 둘 셋" {
		t.Errorf("%q and %q", mine, theirs)
	}
}

func TestAViewsCountIsThatOfItsList(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	for i := range 8 {
		n := w.asks(fmt.Sprintf("손님%d", i), "파손 문의")
		w.exec(`UPDATE dari.tickets SET priority = $2, tags = CASE WHEN $2 > 1 THEN '{급함}'::text[] ELSE '{}' END, owner_id = CASE WHEN $2 % 2 = 0 THEN $3::bigint END WHERE number = $1`, n, i%4, w.haeun.ID)
	}
	for i, f := range []tickets.Filter{
		{}, {Tags: []string{"급함"}}, {Owners: []string{"me"}}, {Priorities: []int{3}, Owners: []string{"me"}, Any: true}, {Text: "태그:급함 담당:없음"}, {Text: "담당:나 파손"}, {Text: "없는말"},
	} {
		v := w.add(w.haeun, fmt.Sprint("보기", i), f, Shared{})
		saved, sort, err := w.views.Saved(ctx, w.haeun, v.ID.String())
		if err != nil {
			t.Fatal(err)
		}
		saved, _, err = tickets.Resolve(ctx, w.db, "ko", saved)
		if err != nil {
			t.Fatal(err)
		}
		list, _, err := tickets.List(ctx, w.db, w.haeun.ID, saved, sort, "", 100)
		live, err2 := w.views.Count(ctx, w.haeun, "ko", f)
		if err != nil || err2 != nil || len(list) != v.Count || live != v.Count {
			t.Errorf("%+v: %d listed, %d counted, %d live (%v %v)", f, len(list), v.Count, live, err, err2)
		}
	}
	views, err := w.views.List(ctx, w.haeun, "ko")
	if err != nil {
		t.Fatal(err)
	}
	var counts []int
	for _, v := range views {
		counts = append(counts, v.Count)
	}
	if !slices.Equal(counts, []int{8, 4, 4, 6, 2, 4, 0}) {
		t.Errorf("counts %v", counts)
	}
}

func TestAViewThatCannotBeIsRefused(t *testing.T) {
	w := newWorld(t)
	for name, b := range map[string]Body{
		"without a name":       {Name: "  "},
		"a NUL in the name":    {Name: "a\x00"},
		"a state that is none": {Name: "x", Filter: tickets.Filter{States: []tickets.State{"gone"}}},
		"a column of none":     {Name: "x", Columns: []string{"salary"}},
		"a role of none":       {Name: "x", Shared: Shared{"role", "king"}},
		"a team of none":       {Name: "x", Shared: Shared{"team", "77"}},
		"a team with a NUL":    {Name: "x", Shared: Shared{"team", "7\x00"}},
	} {
		if _, err := w.views.Add(context.Background(), w.haeun, "ko", b); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := w.views.Add(context.Background(), staff.Actor{Kind: staff.KindAPIKey}, "ko", Body{Name: "x"}); !fault.Is(err, fault.Forbidden) {
		t.Errorf("a key: %v", err)
	}
	w.exec(`INSERT INTO dari.views (uid, staff_id, name) SELECT gen_random_uuid(), $1, 'x' FROM generate_series(1, $2)`, w.haeun.ID, viewsMost)
	if _, err := w.views.Add(context.Background(), w.haeun, "ko", Body{Name: "x"}); !fault.Is(err, fault.Conflict) {
		t.Errorf("one too many: %v", err)
	}
}
