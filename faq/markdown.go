package faq

import (
	"bytes"
	"fmt"
	"html"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"dari/internal/fault"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Raw HTML in an article is dropped by the renderer, and what is left goes through an allow-list.
var (
	markdown = goldmark.New(
		goldmark.WithExtensions(extension.GFM),
		goldmark.WithParserOptions(
			parser.WithAutoHeadingID(),
			parser.WithInlineParsers(util.Prioritized(stars{}, 450)), // before goldmark's own, at 500
			parser.WithASTTransformers(util.Prioritized(demote{}, 100)),
		),
	)
	allowed = allowList()
	noTags  = bluemonday.StrictPolicy()
)

func allowList() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "del", "blockquote", "code", "pre", "hr", "br", "table", "thead", "tbody", "tr", "th", "td")
	p.AllowAttrs("id").Matching(regexp.MustCompile(`^[\p{L}\p{N}_-]{1,80}$`)).OnElements("h2", "h3", "h4")
	p.AllowAttrs("align").Matching(regexp.MustCompile(`^(left|center|right)$`)).OnElements("th", "td")
	p.AllowAttrs("start").Matching(bluemonday.Integer).OnElements("ol")
	p.AllowAttrs("href").OnElements("a")
	p.AllowAttrs("src", "alt").OnElements("img")
	p.AllowURLSchemes("https", "http", "mailto", "tel")
	p.AllowRelativeURLs(true)
	p.RequireParseableURLs(true)
	p.RequireNoReferrerOnFullyQualifiedLinks(true)
	return p
}

// rendered is an article's body as it is shown, and the words in it.
type rendered struct{ html, words string }

// renderBody turns Markdown into safe HTML. An image must say what it shows.
func renderBody(lang, body string) (rendered, error) {
	source := []byte(body)
	ctx := parser.NewContext(parser.WithIDs(&anchors{used: map[string]int{}}))
	tree := markdown.Parser().Parse(text.NewReader(source), parser.WithContext(ctx))
	if err := checkImages(tree, source); err != nil {
		return rendered{}, err
	}
	var out bytes.Buffer
	if err := markdown.Renderer().Render(&out, source, tree); err != nil {
		return rendered{}, fmt.Errorf("render an article: %w", err)
	}
	safe := allowed.Sanitize(out.String())
	words := html.UnescapeString(noTags.Sanitize(strings.ReplaceAll(safe, "<", " <")))
	return rendered{html: scrollTables(lang, safe), words: strings.Join(strings.Fields(words), " ")}, nil
}

func checkImages(tree ast.Node, source []byte) error {
	return ast.Walk(tree, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		image, ok := n.(*ast.Image)
		//lint:ignore SA1019 nothing else reads a whole inline text
		if ok && entering && strings.TrimSpace(string(image.Text(source))) == "" {
			return ast.WalkStop, fault.Field("faq.image_without_text", "body")
		}
		return ast.WalkContinue, nil
	})
}

// scrollTables lets a wide table scroll by itself; by keyboard it must be reachable and named.
func scrollTables(lang, s string) string {
	open := `<div class="scroll" role="region" tabindex="0" aria-label="` + choose(lang, "표", "Table") + `"><table>`
	return strings.NewReplacer("<table>", open, "</table>", "</table></div>").Replace(s)
}

// demote makes an article's first-level headings second-level: the title of the page is the first.
type demote struct{}

// Transform is what goldmark asks for.
func (demote) Transform(tree *ast.Document, _ text.Reader, _ parser.Context) {
	_ = ast.Walk(tree, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if h, ok := n.(*ast.Heading); ok && entering && h.Level == 1 {
			h.Level = 2
		}
		return ast.WalkContinue, nil
	})
}

// anchors names headings by their own words, Korean ones too; goldmark keeps ASCII alone.
type anchors struct{ used map[string]int }

// Generate is what goldmark asks for.
func (a *anchors) Generate(value []byte, _ ast.NodeKind) []byte {
	name := strings.Join(strings.FieldsFunc(strings.ToLower(string(value)), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), "-")
	if letters := []rune(name); len(letters) > 60 {
		name = string(letters[:60])
	}
	if name == "" {
		name = "s"
	}
	a.used[name]++
	if n := a.used[name]; n > 1 {
		name = fmt.Sprintf("%s-%d", name, n)
	}
	return []byte(name)
}

// Put is what goldmark asks for.
func (a *anchors) Put(value []byte) { a.used[string(value)]++ }

// stars reads * and ** as CommonMark does, but for one rule: a mark next to punctuation also opens
// or closes beside a CJK letter. Korean writes particles without a space, so that in **"무료배송"**은
// CommonMark would not see an end.
type stars struct{}

// Trigger is what goldmark asks for.
func (stars) Trigger() []byte { return []byte{'*'} }

// Parse is what goldmark asks for.
func (stars) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	before := block.PrecendingCharacter()
	line, segment := block.PeekLine()
	d := parser.ScanDelimiter(line, before, 1, starsProcessor{})
	if d == nil {
		return nil
	}
	after := '\n'
	if d.OriginalLength < len(line) {
		after, _ = utf8.DecodeRune(line[d.OriginalLength:])
	}
	if !unicode.IsSpace(after) && isCJK(before) {
		d.CanOpen = true
	}
	if !unicode.IsSpace(before) && isCJK(after) {
		d.CanClose = true
	}
	d.Segment = segment.WithStop(segment.Start + d.OriginalLength)
	block.Advance(d.OriginalLength)
	pc.PushDelimiter(d)
	return d
}

func isCJK(r rune) bool {
	return unicode.In(r, unicode.Hangul, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

type starsProcessor struct{}

// IsDelimiter is what goldmark asks for.
func (starsProcessor) IsDelimiter(b byte) bool { return b == '*' }

// CanOpenCloser is what goldmark asks for.
func (starsProcessor) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}

// OnMatch is what goldmark asks for.
func (starsProcessor) OnMatch(consumes int) ast.Node { return ast.NewEmphasis(consumes) }
