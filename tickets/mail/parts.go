package mail

import (
	"fmt"
	"mime"
	"path"
	"strings"

	"dari/internal/safefile"

	"github.com/jhillyerd/enmime/v2"
)

// mostFiles is how many files of one mail are named.
const mostFiles = 100

// filesOf are the parts of a mail that its reader would call attached: what is only shown within the
// HTML is not, nor what programs tell each other.
func filesOf(root *enmime.Part, htmlBody string) (out []attached) {
	lower := strings.ToLower(htmlBody)
	walk(root, func(p *enmime.Part) {
		if len(out) >= mostFiles || !isFile(p) {
			return
		}
		cid := strings.ToLower(strings.Trim(p.ContentID, "<> "))
		if cid != "" && strings.Contains(lower, "cid:"+cid) {
			return
		}
		out = append(out, attached{Name: fileName(p, len(out)+1), Content: p.Content, cid: cid})
	})
	return out
}

func walk(p *enmime.Part, visit func(*enmime.Part)) {
	for ; p != nil; p = p.NextSibling {
		visit(p)
		if p.FirstChild != nil {
			walk(p.FirstChild, visit)
		}
	}
}

// untyped is the text of parts that do not say what they are: text, by the standard.
func untyped(root *enmime.Part) string {
	var b strings.Builder
	walk(root, func(p *enmime.Part) {
		if p.ContentType == "" && p.FirstChild == nil && p.Disposition != "attachment" && b.Len() < mostRaw {
			b.Write(p.Content)
		}
	})
	return clean(b.String())
}

func isFile(p *enmime.Part) bool {
	kind := strings.ToLower(p.ContentType)
	switch {
	case strings.HasPrefix(kind, "multipart/"):
		return false
	case p.Disposition == "attachment", nameOf(p) != "":
		return true
	case kind == "", kind == "text/plain", kind == "text/html", kind == "text/enriched", kind == "text/rfc822-headers", kind == "text/x-amp-html",
		kind == "message/delivery-status", kind == "message/feedback-report", kind == "message/disposition-notification", kind == "message/global-delivery-status":
		return false
	}
	return p.Parent != nil || !strings.HasPrefix(kind, "text/")
}

// nameOf is what the sender called a part; empty when it has no name.
func nameOf(p *enmime.Part) string {
	for _, header := range []string{"Content-Disposition", "Content-Type"} {
		if name := namedFile(p.Header.Get(header)); strings.TrimSpace(name) != "" {
			return name
		}
	}
	return p.FileName
}

// fileName is what the sender called a file, made harmless; one without a name gets one.
func fileName(p *enmime.Part, n int) string {
	name := strings.Join(strings.Fields(clean(nameOf(p))), " ")
	if name != "" {
		return limit(safefile.Name(name), 200)
	}
	kind := strings.ToLower(p.ContentType)
	if strings.HasPrefix(kind, "message/") {
		return fmt.Sprintf("message-%d.eml", n)
	}
	return fmt.Sprintf("file-%d%s", n, extensionOf(kind))
}

func extensionOf(kind string) string {
	switch kind {
	case "image/jpeg", "image/jpg":
		return ".jpg"
	case "text/calendar":
		return ".ics"
	}
	if list, err := mime.ExtensionsByType(kind); err == nil && len(list) > 0 {
		return list[0]
	}
	if sub := path.Base(kind); sub != "" && len(sub) <= 5 && !strings.ContainsAny(sub, "/.+") && strings.HasPrefix(kind, "image/") {
		return "." + sub
	}
	return ""
}
