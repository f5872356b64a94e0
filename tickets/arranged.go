package tickets

import (
	"context"

	"dari/internal/staff"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// kindArranged is the event of a return, or of something else that is done with an order: it has come a
// step further.
const kindArranged = "arranged"

// Arranged is how far a return has come, as a ticket's history keeps it: no names, no texts.
type Arranged struct {
	ID     uuid.UUID `json:"id"`
	Kind   string    `json:"kind"`
	State  string    `json:"state"`
	Order  string    `json:"order"`
	Amount int64     `json:"amount,omitempty"`
}

// Arrange writes a step of a return into the history of its ticket, in the caller's transaction.
func Arrange(ctx context.Context, tx pgx.Tx, actor staff.Actor, number int64, a Arranged) error {
	r, now, err := lockTicket(ctx, tx, number)
	if err != nil {
		return err
	}
	w := begin(r)
	e := by(actor, kindArranged, Data{Arranged: &a})
	e.At = now
	r.happening(&w.events, e)
	_, err = store(ctx, tx, []*work{w})
	return err
}
