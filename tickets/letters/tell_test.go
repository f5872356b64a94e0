package letters

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"dari/internal/postgres"
	"dari/internal/postgres/pgtest"
	"dari/internal/shop"
	"dari/internal/thread"
	"dari/tickets"
	"dari/tickets/mail"

	"github.com/jackc/pgx/v5"
)

func TestWhoIsToldOfAMergeIsLedToTheirOwnTicket(t *testing.T) {
	db := pgtest.New(t)
	var told []News
	s := New(Options{
		DB: db, Mail: mail.New(mail.Options{DB: db, Secret: strings.Repeat("k", 40)}),
		Host:      func(context.Context, postgres.Querier) (string, error) { return "ondam.example", nil },
		TicketURL: func(_ context.Context, _ pgx.Tx, id int64) (string, error) { return fmt.Sprint("/t/", id), nil },
		News: func(_ context.Context, _ pgx.Tx, n News) (string, error) {
			told = append(told, n)
			return fmt.Sprintf("<news-%d@ondam.example>", n.ID), nil
		},
	})
	type begun struct{ ticket, number, conversation, customer int64 }
	begin := func(tx pgx.Tx, email string) (b begun, err error) {
		if b.customer, _, err = shop.WriteDown(t.Context(), tx, shop.Stranger{Source: "form", Name: "김하늘", Email: email}); err != nil {
			return b, err
		}
		conv, err := thread.NewMail(t.Context(), tx, b.customer, "접시", "ko")
		if err != nil {
			return b, err
		}
		b.conversation = conv.ID
		if err = tx.QueryRow(t.Context(), `INSERT INTO dari.tickets (state, channel, conversation_id, customer_id) VALUES ('new', 'form', $1, $2) RETURNING id, number`,
			conv.ID, b.customer).Scan(&b.ticket, &b.number); err != nil {
			return b, err
		}
		_, err = tx.Exec(t.Context(), `INSERT INTO dari.ticket_events (ticket_id, seq, kind, actor_kind, data, at) VALUES ($1, 1, 'opened', 'shopper', jsonb_build_object('conversation_id', $2::bigint), dari.clock())`, b.ticket, conv.ID)
		return b, err
	}
	err := postgres.InTx(t.Context(), db, func(tx pgx.Tx) error {
		one, err := begin(tx, "a@example.com")
		if err != nil {
			return err
		}
		other, err := begin(tx, "b@example.com")
		if err != nil {
			return err
		}
		for _, b := range []begun{one, other} {
			if err := s.Tell(t.Context(), tx, tickets.Notice{ConversationID: b.conversation, CustomerID: &b.customer, Lang: "ko", Number: one.number, Into: other.number, Text: "합쳤어요."}); err != nil {
				return err
			}
		}
		if len(told) != 2 || told[0].URL != fmt.Sprint("/t/", one.ticket) || told[1].URL != fmt.Sprint("/t/", other.ticket) || told[0].Address != "a@example.com" {
			t.Errorf("%+v", told)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
