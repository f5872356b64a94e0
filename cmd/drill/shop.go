package main

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"

	"dari/internal/postgres"
	"dari/internal/shop"
	"dari/internal/shop/link"
	"dari/notify"
	"dari/notify/consent"

	"github.com/jackc/pgx/v5"
)

// The shop's own table, as no program of ours would name it.
const shopTables = `
CREATE SCHEMA store;
CREATE TABLE store.orders (no text PRIMARY KEY, state text NOT NULL, buyer text, tel text, mail text, won bigint, carrier text, tracking text, at timestamptz DEFAULT now());
INSERT INTO store.orders (no, state, buyer, tel, mail, won)
SELECT 'L-' || n, '결제완료', '구매자 ' || n, '010-2' || lpad(n::text, 7, '0'), 'buyer' || n || '@mail' || n %% 7 || '.example', 1000 * n FROM generate_series(1, %d) n`

const shopShips = `UPDATE store.orders SET state = '배송중', carrier = 'cjlogistics', tracking = '6' || lpad(substr(no, 3), 9, '0')
WHERE substr(no, 3)::int BETWEEN $1 AND $2`

// linkOrders makes the shop's table with so many paid orders and links it.
func (w *world) linkOrders(ctx context.Context, orders int) error {
	if _, err := w.db.Exec(ctx, fmt.Sprintf(shopTables, orders)); err != nil {
		return fmt.Errorf("make the shop's table: %w", err)
	}
	_, err := link.New(link.Options{DB: w.db, Log: slog.New(slog.DiscardHandler)}).Add(ctx, link.Spec{
		Name: "store_orders", Kind: link.Orders, Table: "store.orders", Key: "no",
		Map: map[string]string{
			"status": "state", "buyer_name": "buyer", "buyer_phone": "tel", "buyer_email": "mail", "total": "won",
			"carrier": "carrier", "tracking_no": "tracking", "placed_at": "at",
		},
		StatusMap: map[string]string{shopStates[shop.Paid]: shop.Paid, shopStates[shop.Shipped]: shop.Shipped},
	})
	return err
}

// ship lets the shop send the orders from..to, with one statement of plain SQL.
func (w *world) ship(ctx context.Context, from, to int) error {
	if _, err := w.db.Exec(ctx, shopShips, from, to); err != nil {
		return fmt.Errorf("ship orders %d to %d: %w", from, to, err)
	}
	return nil
}

const shopSets = `UPDATE store.orders SET state = $2 WHERE no = $1`

// shopStates are our states in the shop's own words.
var shopStates = map[string]string{shop.Paid: "결제완료", shop.Shipped: "배송중"}

// say lets the shop change the state of an order, in a transaction of its own or as part of one.
func say(ctx context.Context, q postgres.Querier, number, status string) error {
	if _, err := q.Exec(ctx, shopSets, number, shopStates[status]); err != nil {
		return fmt.Errorf("update order %s: %w", number, err)
	}
	return nil
}

// members are people who want advertising by mail.
func (w *world) members(ctx context.Context, n int) error {
	changes := make([]shop.CustomerChange, n)
	for i := range changes {
		name, address := fmt.Sprintf("회원 %d", i+1), fmt.Sprintf("member%d@mail%d.example", i+1, i%7)
		changes[i] = shop.CustomerChange{Source: shop.FromAPI, Ref: fmt.Sprintf("m-%d", i+1), Name: &name, Email: &address}
	}
	return postgres.InTx(ctx, w.db, func(tx pgx.Tx) error {
		people, err := shop.ApplyCustomers(ctx, tx, changes, shop.Apply{})
		if err != nil {
			return err
		}
		wishes := make([]consent.Change, len(people))
		for i, p := range people {
			wishes[i] = consent.Change{CustomerID: p.ID, Channel: notify.Email, Granted: true, Source: consent.SourceAPI, Told: true}
		}
		_, err = consent.Record(ctx, tx, wishes...)
		return err
	})
}

// campaign starts a campaign to all members, now.
func (w *world) campaign(ctx context.Context, n *node) error {
	var made struct {
		ID string `json:"id"`
	}
	text := map[string]any{"name": "가을 소식", "channel": "email", "subject": "가을 그릇이 나왔어요", "body_text": "새 백자를 보러 오세요."}
	if err := w.call(ctx, n, http.MethodPost, "/campaigns", text, &made); err != nil {
		return err
	}
	return w.call(ctx, n, http.MethodPost, "/campaigns/"+made.ID+"/schedule", map[string]any{}, nil)
}
