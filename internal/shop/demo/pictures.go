package demo

import (
	"embed"
	"io/fs"
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
