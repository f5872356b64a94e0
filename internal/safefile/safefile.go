package safefile

import (
	"bytes"
	"fmt"
	"math"
	"strings"

	"dari/internal/fault"

	"github.com/gabriel-vasile/mimetype"
)

// Limits of what is taken.
const (
	MaxBytes  = 10 << 20
	MaxPixels = 40_000_000 // of a picture as it comes; what is kept has at most MaxSide
	MaxSide   = 2048
	ThumbSide = 480
)

// The types that are kept.
const (
	JPEG = "image/jpeg"
	PNG  = "image/png"
	GIF  = "image/gif"
	PDF  = "application/pdf"
	webP = "image/webp" // becomes JPEG or PNG
)

// File is one that may be kept.
type File struct {
	Name          string
	Type          string
	Content       []byte
	Thumb         []byte // a small JPEG or PNG; nil where the picture is small itself, and for a PDF
	Width, Height int    // of a picture, upright
}

// Clean makes a file of what was sent under a name. Its errors are faults: what is refused, and why.
func Clean(name string, content []byte) (File, error) {
	switch {
	case len(content) == 0:
		return File{}, fault.New(fault.Invalid, "files.empty")
	case len(content) > MaxBytes:
		return File{}, TooLarge(int64(len(content)))
	}
	kind, err := sniff(content)
	if err != nil {
		return File{}, err
	}
	f := File{Type: PDF, Content: content}
	if kind != PDF {
		if f, err = redraw(kind, content); err != nil {
			return File{}, err
		}
	}
	f.Name = typed(Name(name), f.Type)
	return f, nil
}

// sniff tells the type by the bytes alone.
func sniff(content []byte) (string, error) {
	found := mimetype.Detect(content)
	for _, kind := range []string{JPEG, PNG, GIF, webP} {
		if found.Is(kind) {
			return kind, nil
		}
	}
	// Readers of PDF put up with something before its head; we do not.
	if found.Is(PDF) && bytes.HasPrefix(content, []byte("%PDF-")) {
		return PDF, nil
	}
	return "", refusedType(found.String())
}

// Announced refuses a file before it is sent, by what its browser says of it: the size and, where that
// leaves no doubt, the type. What is said is not believed when the file has come.
func Announced(name, kind string, size int64) error {
	switch {
	case size <= 0:
		return fault.Field("files.empty", "size")
	case size > MaxBytes:
		return TooLarge(size)
	}
	kind, _, _ = strings.Cut(strings.ToLower(kind), ";")
	switch kind = strings.TrimSpace(kind); kind {
	case JPEG, PNG, GIF, PDF, webP, "image/jpg", "image/pjpeg", "image/x-png", "application/x-pdf":
		return nil
	case "", "application/octet-stream", "binary/octet-stream":
		if !heic(name) {
			return nil // nothing is said: the bytes will tell
		}
		kind = "image/heic"
	}
	return refusedType(kind)
}

func heic(name string) bool {
	name = strings.ToLower(name)
	return strings.HasSuffix(name, ".heic") || strings.HasSuffix(name, ".heif")
}

func refusedType(kind string) error {
	if strings.HasPrefix(kind, "image/hei") {
		return fault.New(fault.Invalid, "files.heic")
	}
	return fault.New(fault.Invalid, "files.type")
}

// TooLarge refuses a file with both numbers: what may be sent, and what this one has.
func TooLarge(size int64) error {
	return fault.New(fault.TooLarge, "files.too_large", fault.Arg("limit", Size(MaxBytes)), fault.Arg("size", Size(size)))
}

// Size writes a number of bytes for people, as 48MB or 10.1MB; never as less than it is.
func Size(n int64) string {
	const kilo, mega = 1 << 10, 1 << 20
	if n < mega {
		return fmt.Sprintf("%dKB", (n+kilo-1)/kilo)
	}
	tenths := int64(math.Ceil(float64(n) * 10 / mega))
	if tenths%10 == 0 || tenths >= 1000 {
		return fmt.Sprintf("%dMB", (tenths+9)/10)
	}
	return fmt.Sprintf("%d.%dMB", tenths/10, tenths%10)
}
