package shop

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"dari/internal/i18n"
	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

// Line is an item with its number in the order, by which a shopper names it.
type Line struct {
	No int
	Item
}

const sqlLinesOf = `
SELECT order_id, line_no, sku, title, option, quantity, price, image_url FROM dari.order_items WHERE order_id = ANY($1) ORDER BY order_id, line_no`

// LinesOf are the lines of orders, by the order's id.
func LinesOf(ctx context.Context, q postgres.Querier, orderIDs []int64) (map[int64][]Line, error) {
	rows, _ := q.Query(ctx, sqlLinesOf, orderIDs) // ForEachRow reports this error
	lines := make(map[int64][]Line, len(orderIDs))
	var id int64
	var l Line
	if _, err := pgx.ForEachRow(rows, []any{&id, &l.No, &l.SKU, &l.Title, &l.Option, &l.Quantity, &l.Price, &l.ImageURL}, func() error {
		lines[id] = append(lines[id], l)
		return nil
	}); err != nil {
		return nil, fmt.Errorf("read the lines of %d orders: %w", len(orderIDs), err)
	}
	return lines, nil
}

// Carrier is who brings a parcel.
type Carrier struct {
	Code        string
	NameKo      string
	NameEn      string
	TrackingURL string // {no} stands for the parcel's number
}

const sqlCarriers = `SELECT code, name_ko, name_en, tracking_url FROM dari.carriers WHERE code = ANY($1)`

// Carriers are those with these codes. Unknown codes are left out.
func Carriers(ctx context.Context, q postgres.Querier, codes []string) (map[string]Carrier, error) {
	found := make(map[string]Carrier, len(codes))
	if len(codes) == 0 {
		return found, nil
	}
	rows, _ := q.Query(ctx, sqlCarriers, codes) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Carrier])
	if err != nil {
		return nil, fmt.Errorf("read %d carriers: %w", len(codes), err)
	}
	for _, c := range list {
		found[c.Code] = c
	}
	return found, nil
}

// Name is what the carrier is called in a language.
func (c Carrier) Name(lang string) string {
	if lang == i18n.English {
		return c.NameEn
	}
	return c.NameKo
}

// Track is the page on which the carrier shows a parcel, or nothing.
func (c Carrier) Track(number string) string {
	if c.TrackingURL == "" || number == "" {
		return ""
	}
	return strings.ReplaceAll(c.TrackingURL, "{no}", url.QueryEscape(number))
}

// Contact is how the buyer of an order can be reached.
type Contact struct {
	Number     string
	OrderID    int64
	CustomerID int64 // 0: a guest nobody knows
	Phone      string
	Email      string
}

// A buyer who gave no number or address of their own is reached as the customer is.
const sqlContactsOf = `
SELECT o.number, o.id, coalesce(o.customer_id, 0), coalesce(nullif(o.buyer_phone, ''), c.phone, ''), coalesce(nullif(o.buyer_email, ''), c.email, '')
FROM dari.orders o LEFT JOIN dari.customers c ON c.id = o.customer_id WHERE o.number = ANY($1)`

// ContactsOf tells how the buyers of orders can be reached, by the order's number. Unknown numbers are left out.
func ContactsOf(ctx context.Context, q postgres.Querier, numbers []string) (map[string]Contact, error) {
	rows, _ := q.Query(ctx, sqlContactsOf, numbers) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Contact])
	if err != nil {
		return nil, fmt.Errorf("read the buyers of %d orders: %w", len(numbers), err)
	}
	found := make(map[string]Contact, len(list))
	for _, c := range list {
		found[c.Number] = c
	}
	return found, nil
}
