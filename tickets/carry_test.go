package tickets

import (
	"testing"

	"dari/internal/postgres"
	"dari/internal/thread"

	"github.com/jackc/pgx/v5"
)

// A member asks as a visitor, then signs in: their question is one ticket still, in the chat they have (S3).
func TestATicketOfAVisitorGoesOnInTheMembersChat(t *testing.T) {
	tests := map[string]struct {
		former bool // the member's chat has a ticket that is open
		spans  int64
	}{
		"the member's chat has no open ticket": {false, 1},
		"the member's chat has an open ticket": {true, 2},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			member := w.customer("지우")
			if tt.former {
				w.asks(member, "지난 질문")
			} else {
				w.exec(`UPDATE dari.conversations SET last_seq = 0 WHERE id = $1 RETURNING id`, member.ID)
			}
			visitor := w.visitor()
			asked := w.asks(visitor, "새 질문")
			err := postgres.InTx(t.Context(), w.db, func(tx pgx.Tx) error { return w.queue.Carry(t.Context(), tx, visitor.ID, member.ID) })
			if err != nil {
				t.Fatal(err)
			}
			w.drain()
			conv, err := thread.ByID(t.Context(), w.db, member.ID)
			if err != nil {
				t.Fatal(err)
			}
			var got struct {
				customer *int64
				conv     int64
				spans    int64
			}
			if err := w.db.QueryRow(t.Context(), `SELECT customer_id, conversation_id, (SELECT count(*) FROM dari.ticket_conversations WHERE conversation_id = $2) FROM dari.tickets WHERE number = $1`,
				asked.Number, member.ID).Scan(&got.customer, &got.conv, &got.spans); err != nil {
				t.Fatal(err)
			}
			if got.customer == nil || *got.customer != *conv.CustomerID || got.conv != member.ID || got.spans != tt.spans {
				t.Errorf("ticket %d: %+v, want customer %d, conversation %d, %d spans", asked.Number, got, *conv.CustomerID, member.ID, tt.spans)
			}
			// What the member writes next belongs to it, and the row is what its events say.
			if next := w.asks(member, "하나 더요"); next.Number != asked.Number {
				t.Errorf("the next message is in ticket %d, want %d", next.Number, asked.Number)
			}
			if n := w.exec(`SELECT count(*) FROM dari.ticket_conversations WHERE conversation_id = $1 AND to_seq IS NULL`, member.ID); n != 1 {
				t.Errorf("%d spans are open, want 1", n)
			}
		})
	}
}
