package safefile

import (
	"bytes"
	"encoding/binary"
)

// header is what the head of a picture tells beyond its size: how it must be turned, and how much
// memory decoding it takes for each pixel.
type header struct {
	orientation int     // 1 to 8, as EXIF counts; 1 is upright
	perPixel    float64 // bytes
}

// readHeader walks over the parts of a file without decoding any. What it cannot read it leaves at
// the usual: the decoder will say what is wrong.
func readHeader(kind string, content []byte) header {
	h := header{orientation: 1, perPixel: 4}
	switch kind {
	case JPEG:
		h.readJPEG(content)
	case PNG:
		h.readPNG(content)
	case webP:
		h.perPixel = 8 // the lossless kind is unpacked twice
		h.readWebP(content)
	}
	return h
}

func (h *header) readJPEG(b []byte) {
	for i := 2; i+4 <= len(b) && b[i] == 0xff; {
		marker := b[i+1]
		if marker == 0xff { // filling
			i++
			continue
		}
		length := int(binary.BigEndian.Uint16(b[i+2:]))
		if length < 2 || i+2+length > len(b) {
			return
		}
		part := b[i+4 : i+2+length]
		switch {
		case marker == 0xda: // from here on there are pixels
			return
		case marker == 0xe1 && bytes.HasPrefix(part, []byte("Exif\x00\x00")):
			h.readTIFF(part[6:])
		case marker >= 0xc0 && marker <= 0xc2:
			h.readFrame(part, marker == 0xc2)
		}
		i += 2 + length
	}
}

// readFrame reckons the memory of a JPEG. A progressive one is kept whole as coefficients beside its pixels.
func (h *header) readFrame(part []byte, progressive bool) {
	if len(part) < 6 || len(part) < 6+3*int(part[5]) {
		return
	}
	var sum, most float64
	for i := range int(part[5]) {
		across, down := float64(part[7+3*i]>>4), float64(part[7+3*i]&15)
		sum += across * down
		most = max(most, across*down)
	}
	if most == 0 {
		return
	}
	h.perPixel = sum / most
	if progressive {
		h.perPixel *= 5
	}
}

func (h *header) readPNG(b []byte) {
	const head = 8 // the signature; then parts of length, name, content and checksum
	if len(b) < head+8+13 {
		return
	}
	depth, interlaced := b[head+8+8], b[head+8+12] == 1
	if depth == 16 {
		h.perPixel *= 2
	}
	if interlaced {
		h.perPixel *= 2 // each pass is a picture of its own
	}
	for i := head; i+12 <= len(b); {
		length := int(binary.BigEndian.Uint32(b[i:]))
		if length > len(b)-i-12 {
			return
		}
		if string(b[i+4:i+8]) == "eXIf" {
			h.readTIFF(b[i+8 : i+8+length])
		}
		i += 12 + length
	}
}

func (h *header) readWebP(b []byte) {
	for i := 12; i+8 <= len(b); {
		length := int(binary.LittleEndian.Uint32(b[i+4:]))
		if length > len(b)-i-8 {
			return
		}
		if string(b[i:i+4]) == "EXIF" {
			h.readTIFF(bytes.TrimPrefix(b[i+8:i+8+length], []byte("Exif\x00\x00")))
		}
		i += 8 + length + length%2
	}
}

// readTIFF looks for the orientation in the first directory, where cameras write it.
func (h *header) readTIFF(b []byte) {
	const orientationTag, short = 0x0112, 3
	if len(b) < 8 {
		return
	}
	var order binary.ByteOrder = binary.LittleEndian
	if b[0] == 'M' {
		order = binary.BigEndian
	}
	at := uint64(order.Uint32(b[4:]))
	if at+2 > uint64(len(b)) {
		return
	}
	for n, i := int(order.Uint16(b[at:])), at+2; n > 0 && i+12 <= uint64(len(b)); n, i = n-1, i+12 {
		if order.Uint16(b[i:]) == orientationTag && order.Uint16(b[i+2:]) == short {
			if o := int(order.Uint16(b[i+8:])); o >= 1 && o <= 8 {
				h.orientation = o
			}
			return
		}
	}
}
