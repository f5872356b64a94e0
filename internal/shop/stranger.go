package shop

import (
	"context"
	"fmt"

	"dari/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Stranger is a person who has written to the shop and says who they are; nothing of it is proved.
type Stranger struct {
	Source string // mail, form or phone: what they wrote by
	Name   string
	Email  string
	Phone  string
	Lang   string // ko or en; empty means ko
}

const (
	sqlStrangerKnown = `
SELECT customer_id FROM dari.identities
WHERE kind = 'email' AND value_norm = $1 AND $1 <> '' OR kind = 'phone' AND value_norm = $2 AND $2 <> ''
ORDER BY kind LIMIT 1`
	sqlInsertStranger = `
INSERT INTO dari.customers (uid, source, name, email, phone, lang) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`
)

// WriteDown is the customer known by the stranger's address, else by their number, and a new contact
// without any proof when there is neither. A member who is seen later takes the address over.
func WriteDown(ctx context.Context, tx pgx.Tx, s Stranger) (id int64, made bool, err error) {
	email, phone := emailKey(s.Email), phoneKey(s.Phone)
	if s.Source == "mail" {
		email = senderKey(s.Email)
	}
	if email == "" {
		s.Email = ""
	}
	if phone == "" {
		s.Phone = ""
	}
	if s.Lang == "" {
		s.Lang = "ko"
	}
	if err := lockCustomers(ctx, tx); err != nil {
		return 0, false, err
	}
	if id, err = strangerKnown(ctx, tx, email, phone); err != nil || id != 0 {
		return id, false, err
	}
	if err := tx.QueryRow(ctx, sqlInsertStranger, uuid.MustParse(newUID()), s.Source, s.Name, s.Email, s.Phone, s.Lang).Scan(&id); err != nil {
		return 0, false, fmt.Errorf("write down a stranger: %w", err)
	}
	return id, true, attach(ctx, tx, []identityRow{{id, ByEmail, email}, {id, ByPhone, phone}})
}

func strangerKnown(ctx context.Context, q postgres.Querier, email, phone string) (int64, error) {
	rows, _ := q.Query(ctx, sqlStrangerKnown, email, phone) // CollectRows reports this error
	ids, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return 0, fmt.Errorf("look whether a stranger is known: %w", err)
	}
	if len(ids) == 0 {
		return 0, nil
	}
	return ids[0], nil
}
