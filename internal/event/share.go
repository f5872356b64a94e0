package event

import (
	"context"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
)

// share hands the events of a turn on. A long transaction keeps a core to itself, and who writes a
// message meanwhile waits for it: so patient events take a fifth of the time. A backlog is worked off as
// fast as can be.
func (r *Relay) share(ctx context.Context, conn *pgx.Conn, events []Event) error {
	if len(events) >= r.batch {
		return r.deliver(ctx, conn, events)
	}
	for _, piece := range pieces(events, r.patient) {
		began := time.Now()
		if err := r.deliver(ctx, conn, piece); err != nil {
			return err
		}
		if len(piece) < len(events) {
			wait(ctx, min(4*time.Since(began), longestRest))
		}
	}
	return nil
}

const (
	pieceEvents = 50
	longestRest = 30 * time.Millisecond
)

// pieces cuts events: patient ones come last, about fifty at a time. All events of one subject are in
// one piece, in their order; where a patient kind of event meets another on its kind of subject, such as
// the end of a conversation, nothing is cut.
func pieces(events []Event, patient []string) [][]Event {
	if len(events) < 2*pieceEvents {
		return [][]Event{events}
	}
	type subject struct {
		kind string
		id   int64
	}
	counts, urgent := map[subject]int{}, map[string]bool{}
	for _, e := range events {
		counts[subject{e.SubjectKind, e.SubjectID}]++
		urgent[e.SubjectKind] = urgent[e.SubjectKind] || !slices.Contains(patient, e.Kind)
	}
	cut, place, room := [][]Event{nil}, map[subject]int{}, 0
	for _, e := range events {
		of := subject{e.SubjectKind, e.SubjectID}
		at, placed := place[of]
		if !placed && !urgent[e.SubjectKind] {
			if room <= 0 {
				cut, room = append(cut, nil), pieceEvents
			}
			at = len(cut) - 1
			room -= counts[of]
			place[of] = at
		}
		cut[at] = append(cut[at], e)
	}
	return slices.DeleteFunc(cut, func(piece []Event) bool { return len(piece) == 0 })
}
