package safefile

import (
	"image"
	"image/draw"
	"math"
)

// shrink draws a picture so that no side is longer than given: each new pixel is the mean of what it
// covers. It reads the picture row by row, so that a large one takes no second copy.
func shrink(src image.Image, side int) *image.RGBA {
	from := src.Bounds()
	w, h := fit(from.Dx(), from.Dy(), side)
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	if w == from.Dx() && h == from.Dy() {
		draw.Draw(dst, dst.Bounds(), src, from.Min, draw.Src)
		return dst
	}
	row := image.NewRGBA(image.Rect(0, 0, from.Dx(), 1))
	columns, rows := shares(from.Dx(), w), shares(from.Dy(), h)
	line := make([]float32, 4*(w+1))
	sums := [2][]float32{make([]float32, 4*(w+1)), make([]float32, 4*(w+1))} // the row being filled and the next
	at := 0
	for y, share := range rows {
		if share.first != at {
			put(dst, at, sums[0])
			sums[0], sums[1] = sums[1], sums[0]
			clear(sums[1])
			at = share.first
		}
		draw.Draw(row, row.Bounds(), src, image.Pt(from.Min.X, from.Min.Y+y), draw.Src)
		clear(line)
		for x, c := range columns {
			for i := range 4 {
				v := float32(row.Pix[4*x+i])
				line[4*c.first+i] += v * c.here
				line[4*c.first+4+i] += v * c.next
			}
		}
		for i, v := range line {
			sums[0][i] += v * share.here
			sums[1][i] += v * share.next
		}
	}
	put(dst, at, sums[0])
	return dst
}

func put(dst *image.RGBA, y int, sums []float32) {
	if y >= dst.Bounds().Dy() {
		return
	}
	line := dst.Pix[y*dst.Stride : y*dst.Stride+4*dst.Bounds().Dx()]
	for i := range line {
		line[i] = uint8(min(255, sums[i]+0.5))
	}
}

// share says which pixels an old one goes into, and how much of each it covers. The new ones are
// larger, so that they are at most two.
type share struct {
	first      int
	here, next float32
}

func shares(from, to int) []share {
	list := make([]share, from)
	scale := float64(to) / float64(from)
	for i := range list {
		begin, end := float64(i)*scale, float64(i+1)*scale
		first := min(int(begin), to-1)
		border := float64(first + 1)
		list[i] = share{first: first, here: float32(min(end, border) - begin)}
		if end > border && first+1 < to {
			list[i].next = float32(end - border)
		}
	}
	return list
}

// fit keeps the proportions, and at least a pixel.
func fit(w, h, side int) (int, int) {
	longest := max(w, h)
	if longest <= side {
		return w, h
	}
	scale := float64(side) / float64(longest)
	return max(1, int(math.Round(float64(w)*scale))), max(1, int(math.Round(float64(h)*scale)))
}

// upright turns and mirrors a picture as its camera noted.
func upright(src *image.RGBA, orientation int) *image.RGBA {
	if orientation <= 1 || orientation > 8 {
		return src
	}
	w, h := src.Bounds().Dx(), src.Bounds().Dy()
	lying := orientation >= 5
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	if lying {
		dst = image.NewRGBA(image.Rect(0, 0, h, w))
	}
	for y := range h {
		for x := range w {
			tx, ty := x, y
			switch orientation {
			case 2:
				tx = w - 1 - x
			case 3:
				tx, ty = w-1-x, h-1-y
			case 4:
				ty = h - 1 - y
			case 5:
				tx, ty = y, x
			case 6:
				tx, ty = h-1-y, x
			case 7:
				tx, ty = h-1-y, w-1-x
			case 8:
				tx, ty = y, w-1-x
			}
			copy(dst.Pix[ty*dst.Stride+4*tx:][:4], src.Pix[y*src.Stride+4*x:][:4])
		}
	}
	return dst
}
