package main

import (
	"context"
	"fmt"
	"time"

	"dari/internal/config"
	"dari/internal/postgres"
	"dari/internal/staff"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

type widgetCommand struct {
	Secret bool          `help:"Print the secret too, with which the shop's server signs the tokens of members."`
	Rotate bool          `help:"Make a new secret. The former one stays good for a while: see --keep."`
	Keep   time.Duration `help:"How long the former secret stays good after --rotate; 0 ends it, and its sockets, at once." default:"24h"`
}

// Run prints the tag for the shop's pages; the first time it makes the key and the secret.
func (c widgetCommand) Run(e env) error {
	cfg, err := config.Load(config.Tool, e.getenv)
	if err != nil {
		return err
	}
	if cfg.PublicURL == "" {
		return config.Error{Name: "DARI_PUBLIC_URL", Problem: "is not set: give the address under which shoppers reach Dari, as https://help.example.kr"}
	}
	return withDatabase(e, func(ctx context.Context, db *pgxpool.Pool) error {
		shop, err := c.keys(ctx, db)
		if err != nil {
			return err
		}
		fmt.Fprintf(e.stdout, "<script async src=\"%s/widget/v1.js\" data-shop=\"%s\"></script>\n", cfg.PublicURL, shop.WidgetKey)
		if c.Secret || c.Rotate {
			fmt.Fprintln(e.stdout, "secret:", shop.WidgetSecret)
		}
		return nil
	})
}

func (c widgetCommand) keys(ctx context.Context, db *pgxpool.Pool) (staff.ShopSettings, error) {
	shop, err := widgetKeys(ctx, db)
	if err != nil || !c.Rotate {
		return shop, err
	}
	err = postgres.InTx(ctx, db, func(tx pgx.Tx) error {
		if shop, err = staff.Shop(ctx, tx); err != nil {
			return err
		}
		shop.Rotate(randomHex(32), time.Now(), c.Keep)
		return staff.PutShop(ctx, tx, shop)
	})
	return shop, err
}

// widgetKeys makes what is missing and leaves what is there: a tag in a shop's pages goes on working.
func widgetKeys(ctx context.Context, db *pgxpool.Pool) (shop staff.ShopSettings, err error) {
	err = postgres.InTx(ctx, db, func(tx pgx.Tx) error {
		if shop, err = staff.Shop(ctx, tx); err != nil || shop.WidgetKey != "" && shop.WidgetSecret != "" {
			return err
		}
		if shop.WidgetKey == "" {
			shop.WidgetKey = randomHex(8)
		}
		if shop.WidgetSecret == "" {
			shop.WidgetSecret = randomHex(32)
		}
		return staff.PutShop(ctx, tx, shop)
	})
	return shop, err
}
