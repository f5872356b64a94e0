package demo

import (
	"context"
	"embed"
	"fmt"
	"io/fs"

	"dari/internal/postgres"
)

//go:embed pictures/*.svg
var drawn embed.FS

// PicturesPath is where the pictures of what 온담 sells are served.
const PicturesPath = "/demo/goods"

// Pictures are drawings of all that 온담 sells, each named by its sku.
func Pictures() fs.FS {
	dir, err := fs.Sub(drawn, "pictures")
	if err != nil {
		panic(err) // the folder is built in
	}
	return dir
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
