package tickets

import (
	"context"
	"testing"

	"dari/internal/thread"
)

// applies changes a ticket as an agent.
func (w *world) applies(number int64, c Change) {
	w.t.Helper()
	w.must(w.queue.Apply(context.Background(), w.haeun, number, 0, c))
}

func TestAChatGoesToTheTeamOfWhatItIsAbout(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	teams := map[string]int64{}
	for _, key := range []string{Question, Cancel} {
		team, err := w.queue.AddTeam(ctx, w.minho, key, nil)
		if err != nil {
			t.Fatal(err)
		}
		teams[key] = team.ID
		form, err := typeOf(ctx, w.db, key, false)
		if err != nil {
			t.Fatal(err)
		}
		form.TeamID = &team.ID
		if _, err := w.queue.SaveType(ctx, w.minho, *form, form.Version); err != nil {
			t.Fatal(err)
		}
	}
	own, err := w.queue.AddTeam(ctx, w.minho, "따로", nil)
	if err != nil {
		t.Fatal(err)
	}
	teams["own"] = own.ID
	cancel, order := Cancel, w.order("A")
	tests := map[string]struct {
		then func(c thread.Conversation, number int64)
		want string
	}{
		"as a question":                {func(thread.Conversation, int64) {}, Question},
		"as a request, once it is one": {func(c thread.Conversation, _ int64) { w.requests(c, Cancel, order) }, Cancel},
		"as what staff make it":        {func(_ thread.Conversation, n int64) { w.applies(n, Change{Type: &cancel}) }, Cancel},
		"but not when somebody has given it to another": {func(_ thread.Conversation, n int64) {
			w.applies(n, Change{Team: to(&own.ID)})
			w.applies(n, Change{Type: &cancel})
		}, "own"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			c := w.visitor()
			number := w.asks(c, "언제 와요?").Number
			tt.then(c, number)
			if got := teamOf(w.ticket(number)); got != teams[tt.want] {
				t.Errorf("it is with team %d, want %d", got, teams[tt.want])
			}
		})
	}
}
