package views

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"dari/internal/i18n"
	"dari/internal/korean"
	"dari/internal/postgres"
	"dari/internal/staff"
	"dari/tickets"

	"github.com/jackc/pgx/v5"
)

// FoundCustomer is a customer that a search has found.
type FoundCustomer struct {
	ID          int64   `json:"id"`
	Name        string  `json:"name"`
	NamePieces  []Piece `json:"name_pieces" doc:"The name with what was looked for marked, the syllables of initial consonants too."`
	PhoneMasked string  `json:"phone_masked"`
	EmailMasked string  `json:"email_masked"`
	Tickets     int     `json:"tickets" doc:"How many tickets they have, 100 at most."`
}

// FoundOrder is an order that a search has found.
type FoundOrder struct {
	Number       string    `json:"number"`
	Status       string    `json:"status"`
	StatusLabel  string    `json:"status_label"`
	Name         string    `json:"name" doc:"Of the buyer; empty for who may not read customers."`
	PlacedAt     time.Time `json:"placed_at"`
	TicketNumber *int64    `json:"ticket_number" doc:"The newest ticket about it."`
}

// The rows are few where the keys are many; a single letter stops at the first it meets.
const (
	sqlCustomersFound = `
SELECT coalesce(o.id, c.id), c.name, c.phone, c.email, coalesce(o.name, c.name), coalesce(o.phone, c.phone), coalesce(o.email, c.email)
FROM dari.customers c
LEFT JOIN dari.customers o ON o.id = c.merged_into
WHERE $1 AND (dari.customer_grams(c.name, c.phone, c.email) @> $2::text[] OR dari.customer_grams(c.name, c.phone, c.email) @> $3::text[]
  OR dari.customer_grams(c.name, c.phone, c.email) @> $4::text[] OR dari.customer_grams(c.name, c.phone, c.email) @> $5::text[])
LIMIT 300`
	sqlTicketsOf = `
SELECT k.id, (SELECT count(*) FROM (SELECT FROM dari.tickets t WHERE t.customer_id = k.id LIMIT 100) n)::integer
FROM unnest($1::bigint[]) AS k (id)`
	sqlOrdersFound = `
SELECT fn.number, fn.status, CASE WHEN $4 THEN coalesce(nullif(fn.buyer_name, ''), c.name, '') ELSE '' END, fn.placed_at,
       (SELECT t.number FROM dari.tickets t WHERE t.order_id = fn.id ORDER BY t.id DESC LIMIT 1)
FROM dari.orders fn
LEFT JOIN dari.customers c ON c.id = fn.customer_id
WHERE $1 AND reverse(upper(regexp_replace(fn.number, '[^0-9A-Za-z]', '', 'g'))) ~>=~ $2 AND reverse(upper(regexp_replace(fn.number, '[^0-9A-Za-z]', '', 'g'))) ~<~ $3
ORDER BY fn.placed_at DESC, fn.id DESC LIMIT $5`
)

// customerRow is a row that was found, and how the person is shown: one who was merged is found by what
// the old row says, and shown as the one they go on in.
type customerRow struct {
	ID                 int64
	Name, Phone, Email string

	ShownName, ShownPhone, ShownEmail string
}

// customers finds people by name, initial consonants, the end of their phone number, or e-mail.
func (s *Service) customers(ctx context.Context, actor staff.Actor, words string, limit int) ([]FoundCustomer, error) {
	q := whoOf(words)
	if q.empty() {
		return []FoundCustomer{}, nil
	}
	// Planned for its values: without them Postgres may walk the customers in the hope of 300 soon.
	rows, _ := s.db.Query(ctx, sqlCustomersFound, actor.Can("customers:read"), q.name, q.initials, q.phone, q.email) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[customerRow])
	if err != nil {
		return nil, fmt.Errorf("look for customers: %w", err)
	}
	list = slices.DeleteFunc(list, func(c customerRow) bool { return q.rank(c) == 0 })
	slices.SortFunc(list, func(a, b customerRow) int {
		return cmp.Or(cmp.Compare(q.rank(a), q.rank(b)), cmp.Compare(len(a.Name), len(b.Name)), cmp.Compare(b.ID, a.ID))
	})
	out := make([]FoundCustomer, 0, limit)
	seen := map[int64]bool{}
	for _, c := range list {
		if len(out) == limit || seen[c.ID] {
			continue
		}
		seen[c.ID] = true
		out = append(out, FoundCustomer{ID: c.ID, Name: c.ShownName, NamePieces: q.mark(c.ShownName), PhoneMasked: korean.MaskPhone(c.ShownPhone), EmailMasked: maskEmail(c.ShownEmail)})
	}
	return out, s.countTickets(ctx, out)
}

func (s *Service) countTickets(ctx context.Context, list []FoundCustomer) error {
	ids, at := make([]int64, len(list)), map[int64]int{}
	for i, c := range list {
		ids[i], at[c.ID] = c.ID, i
	}
	rows, _ := s.db.Query(ctx, sqlTicketsOf, ids) // ForEachRow reports this error
	var id int64
	var n int
	if _, err := pgx.ForEachRow(rows, []any{&id, &n}, func() error { list[at[id]].Tickets = n; return nil }); err != nil {
		return fmt.Errorf("count the tickets of %d customers: %w", len(list), err)
	}
	return nil
}

func maskEmail(address string) string {
	local, host, found := strings.Cut(address, "@")
	first, size := utf8.DecodeRuneInString(local)
	if !found || size == 0 {
		return ""
	}
	return string(first) + "•••@" + host
}

// who is a query as customers are found by it: the keys of dari.customer_grams. A list that is nil finds
// nobody.
type who struct {
	plain                        string // folded, without spaces
	mail                         string // as a part of an e-mail, when it can be one
	cho, digits                  string
	name, initials, phone, email []string
}

func whoOf(words string) who {
	q := who{plain: korean.Squeeze(words)}
	n := utf8.RuneCountInString(q.plain)
	if n == 0 || n > 60 {
		return q
	}
	digits := strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9':
			return r
		case strings.ContainsRune(" -.()+", r):
			return -1
		}
		return 'x'
	}, words)
	if !strings.Contains(digits, "x") {
		if q.digits = strings.TrimPrefix(digits, "82"); len(q.digits) >= 4 {
			q.phone = []string{"#" + q.digits[len(q.digits)-4:]}
		}
		if len(q.digits) >= 8 {
			q.phone = []string{"#" + q.digits[len(q.digits)-8:]}
		}
	}
	if korean.IsInitials(words) {
		q.cho = korean.Initials(words)
		q.initials = keysOf(q.cho, "")
		return q
	}
	q.name = keysOf(q.plain, "")
	if mail := strings.ToLower(strings.TrimSpace(words)); len(mail) >= 2 && !strings.ContainsAny(mail, " \t") && ascii(mail) {
		q.mail, q.email = mail, keysOf(mail, "@")[1:]
	}
	return q
}

func (q who) empty() bool {
	return len(q.name)+len(q.initials)+len(q.phone)+len(q.email) == 0
}

// keysOf are the first letter, which a word of one letter is found by, and the pairs.
func keysOf(word, sign string) []string {
	letters := []rune(word)
	keys := []string{sign + string(letters[:1])}
	for i := 0; i+1 < len(letters); i++ {
		keys = append(keys, sign+string(letters[i:i+2]))
	}
	return keys
}

// rank is how well a person fits, 1 the best; 0: the keys met by chance.
func (q who) rank(c customerRow) int {
	name, phone := korean.Squeeze(c.Name), onlyDigits(c.Phone)
	switch {
	case q.cho != "":
		cho := korean.Initials(c.Name)
		switch {
		case cho == q.cho:
			return 1
		case strings.HasPrefix(cho, q.cho):
			return 2
		case strings.Contains(cho, q.cho):
			return 4
		}
		return 0
	case name == q.plain:
		return 1
	case len(q.phone) > 0 && strings.HasSuffix(phone, strings.TrimPrefix(q.digits, "0")):
		return 2
	case strings.HasPrefix(name, q.plain):
		return 2
	case strings.Contains(name, q.plain):
		return 3
	case len(q.email) > 0 && strings.HasPrefix(strings.ToLower(c.Email), q.mail):
		return 4
	case len(q.email) > 0 && strings.Contains(strings.ToLower(c.Email), q.mail):
		return 5
	}
	return 0
}

// mark marks in a name what was looked for.
func (q who) mark(name string) []Piece {
	letters := []rune(name)
	hits := make([]bool, len(letters))
	needle, fold := q.plain, func(r rune) string { return korean.Squeeze(string(r)) }
	if q.cho != "" {
		needle, fold = q.cho, func(r rune) string { return korean.Initials(string(r)) }
	}
	for start := range letters {
		left := needle
		for i := start; i < len(letters) && left != ""; i++ {
			part := fold(letters[i])
			if part == "" && i > start {
				continue
			}
			rest, ok := strings.CutPrefix(left, part)
			if !ok || part == "" {
				break
			}
			if left = rest; left == "" {
				for j := start; j <= i; j++ {
					hits[j] = true
				}
			}
		}
	}
	pieces := []Piece{}
	for i := 0; i < len(letters); {
		end := i
		for end < len(letters) && hits[end] == hits[i] {
			end++
		}
		pieces = append(pieces, Piece{string(letters[i:end]), hits[i]})
		i = end
	}
	return pieces
}

func onlyDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// orders finds orders by their number or its end, three signs at least.
func (s *Service) orders(ctx context.Context, actor staff.Actor, lang, words string, limit int) ([]FoundOrder, error) {
	end := tickets.OrderEnd(words)
	if len(end) < 3 || len(end) > 40 || onlyDigits(end) == "" || !ascii(words) {
		return []FoundOrder{}, nil
	}
	var list []FoundOrder
	b := postgres.Planned()
	b.Queue(sqlOrdersFound, actor.Can("orders:read"), end, end+"~", actor.Can("customers:read"), limit).Query(func(rows pgx.Rows) (err error) {
		list, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (o FoundOrder, err error) {
			err = row.Scan(&o.Number, &o.Status, &o.Name, &o.PlacedAt, &o.TicketNumber)
			o.StatusLabel = i18n.T(lang, "views.chip.order_status."+o.Status)
			return o, err
		})
		return err
	})
	if err := s.db.SendBatch(ctx, b).Close(); err != nil {
		return nil, fmt.Errorf("look for orders: %w", err)
	}
	if list == nil {
		list = []FoundOrder{}
	}
	return list, nil
}

// ascii says that there are Latin letters, digits and signs alone.
func ascii(words string) bool {
	for _, r := range words {
		if r >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
