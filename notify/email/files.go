package email

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"mime"
	"strings"
)

// File is what goes with a mail.
type File struct {
	Name    string
	Type    string // image/jpeg, application/pdf …
	Content []byte
}

func sizeOf(files []File) (n int) {
	for _, f := range files {
		n += len(f.Content) + 500
	}
	return n
}

// writeBody writes the MIME headers and all that follows: text and HTML, and around them the files, if any.
func (c *Client) writeBody(b *bytes.Buffer, m Message) {
	if len(m.Files) == 0 {
		b.Write(c.skeleton.headers)
		b.WriteString("\r\n")
		c.writeTexts(b, m)
		return
	}
	boundary := boundaryOf(m)
	b.WriteString("MIME-Version: 1.0\r\nContent-Type: multipart/mixed;\r\n boundary=\"" + boundary + "\"\r\n\r\n--" + boundary + "\r\n")
	b.Write(c.skeleton.inner)
	b.WriteString("\r\n")
	c.writeTexts(b, m)
	for _, f := range m.Files {
		b.WriteString("\r\n--" + boundary + "\r\n")
		header(b, "Content-Type", typeOf(f))
		header(b, "Content-Transfer-Encoding", "base64")
		header(b, "Content-Disposition", disposition(f.Name))
		b.WriteString("\r\n")
		writeBase64(b, f.Content)
	}
	b.WriteString("\r\n--" + boundary + "--\r\n")
}

func (c *Client) writeTexts(b *bytes.Buffer, m Message) {
	b.Write(c.skeleton.beforeText)
	writeBase64(b, m.Text)
	b.Write(c.skeleton.beforeHTML)
	writeBase64(b, m.HTML)
	b.Write(c.skeleton.after)
}

// boundaryOf is the same for the same mail: a second attempt sends the same bytes. All parts are written
// in Base64, so none can hold it.
func boundaryOf(m Message) string {
	sum := sha256.Sum256([]byte(m.MessageID))
	return "=_" + hex.EncodeToString(sum[:12])
}

func typeOf(f File) string {
	kind, params, err := mime.ParseMediaType(f.Type)
	if err != nil {
		return "application/octet-stream"
	}
	return mime.FormatMediaType(kind, params)
}

// disposition names a file twice: as RFC 2231 says, and without anything but ASCII for programs that do not
// know it.
func disposition(name string) string {
	name = Clean(strings.NewReplacer("/", "_", `\`, "_").Replace(name))
	if strings.TrimSpace(name) == "" {
		name = "file"
	}
	if r := []rune(name); len(r) > 100 {
		name = string(r[len(r)-100:]) // the end says what kind it is
	}
	ascii := strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' || strings.ContainsRune(`"%`, r) {
			return '_'
		}
		return r
	}, name)
	out := `attachment; filename="` + ascii + `"`
	if ascii != name {
		out += ";\r\n filename*=utf-8''" + percent(name)
	}
	return out
}

// percent leaves letters, digits and a few signs as they are (RFC 5987).
func percent(s string) string {
	const plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_"
	var b strings.Builder
	for i := range len(s) {
		if strings.IndexByte(plain, s[i]) >= 0 {
			b.WriteByte(s[i])
		} else {
			b.WriteString("%" + strings.ToUpper(hex.EncodeToString([]byte{s[i]})))
		}
	}
	return b.String()
}
