package mail

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/jhillyerd/enmime/v2"
	"github.com/jhillyerd/enmime/v2/mediatype"
)

// mediaType reads a Content-Type. The parser is told that every text is UTF-8, so that it leaves the
// bytes as they are: decodeParts knows better what they are than a label alone.
func mediaType(value string) (kind string, params map[string]string, invalid []string, err error) {
	kind, params, invalid, err = mediatype.Parse(fewParams(value))
	if err == nil && (strings.HasPrefix(kind, "text/") || kind == "text") {
		if params == nil {
			params = map[string]string{}
		}
		if kind == "text" {
			kind = "text/plain" // of mails from before there were kinds
		}
		params["charset"] = "utf-8"
	}
	return kind, params, invalid, err
}

// What programs say of a part is short. The parser's time grows with the square of how many parameters
// there are, so only so much of them is read.
const (
	mostParams     = 100
	longestOfParam = 16 << 10
)

func fewParams(value string) string {
	value = value[:min(len(value), longestOfParam)]
	end := 0
	for range mostParams {
		next := strings.IndexByte(value[end:], ';')
		if next < 0 {
			return value
		}
		end += next + 1
	}
	return value[:end]
}

var (
	charsetParam = regexp.MustCompile(`(?i)\bcharset\*?\s*=\s*["']?(?:charset=)?(?:[a-z0-9-]*'[a-z-]*')?([^"';\s]+)`)
	charsetMeta  = regexp.MustCompile(`(?i)<meta\b[^>]{0,200}\bcharset\s*=\s*["']?([a-z0-9_:.-]{2,40})`)
)

// labelIn is the charset that a Content-Type names.
func labelIn(contentType string) string {
	if m := charsetParam.FindStringSubmatch(contentType); m != nil {
		return m[1]
	}
	return ""
}

// decodeParts decodes what was encoded for its way, and makes text of the parts that are text. Texts that
// are attached stay as they came.
func decodeParts(root *enmime.Part) {
	walk(root, func(p *enmime.Part) {
		if p.FirstChild == nil {
			p.Content = unwrapped(p.Content, p.Header.Get("Content-Transfer-Encoding"))
		}
		if p.FirstChild != nil || p.ContentType != "" && !strings.HasPrefix(p.ContentType, "text/") || p.Disposition == "attachment" {
			return
		}
		label := labelIn(p.Header.Get("Content-Type"))
		if p.ContentType == "text/html" && encodingOf(strings.ToLower(label)) == nil {
			if m := charsetMeta.FindSubmatch(p.Content[:min(len(p.Content), 4096)]); m != nil {
				label = string(m[1])
			}
		}
		p.Content = []byte(decoded(p.Content, label))
	})
}

// boundaryParam finds the marks between parts.
var boundaryParam = regexp.MustCompile(`(?i)boundary\s*=\s*(?:"([^"\r\n]{1,200})"|([^";\r\n]{1,200}))`)

// shownParts leaves out the end of the texts of a large mail: more of them than this is shown nowhere,
// and a text that is put together of thousands of parts takes its reader's time.
func shownParts(raw []byte) []byte {
	if len(raw) <= large {
		return raw
	}
	marks := map[string]bool{}
	for _, at := range wordsFold(raw, "boundary=", mostNested) {
		if m := boundaryParam.FindSubmatch(raw[at:min(len(raw), at+250)]); m != nil {
			marks["--"+string(bytes.TrimSpace(append(m[1], m[2]...)))] = true
		}
	}
	size := eachShown(raw, marks, large, func([]byte) {})
	if size == len(raw) {
		return raw // one long file, mostly
	}
	out := make([]byte, 0, size)
	eachShown(raw, marks, large, func(line []byte) { out = append(out, line...) })
	return out
}

// eachShown goes through the lines of a mail, of its texts only so many bytes, and counts what it showed.
func eachShown(raw []byte, marks map[string]bool, left int, show func(line []byte)) (size int) {
	head, text := true, true
	for line := range bytes.Lines(raw) {
		switch {
		case isMark(line, marks):
			head, text = true, true
		case head && len(bytes.TrimSpace(line)) == 0:
			head = false
		case head:
			text = text && !isOther(line)
		case text:
			line = line[:min(len(line), left)] // of one line that is all of a text its beginning
			left -= len(line)
		}
		size += len(line)
		show(line)
	}
	return size
}

func isMark(line []byte, marks map[string]bool) bool {
	if !bytes.HasPrefix(line, []byte("--")) || len(line) > 300 {
		return false
	}
	mark := bytes.TrimRight(line, " \t\r\n")
	return marks[string(mark)] || marks[string(bytes.TrimSuffix(mark, []byte("--")))]
}

// isOther tells by a line of its head that a part is not a text that is shown.
func isOther(line []byte) bool {
	lower := bytes.ToLower(line[:min(len(line), 300)])
	if kind, ok := bytes.CutPrefix(lower, []byte("content-type:")); ok {
		return !bytes.HasPrefix(bytes.TrimSpace(kind), []byte("text")) || bytes.Contains(kind, []byte("name"))
	}
	return bytes.Contains(lower, []byte("name=")) || bytes.Contains(lower, []byte("name*")) || bytes.Contains(lower, []byte("attachment"))
}
