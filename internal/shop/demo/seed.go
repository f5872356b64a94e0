package demo

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"time"

	"dari/internal/postgres"
	"dari/internal/shop/link"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Schema is where 온담 keeps its data.
const Schema = "demo_shop"

// schemaSQL is what a real shop's program would have created.
const schemaSQL = `
CREATE SCHEMA demo_shop;
COMMENT ON SCHEMA demo_shop IS '온담: a made-up shop for demonstrations';
CREATE TABLE demo_shop.members (
  member_id text PRIMARY KEY,
  name      text NOT NULL,
  phone     text NOT NULL,
  email     text NOT NULL,
  birthday  date,
  sms_ok    boolean NOT NULL DEFAULT false,
  email_ok  boolean NOT NULL DEFAULT false,
  joined_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE demo_shop.orders (
  order_no    text PRIMARY KEY,
  status      text NOT NULL CHECK (status IN ('placed', 'paid', 'preparing', 'shipped', 'delivered', 'cancelled')),
  buyer_name  text NOT NULL,
  buyer_phone text NOT NULL,
  buyer_email text NOT NULL DEFAULT '',
  total_krw   integer NOT NULL,
  is_preorder boolean NOT NULL DEFAULT false,
  promised_on date,
  coupon_code text,
  carrier     text,
  tracking_no text,
  placed_at   timestamptz NOT NULL DEFAULT now(),
  updated_at  timestamptz NOT NULL DEFAULT now(),
  member_id   text REFERENCES demo_shop.members
);
CREATE INDEX orders_member ON demo_shop.orders (member_id, placed_at DESC);
CREATE TABLE demo_shop.order_lines (
  line_id  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  order_no text NOT NULL REFERENCES demo_shop.orders,
  sku      text NOT NULL,
  title    text NOT NULL,
  option   text NOT NULL DEFAULT '',
  quantity integer NOT NULL DEFAULT 1,
  unit_krw integer NOT NULL,
  image_url text NOT NULL DEFAULT ''
);
CREATE INDEX order_lines_order ON demo_shop.order_lines (order_no);`

const (
	sqlThere = `SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'demo_shop')`
	sqlLock  = `SELECT pg_advisory_xact_lock(hashtext('dari.shop.demo'))`
	sqlNow   = `SELECT dari.clock()`
)

// Seed creates the shop with its data, once; a shop that is there is left as it is. The data are the
// same on every machine but for the dates, which are counted from the day of seeding.
func Seed(ctx context.Context, db *pgxpool.Pool) error {
	return postgres.InTx(ctx, db, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, sqlLock); err != nil {
			return fmt.Errorf("wait for the demo shop: %w", err)
		}
		var there bool
		if err := tx.QueryRow(ctx, sqlThere).Scan(&there); err != nil {
			return fmt.Errorf("look for the demo shop: %w", err)
		}
		if there {
			return nil
		}
		var now time.Time
		if err := tx.QueryRow(ctx, sqlNow).Scan(&now); err != nil {
			return fmt.Errorf("read the clock: %w", err)
		}
		if _, err := tx.Exec(ctx, schemaSQL); err != nil {
			return fmt.Errorf("create the demo shop: %w", err)
		}
		return write(ctx, tx, build(now))
	})
}

func write(ctx context.Context, tx pgx.Tx, d *data) error {
	for _, part := range []struct {
		table   string
		columns []string
		rows    [][]any
	}{
		{"members", []string{"member_id", "name", "phone", "email", "birthday", "sms_ok", "email_ok", "joined_at"}, d.members},
		{"orders", []string{
			"order_no", "status", "buyer_name", "buyer_phone", "buyer_email", "total_krw", "is_preorder", "promised_on", "coupon_code",
			"carrier", "tracking_no", "placed_at", "updated_at", "member_id",
		}, d.orders},
		{"order_lines", []string{"order_no", "sku", "title", "option", "quantity", "unit_krw"}, d.lines},
	} {
		if _, err := tx.CopyFrom(ctx, pgx.Identifier{Schema, part.table}, part.columns, pgx.CopyFromRows(part.rows)); err != nil {
			return fmt.Errorf("fill %s of the demo shop: %w", part.table, err)
		}
	}
	return nil
}

const (
	// A shop that was seeded before there were pictures gets the column now.
	pictureColumnSQL = `ALTER TABLE demo_shop.order_lines ADD COLUMN IF NOT EXISTS image_url text NOT NULL DEFAULT ''`
	setPicturesSQL   = `
UPDATE demo_shop.order_lines SET image_url = $1 || sku || '.svg' WHERE image_url <> $1 || sku || '.svg' AND sku = ANY($2)`
)

// Show names the pictures in the lines of all orders, as they are served at publicURL, which may be another one than
// the last time. What is not in the catalogue has none.
func Show(ctx context.Context, q postgres.Querier, publicURL string) error {
	if _, err := q.Exec(ctx, pictureColumnSQL); err != nil {
		return fmt.Errorf("make room for pictures in the demo shop: %w", err)
	}
	skus := make([]string, len(catalogue))
	for i, p := range catalogue {
		skus[i] = p.sku
	}
	if _, err := q.Exec(ctx, setPicturesSQL, publicURL+PicturesPath+"/", skus); err != nil {
		return fmt.Errorf("name the pictures of the demo shop: %w", err)
	}
	return nil
}

// Specs are the links of the shop's three tables.
func Specs() []link.Spec {
	return []link.Spec{
		{
			Name: "demo_members", Kind: link.Members, Table: "demo_shop.members", Key: "member_id",
			Map: map[string]string{
				"ref": "member_id", "name": "name", "phone": "phone", "email": "email", "birthday": "birthday",
				"sms_ok": "sms_ok", "email_ok": "email_ok",
			},
		},
		{
			Name: "demo_orders", Kind: link.Orders, Table: "demo_shop.orders", Key: "order_no",
			Map: map[string]string{
				"number": "order_no", "status": "status", "customer_ref": "member_id", "buyer_name": "buyer_name", "buyer_phone": "buyer_phone",
				"buyer_email": "buyer_email", "total": "total_krw", "is_preorder": "is_preorder", "eta_to": "promised_on",
				"coupon_code": "coupon_code", "carrier": "carrier", "tracking_no": "tracking_no", "placed_at": "placed_at",
			},
		},
		{
			Name: "demo_order_lines", Kind: link.OrderLines, Table: "demo_shop.order_lines", Key: "line_id",
			Map: map[string]string{
				"number": "order_no", "sku": "sku", "title": "title", "option": "option", "quantity": "quantity", "price": "unit_krw",
				"image_url": "image_url",
			},
		},
	}
}

// Link links the tables that are not linked yet. A link whose first fill was cut off, and one that does not tell all that
// it could by now, is made anew.
func Link(ctx context.Context, links *link.Links) error {
	there, err := links.List(ctx)
	if err != nil {
		return err
	}
	wanted, filled := map[string]map[string]string{}, map[string]bool{}
	for _, spec := range Specs() {
		wanted[spec.Name] = spec.Map
	}
	for _, l := range there {
		if wanted[l.Name] == nil {
			continue // somebody's own
		}
		if filled[l.Name] = l.FilledAt != nil && maps.Equal(l.Map, wanted[l.Name]); filled[l.Name] {
			continue
		}
		if err := links.Remove(ctx, l.Name); err != nil {
			return fmt.Errorf("take back the unfinished link %d: %w", l.ID, err)
		}
	}
	for _, spec := range Specs() {
		if filled[spec.Name] {
			continue
		}
		if _, err := links.Add(ctx, spec); err != nil {
			return fmt.Errorf("link %s: %w", spec.Table, err)
		}
	}
	return nil
}

// dice gives the same numbers on every machine.
func dice() *rand.Rand { return rand.New(rand.NewPCG(2026, 1103)) }
