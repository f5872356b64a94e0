package safefile

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/draw"
	"image/gif"
)

// A moving picture is kept moving while its frames together stay within the limit of one picture.
const maxFrames = 500

func redrawGIF(content []byte) (File, error) {
	first, err := gif.Decode(bytes.NewReader(content))
	if err != nil {
		return File{}, broken(err)
	}
	config, err := gif.DecodeConfig(bytes.NewReader(content))
	if err != nil {
		return File{}, broken(err)
	}
	// A first frame may cover a part only.
	canvas := image.NewRGBA(image.Rect(0, 0, config.Width, config.Height))
	draw.Draw(canvas, first.Bounds(), first, first.Bounds().Min, draw.Src)
	still, err := write(PNG, canvas, 1)
	if err != nil {
		return File{}, err
	}
	frames, pixels := countFrames(content)
	if frames < 2 || frames > maxFrames || pixels > MaxPixels || max(config.Width, config.Height) > MaxSide {
		return still, nil
	}
	all, err := gif.DecodeAll(bytes.NewReader(content))
	if err != nil {
		return still, nil //nolint:nilerr // what comes after the first frame may be cut off
	}
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, all); err != nil || b.Len() > MaxBytes {
		return still, nil //nolint:nilerr // as above
	}
	still.Type, still.Content = GIF, b.Bytes()
	return still, nil
}

// countFrames walks over the blocks of a GIF without unpacking any.
func countFrames(b []byte) (frames int, pixels int64) {
	if len(b) < 13 {
		return 0, 0
	}
	i := 13 + colours(b[10])
	for i < len(b) {
		switch b[i] {
		case 0x21: // an extension: its label, then blocks
			if !plainExtension(b[i:]) {
				return 0, 0 // it could hide frames from this count
			}
			i = skipBlocks(b, i+2)
		case 0x2c: // a frame
			if i+10 > len(b) {
				return frames, pixels
			}
			frames++
			pixels += int64(binary.LittleEndian.Uint16(b[i+5:])) * int64(binary.LittleEndian.Uint16(b[i+7:]))
			i = skipBlocks(b, i+10+colours(b[i+9])+1)
		default: // the end, or none of it
			return frames, pixels
		}
	}
	return frames, pixels
}

// plainExtension says whether the decoder will take the extension for as long as its blocks say.
func plainExtension(b []byte) bool {
	const text, control = 0x01, 0xf9
	switch {
	case len(b) < 8:
		return false
	case b[1] == text:
		return b[2] == 12
	case b[1] == control:
		return b[2] == 4 && b[7] == 0
	}
	return true
}

// colours is how many bytes the table takes that the flags announce.
func colours(flags byte) int {
	if flags&0x80 == 0 {
		return 0
	}
	return 3 << (flags&7 + 1)
}

func skipBlocks(b []byte, i int) int {
	for i < len(b) && b[i] != 0 {
		i += 1 + int(b[i])
	}
	return i + 1
}
