package safefile_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"dari/internal/corpora"
	"dari/internal/fault"
	"dari/internal/safefile"
)

// scene has a corner of each colour, to see how it is turned: red, green, blue, white as one reads.
func scene(w, h int) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.NRGBA{A: 255}
			switch {
			case x < w/2 && y < h/2:
				c.R = 255
			case y < h/2:
				c.G = 255
			case x < w/2:
				c.B = 255
			default:
				c.R, c.G, c.B = 255, 255, 255
			}
			m.SetNRGBA(x, y, c)
		}
	}
	return m
}

func asPNG(m image.Image) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func asJPEG(m image.Image) []byte {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 95}); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// withEXIF puts an orientation and a place into a JPEG, as a telephone does.
func withEXIF(photo []byte, orientation uint16) []byte {
	var tiff bytes.Buffer
	tiff.WriteString("MM\x00\x2a\x00\x00\x00\x08")
	entries := []struct{ tag, kind, value uint16 }{{0x0112, 3, orientation}, {0x8825, 3, 1}}
	_ = binary.Write(&tiff, binary.BigEndian, uint16(len(entries)))
	for _, e := range entries {
		_ = binary.Write(&tiff, binary.BigEndian, []uint16{e.tag, e.kind, 0, 1, e.value, 0})
	}
	tiff.WriteString("\x00\x00\x00\x00GPSLatitude 37.5665 GPSLongitude 126.9780")
	part := append([]byte("Exif\x00\x00"), tiff.Bytes()...)
	head := append([]byte{0xff, 0xd8, 0xff, 0xe1}, binary.BigEndian.AppendUint16(nil, uint16(len(part)+2))...)
	return append(append(head, part...), photo[2:]...)
}

// withChunk puts a part into a PNG behind its head.
func withChunk(picture []byte, name, content string) []byte {
	part := binary.BigEndian.AppendUint32(nil, uint32(len(content)))
	part = append(part, name+content...)
	part = binary.BigEndian.AppendUint32(part, crc32.ChecksumIEEE([]byte(name+content)))
	const head = 8 + 25
	return append(append(append([]byte{}, picture[:head]...), part...), picture[head:]...)
}

// pngHead is a PNG that says how large it is, and has nothing behind that.
func pngHead(w, h uint32, depth byte) []byte {
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32([]byte("IHDR"), w), h)
	head = append(head, depth, 6, 0, 0, 0)
	out := append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d"), head...)
	return append(binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(head)), asPNG(scene(4, 4))[33:]...)
}

func moving(frames, side int) []byte {
	g := gif.GIF{LoopCount: 0}
	for i := range frames {
		m := image.NewPaletted(image.Rect(0, 0, side, side), color.Palette{color.Black, color.White, color.NRGBA{255, 0, 0, 255}})
		m.SetColorIndex(i%side, 0, 1)
		g.Image, g.Delay = append(g.Image, m), append(g.Delay, 10)
	}
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, &g); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func noise(n int) []byte {
	r := rand.NewChaCha8([32]byte{1})
	b := make([]byte, n)
	_, _ = r.Read(b)
	return b
}

const script = `<script>alert(document.domain)</script>`

// hostile are files that must not be taken.
func hostile() map[string][]byte {
	return map[string][]byte{
		"a picture of 30,000 by 30,000":        pngHead(30_000, 30_000, 8),
		"one of 2^31 by 2^31":                  pngHead(1<<31-1, 1<<31-1, 8),
		"a strip a million long":               pngHead(1_000_000, 1, 8),
		"one without size":                     pngHead(0, 0, 8),
		"40 million pixels of 16 bits":         pngHead(8_000, 5_000, 16),
		"an SVG with a script":                 []byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>`),
		"an SVG with its declaration":          []byte(`<?xml version="1.0"?><!DOCTYPE svg><svg xmlns="http://www.w3.org/2000/svg"/>`),
		"a page":                               []byte("<!doctype html><html><body>" + script),
		"a page behind spaces":                 []byte("\n\n   \t<html>" + script),
		"a script":                             []byte("alert(1)"),
		"a program of Windows":                 append([]byte("MZ\x90\x00"), make([]byte, 300)...),
		"a program of Linux":                   append([]byte("\x7fELF\x02\x01\x01"), make([]byte, 300)...),
		"a zip":                                append([]byte("PK\x03\x04\x14\x00\x00\x00"), make([]byte, 100)...),
		"a PDF behind something":               []byte("<html>" + script + "\n%PDF-1.7\n"),
		"a GIF that is a script":               []byte("GIF89a/*\x00\x00\x00*/=1;alert(1)//"),
		"a BMP":                                append([]byte("BM\x46\x00\x00\x00"), make([]byte, 100)...),
		"a TIFF":                               append([]byte("II*\x00\x08\x00\x00\x00"), make([]byte, 100)...),
		"a film":                               []byte("\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"),
		"half a PNG":                           asPNG(scene(64, 64))[:60],
		"half a JPEG":                          asJPEG(scene(64, 64))[:300],
		"a PNG whose checksums are wrong":      bytes.Replace(asPNG(scene(64, 64)), []byte("IDAT"), []byte("IDAX"), 1),
		"the head of a WebP":                   []byte("RIFF\xff\xff\xff\xffWEBPVP8L\xff\xff\xff\x7f\x2f\xff\xff\xff\xff"),
		"the head of a lossy WebP":             []byte("RIFF\x10\x00\x00\x00WEBPVP8 \x04\x00\x00\x00\x9d\x01\x2a"),
		"nothing":                              {},
		"text":                                 []byte("안녕하세요"),
		"noise":                                noise(5_000),
		"a JPEG of noise behind its signature": append([]byte("\xff\xd8\xff\xe0"), noise(2_000)...),
	}
}

func TestWhatIsNoPictureAndNoPDFIsRefused(t *testing.T) {
	for name, content := range hostile() {
		for _, as := range []string{"photo.png", "photo.jpg", "paper.pdf"} {
			if f, err := safefile.Clean(as, content); !fault.Is(err, fault.Invalid) {
				t.Errorf("%s as %s: %s, %v", name, as, f.Type, err)
			}
		}
	}
	heic := []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00heicmif1")
	if _, err := safefile.Clean("IMG_1.HEIC", heic); err == nil || !strings.Contains(err.Error(), "files.heic") {
		t.Errorf("HEIC: %v", err)
	}
	if _, err := safefile.Clean("a.pdf", append([]byte("%PDF-1.7"), make([]byte, safefile.MaxBytes)...)); !fault.Is(err, fault.TooLarge) {
		t.Errorf("one byte too many: %v", err)
	}
}

func TestOfAPictureOnlyItsPixelsAreKept(t *testing.T) {
	payload := "<?php system($_GET[0]) ?>" + script
	trailer := []byte(payload)
	for name, content := range map[string][]byte{
		"a photo with a place":         withEXIF(asJPEG(scene(64, 64)), 1),
		"a JPEG with a page behind":    append(asJPEG(scene(64, 64)), trailer...),
		"a PNG with a page behind":     append(asPNG(scene(64, 64)), trailer...),
		"a PNG with a text":            withChunk(asPNG(scene(64, 64)), "tEXt", "Comment\x00"+payload),
		"a PNG with a place":           withChunk(asPNG(scene(64, 64)), "eXIf", "MM\x00\x2a\x00\x00\x00\x08\x00\x00GPSLatitude"),
		"a GIF with a page behind":     append(moving(1, 64), trailer...),
		"a moving one with one behind": append(moving(3, 64), trailer...),
		"a GIF with a comment":         bytes.Replace(moving(3, 64), []byte("\x21\xf9"), []byte("\x21\xfe\x27"+script+"\x00\x21\xf9"), 1),
	} {
		f, err := safefile.Clean("photo.html", content)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, bytesOf := range [][]byte{f.Content, f.Thumb} {
			for _, trace := range []string{"GPS", "Exif", "eXIf", "<script", "<?php", "alert"} {
				if bytes.Contains(bytesOf, []byte(trace)) {
					t.Errorf("%s: %s is still in it", name, trace)
				}
			}
		}
		if f.Width != 64 || f.Height != 64 || strings.Contains(f.Name, "html") {
			t.Errorf("%s: %d×%d %q", name, f.Width, f.Height, f.Name)
		}
	}
}

func TestAPictureStandsUprightAndIsSmallEnough(t *testing.T) {
	red, green, blue, white := color.NRGBA{255, 0, 0, 255}, color.NRGBA{0, 255, 0, 255}, color.NRGBA{0, 0, 255, 255}, color.NRGBA{255, 255, 255, 255}
	for orientation, corners := range map[uint16][4]color.NRGBA{ // as one reads
		1: {red, green, blue, white},
		2: {green, red, white, blue},
		3: {white, blue, green, red},
		4: {blue, white, red, green},
		5: {red, blue, green, white},
		6: {blue, red, white, green},
		7: {white, green, blue, red},
		8: {green, white, red, blue},
		9: {red, green, blue, white}, // not a thing
	} {
		t.Run(fmt.Sprintf("orientation %d", orientation), func(t *testing.T) {
			t.Parallel()
			photo, w, h := scene(2560, 320), 2048, 256
			if orientation == 6 { // as a telephone held upright takes it
				photo, w, h = scene(3000, 1500), 2048, 1024
			}
			if orientation >= 5 && orientation <= 8 {
				w, h = h, w
			}
			f, err := safefile.Clean("photo.jpg", withEXIF(asJPEG(photo), orientation))
			if err != nil {
				t.Fatal(err)
			}
			for what, content := range map[string][]byte{"the picture": f.Content, "the small one": f.Thumb} {
				m, err := jpeg.Decode(bytes.NewReader(content))
				if err != nil {
					t.Fatal(err)
				}
				b := m.Bounds()
				if what == "the picture" && (b.Dx() != w || b.Dy() != h || f.Width != w || f.Height != h) || what != "the picture" && max(b.Dx(), b.Dy()) != safefile.ThumbSide {
					t.Errorf("%s is %v, told %d×%d", what, b, f.Width, f.Height)
				}
				for i, want := range corners {
					at := image.Pt(b.Dx()/4+i%2*b.Dx()/2, b.Dy()/4+i/2*b.Dy()/2)
					if !near(m.At(at.X, at.Y), want) {
						t.Errorf("corner %d of %s is %v, want %v", i, what, m.At(at.X, at.Y), want)
					}
				}
			}
		})
	}
}

func near(a, b color.Color) bool {
	r1, g1, b1, a1 := a.RGBA()
	r2, g2, b2, a2 := b.RGBA()
	for _, d := range []int{int(r1) - int(r2), int(g1) - int(g2), int(b1) - int(b2), int(a1) - int(a2)} {
		if d > 0x1800 || d < -0x1800 {
			return false
		}
	}
	return true
}

func TestWhatIsTransparentStaysSoAndWhatMovesMoves(t *testing.T) {
	m := scene(900, 300)
	for x := range 300 {
		for y := range 300 {
			m.SetNRGBA(x, y, color.NRGBA{})
		}
	}
	f, err := safefile.Clean("화면.png", asPNG(m))
	if err != nil || f.Type != safefile.PNG || f.Name != "화면.png" {
		t.Fatalf("%+v, %v", f.Type, err)
	}
	small, err := png.Decode(bytes.NewReader(f.Thumb))
	if err != nil || !near(small.At(10, 10), color.NRGBA{}) || !near(small.At(470, 10), color.NRGBA{0, 255, 0, 255}) {
		t.Errorf("the small one: %v", err)
	}
	f, err = safefile.Clean("춤.gif", moving(5, 300))
	all, decoded := gif.DecodeAll(bytes.NewReader(f.Content))
	if err != nil || decoded != nil || f.Type != safefile.GIF || len(all.Image) != 5 || all.Delay[1] != 10 {
		t.Errorf("a moving one: %s %v %v", f.Type, err, decoded)
	}
	for name, content := range map[string][]byte{"one frame": moving(1, 30), "too many pixels": moving(400, 400), "too many frames": moving(501, 4)} {
		if f, err := safefile.Clean("춤.gif", content); err != nil || f.Type != safefile.PNG || f.Name != "춤.png" {
			t.Errorf("a GIF of %s: %s %s, %v", name, f.Type, f.Name, err)
		}
	}
	if f, err := safefile.Clean("주문서.pdf", []byte("%PDF-1.4\n...")); err != nil || f.Type != safefile.PDF || f.Thumb != nil || string(f.Content) != "%PDF-1.4\n..." {
		t.Errorf("a PDF: %+v, %v", f, err)
	}
}

func TestANameIsHarmless(t *testing.T) {
	for name, want := range map[string]string{
		"사진.jpg":                          "사진.png",
		"사진.PNG":                          "사진.PNG",
		"../../etc/passwd":                "passwd.png",
		`C:\Users\서연\사진.png`:              "사진.png",
		"a\";x=.exe":                      "a__x=.png",
		"photo.png.exe":                   "photo.png",
		"계약서 2026.11.23":                  "계약서 2026.11.23.png",
		"a\x00b\r\nContent-Type: x.png":   "ab Content-Type_ x.png",
		"\u202egnp.exe":                   "gnp.png",
		"한글.png":                          "한글.png",
		"...":                             "file.png",
		"":                                "file.png",
		".png":                            "png.png",
		"con.png":                         "_con.png",
		"  a   b  .png ":                  "a b .png",
		"$(rm -rf).png":                   "_(rm -rf).png",
		strings.Repeat("가", 300) + ".png": strings.Repeat("가", 76) + ".png",
	} {
		f, err := safefile.Clean(name, asPNG(scene(2, 2)))
		if err != nil || f.Name != want {
			t.Errorf("%q became %q, want %q (%v)", name, f.Name, want, err)
		}
	}
}

// wellNamed says what is wrong with a name that was made harmless.
func wellNamed(name string) string {
	switch {
	case name == "" || !utf8.ValidString(name):
		return "it cannot be shown"
	case utf8.RuneCountInString(name) > 90 || len(name) > 400:
		return "it is too long"
	case strings.ContainsAny(name, "/\\\"'<>:|?*;\r\n\t\x00%"):
		return "it holds a letter with a meaning"
	case strings.HasPrefix(name, ".") || strings.HasSuffix(name, ".") || strings.TrimSpace(name) != name:
		return "it begins or ends badly"
	case strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsGraphic(r) || unicode.Is(unicode.Cf, r) }):
		return "it holds what cannot be seen"
	case safefile.Name(name) != name:
		return "it is not its own harmless name"
	}
	return ""
}

func TestNaughtyNamesAreHarmless(t *testing.T) {
	all := corpora.NaughtyStrings(t)
	for _, s := range all {
		if why := wellNamed(safefile.Name(s)); why != "" {
			t.Errorf("%q became %q: %s", s, safefile.Name(s), why)
		}
	}
}

func FuzzNamesAreHarmless(f *testing.F) {
	for _, s := range []string{"사진.jpg", "../x", "a\";x=.exe", "\xff\x00", "\u200b", "con", "a. .", strings.Repeat("x.", 200)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if why := wellNamed(safefile.Name(s)); why != "" {
			t.Errorf("%q became %q: %s", s, safefile.Name(s), why)
		}
	})
}

func FuzzNoFileEndsTheProgram(f *testing.F) {
	for _, content := range hostile() {
		if len(content) < 10_000 {
			f.Add(content)
		}
	}
	f.Add(withEXIF(asJPEG(scene(8, 8)), 6))
	f.Add(moving(3, 8))
	f.Fuzz(func(t *testing.T, content []byte) {
		got, err := safefile.Clean("x", content)
		if err != nil && !fault.Is(err, fault.Invalid) && !fault.Is(err, fault.TooLarge) {
			t.Errorf("an error for no person: %v", err)
		}
		if err == nil && (got.Width > safefile.MaxSide || got.Height > safefile.MaxSide) {
			t.Errorf("%d×%d", got.Width, got.Height)
		}
	})
}

func TestBothNumbersAreTold(t *testing.T) {
	for n, want := range map[int64]string{
		1: "1KB", 1024: "1KB", 1025: "2KB", 10 << 20: "10MB", 10<<20 + 1: "10.1MB", 48 << 20: "48MB", 5 << 19: "2.5MB", 300<<20 + 5: "301MB",
	} {
		if got := safefile.Size(n); got != want {
			t.Errorf("%d bytes are told as %s, want %s", n, got, want)
		}
	}
	for name, tt := range map[string]struct {
		name, kind string
		size       int64
		want       string
	}{
		"a photo":                   {"a.jpg", "image/jpeg", 5, ""},
		"one without a type":        {"a", "", 5, ""},
		"one with a character set":  {"a.pdf", "application/pdf; charset=x", 5, ""},
		"a film":                    {"a.mp4", "video/mp4", 5, "files.type"},
		"an SVG":                    {"a.svg", "image/svg+xml", 5, "files.type"},
		"a HEIC":                    {"a.heic", "image/heic", 5, "files.heic"},
		"a HEIC nobody says it is":  {"a.HEIC", "", 5, "files.heic"},
		"nothing":                   {"a.jpg", "image/jpeg", 0, "files.empty"},
		"one byte too many":         {"a.jpg", "image/jpeg", 10<<20 + 1, "files.too_large"},
		"all that fits in a number": {"a.jpg", "image/jpeg", 1<<63 - 1, "files.too_large"},
	} {
		err := safefile.Announced(tt.name, tt.kind, tt.size)
		if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
