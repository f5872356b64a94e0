package safefile

import (
	"bytes"
	"fmt"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"sync"

	"dari/internal/fault"

	"golang.org/x/image/webp"
)

const (
	quality = 85
	// maxMemory bounds what decoding one picture may take.
	maxMemory = 256 << 20
	// heavyPNG is from where on an opaque picture is smaller as a JPEG without anyone seeing it.
	heavyPNG = 2 << 20
)

// one keeps the memory bounded: pictures are decoded one after the other.
var one sync.Mutex

// redraw decodes a picture and writes it anew: smaller where it is large, upright, and without
// anything that is no pixel.
func redraw(kind string, content []byte) (f File, err error) {
	one.Lock()
	defer one.Unlock()
	defer func() {
		if p := recover(); p != nil { // a decoder must not end the program over a stranger's bytes
			f, err = File{}, broken(fmt.Errorf("decode: %v", p))
		}
	}()
	h, err := measure(kind, content)
	if err != nil {
		return File{}, err
	}
	if kind == GIF {
		return redrawGIF(content)
	}
	picture, err := decode(kind, content)
	if err != nil {
		return File{}, broken(err)
	}
	return write(kind, picture, h.orientation)
}

// measure refuses a picture that would take too much before anything of it is decoded.
func measure(kind string, content []byte) (header, error) {
	config, err := decodeConfig(kind, content)
	if err != nil {
		return header{}, broken(err)
	}
	h := readHeader(kind, content)
	pixels := int64(config.Width) * int64(config.Height)
	switch {
	case config.Width <= 0 || config.Height <= 0:
		return h, broken(fmt.Errorf("a picture of %d×%d", config.Width, config.Height))
	case pixels > MaxPixels || config.Width > MaxPixels/100 || config.Height > MaxPixels/100:
		const tenThousand = 10_000 // 만: what cameras are sold by
		return h, fault.New(fault.Invalid, "files.pixels", fault.Arg("limit", MaxPixels/tenThousand), fault.Arg("size", (pixels+tenThousand-1)/tenThousand))
	case float64(pixels)*h.perPixel > maxMemory:
		return h, fault.New(fault.Invalid, "files.detail")
	}
	return h, nil
}

func decodeConfig(kind string, content []byte) (image.Config, error) {
	r := bytes.NewReader(content)
	switch kind {
	case JPEG:
		return jpeg.DecodeConfig(r)
	case PNG:
		return png.DecodeConfig(r)
	case GIF:
		return gif.DecodeConfig(r)
	default:
		return webp.DecodeConfig(r)
	}
}

func decode(kind string, content []byte) (image.Image, error) {
	r := bytes.NewReader(content)
	switch kind {
	case JPEG:
		return jpeg.Decode(r)
	case PNG:
		return png.Decode(r)
	default:
		return webp.Decode(r)
	}
}

func broken(err error) error { return fault.New(fault.Invalid, "files.broken").Because(err) }

// write makes the file and its small one.
func write(kind string, picture image.Image, orientation int) (File, error) {
	drawn := upright(shrink(picture, MaxSide), orientation)
	f := File{Width: drawn.Bounds().Dx(), Height: drawn.Bounds().Dy()}
	opaque := kind == JPEG || drawn.Opaque()
	var err error
	if kind == JPEG || kind == webP && opaque {
		f.Type, f.Content, err = asJPEG(drawn)
	} else {
		f.Type, f.Content, err = asPNG(drawn)
		if err == nil && opaque && len(f.Content) > heavyPNG {
			f.Type, f.Content, err = asJPEG(drawn)
		}
	}
	if err == nil {
		f.Thumb, err = thumb(drawn, opaque)
	}
	if err == nil && len(f.Content) > MaxBytes { // noise with holes in it, or made to be this
		return File{}, fault.New(fault.Invalid, "files.detail")
	}
	return f, err
}

// thumb is nil when the picture is small itself.
func thumb(drawn *image.RGBA, opaque bool) ([]byte, error) {
	if max(drawn.Bounds().Dx(), drawn.Bounds().Dy()) <= ThumbSide {
		return nil, nil //nolint:nilnil // no small one is an answer
	}
	small := shrink(drawn, ThumbSide)
	if opaque {
		_, content, err := asJPEG(small)
		return content, err
	}
	_, content, err := asPNG(small)
	return content, err
}

func asJPEG(m image.Image) (string, []byte, error) {
	var b bytes.Buffer
	err := jpeg.Encode(&b, m, &jpeg.Options{Quality: quality})
	return JPEG, b.Bytes(), err
}

func asPNG(m image.Image) (string, []byte, error) {
	var b bytes.Buffer
	err := png.Encode(&b, m)
	return PNG, b.Bytes(), err
}
