package mail

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"dari/internal/fault"
	"dari/internal/safefile"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jhillyerd/enmime/v2"
	"github.com/microcosm-cc/bluemonday"
	"golang.org/x/net/html"
)

// Page is the HTML of a mail, made harmless: a fragment without scripts, styles of its own, forms and
// frames, for a page with a policy of its own in a sandboxed frame.
type Page struct {
	Subject string
	HTML    string
	Remote  int // pictures that lie on other servers; they are left out unless asked for
}

// What of a mail is shown at most: a page is no archive.
const (
	mostHTML   = 2 << 20
	mostInline = 8 << 20 // bytes of pictures within it
)

const sqlPageOf = `SELECT raw, subject FROM dari.inbound_mail WHERE uid = $1 AND state = 'done'`

// Page is the page of a mail that became a message. Pictures that came with it are in it; those of other
// servers only with images, since fetching one tells its sender who reads when.
func (s *Service) Page(ctx context.Context, id uuid.UUID, images bool) (Page, error) {
	var raw []byte
	var page Page
	err := s.DB.QueryRow(ctx, sqlPageOf, id).Scan(&raw, &page.Subject)
	if errors.Is(err, pgx.ErrNoRows) {
		return page, fault.New(fault.NotFound, "mail.not_found")
	}
	if err != nil {
		return page, fmt.Errorf("read a mail: %w", err)
	}
	if len(raw) > large {
		free, err := s.alone(ctx)
		if err != nil {
			return page, err
		}
		defer free()
	}
	p := read(raw)
	if p.HTML == "" {
		return page, fault.New(fault.NotFound, "mail.not_found")
	}
	page.HTML, page.Remote = sanitise(limit(p.HTML, mostHTML), inlines(p.root, p.HTML), images)
	return page, nil
}

var (
	allowed  = sync.OnceValue(policy)
	picture  = regexp.MustCompile(`(?i)<img\b[^>]*?>`)
	srcValue = regexp.MustCompile(`(?i)\ssrc="([^"]*)"`)
	ownImage = regexp.MustCompile(`^data:image/(?:png|jpeg|gif);base64,[A-Za-z0-9+/=]+$`)
)

// policy lets through what mails are made of. Nothing that runs, nothing that loads but pictures, and no
// style that could draw over what is around it.
func policy() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "div", "span", "br", "hr", "b", "strong", "i", "em", "u", "s", "strike", "del", "ins", "sub", "sup", "small", "big",
		"h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "pre", "code", "blockquote", "center", "font",
		"table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "colgroup", "col", "address", "section", "article", "header", "footer")
	p.AllowAttrs("width", "height", "align", "valign", "bgcolor", "border", "cellpadding", "cellspacing", "colspan", "rowspan", "nowrap").
		OnElements("table", "tr", "td", "th", "tbody", "thead", "col", "colgroup", "img", "div", "p", "hr")
	p.AllowAttrs("color", "face", "size").OnElements("font")
	p.AllowAttrs("dir", "lang", "title").Globally()
	p.AllowAttrs("href").OnElements("a")
	p.AllowURLSchemes("http", "https", "mailto", "tel")
	p.RequireNoReferrerOnLinks(true)
	p.RequireNoFollowOnLinks(true)
	p.AddTargetBlankToFullyQualifiedLinks(true)
	p.AllowAttrs("src", "alt").OnElements("img")
	p.AllowDataURIImages()
	p.AllowStyles("color", "background-color", "font-family", "font-size", "font-weight", "font-style", "text-align", "text-decoration",
		"line-height", "letter-spacing", "vertical-align", "white-space", "width", "max-width", "height", "padding", "padding-top", "padding-right",
		"padding-bottom", "padding-left", "margin", "margin-top", "margin-right", "margin-bottom", "margin-left", "border", "border-top",
		"border-right", "border-bottom", "border-left", "border-color", "border-width", "border-style", "border-radius", "border-collapse").Globally()
	return p
}

// sanitise makes HTML harmless and puts the pictures that came with it into it. It counts those that lie
// elsewhere; without images they are taken out.
func sanitise(source string, cids map[string]string, images bool) (out string, remote int) {
	out = allowed().Sanitize(withInlines(shortStyles(source), cids))
	out = picture.ReplaceAllStringFunc(out, func(tag string) string {
		src := ""
		if m := srcValue.FindStringSubmatch(tag); m != nil {
			src = m[1]
		}
		switch {
		case ownImage.MatchString(src):
			return tag
		case strings.HasPrefix(src, "https://"), strings.HasPrefix(src, "http://"):
			remote++
			if images {
				return tag
			}
		}
		return srcValue.ReplaceAllString(tag, "")
	})
	return out, remote
}

// mostStyle is how long a style may be. The time of the rules for styles grows with the square of it.
const mostStyle = 2000

// shortStyles leaves out styles that nobody has written by hand or program; all else stays byte by byte.
func shortStyles(source string) string {
	if len(source) < mostStyle || !strings.Contains(strings.ToLower(source), "style") {
		return source
	}
	var out strings.Builder
	out.Grow(len(source))
	for z := html.NewTokenizer(strings.NewReader(source)); ; {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			return out.String()
		case html.StartTagToken, html.SelfClosingTagToken:
			if raw := string(z.Raw()); len(raw) < mostStyle {
				out.WriteString(raw)
			} else {
				out.WriteString(withoutLongStyle(z.Token()))
			}
		default:
			out.Write(z.Raw())
		}
	}
}

func withoutLongStyle(t html.Token) string {
	t.Attr = slices.DeleteFunc(t.Attr, func(a html.Attribute) bool { return a.Key == "style" && len(a.Val) > mostStyle })
	return t.String()
}

var cidRef = regexp.MustCompile(`(?i)\bcid:([^"'\s>)]+)`)

func withInlines(source string, cids map[string]string) string {
	if len(cids) == 0 {
		return source
	}
	left := mostInline
	return cidRef.ReplaceAllStringFunc(source, func(ref string) string {
		data := cids[strings.ToLower(ref[len("cid:"):])]
		if data == "" || len(data) > left {
			return ref // no scheme that is allowed: the picture is left out
		}
		left -= len(data)
		return data
	})
}

// inlines are the pictures that a mail shows within its HTML, drawn anew as every picture is, as addresses
// that hold them.
func inlines(root *enmime.Part, source string) map[string]string {
	lower := strings.ToLower(source)
	out := map[string]string{}
	total := 0
	walk(root, func(p *enmime.Part) {
		cid := strings.ToLower(strings.Trim(p.ContentID, "<> "))
		if cid == "" || out[cid] != "" || total > mostInline || len(out) >= 50 || !strings.Contains(lower, "cid:"+cid) {
			return
		}
		f, err := safefile.Clean("picture", p.Content)
		if err != nil || f.Type == safefile.PDF {
			return
		}
		total += len(f.Content)
		out[cid] = "data:" + f.Type + ";base64," + base64.StdEncoding.EncodeToString(f.Content)
	})
	return out
}
