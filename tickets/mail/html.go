package mail

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// block tells which elements begin on a line of their own.
var block = map[atom.Atom]bool{
	atom.P: true, atom.Div: true, atom.Br: true, atom.Tr: true, atom.Li: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true,
	atom.Table: true, atom.Ul: true, atom.Ol: true, atom.Blockquote: true, atom.Hr: true, atom.Pre: true, atom.Section: true, atom.Article: true,
	atom.Dl: true, atom.Dt: true, atom.Dd: true, atom.Header: true, atom.Footer: true, atom.Address: true, atom.Center: true,
}

// textOf is what a reader of HTML sees, as plain text. What is quoted there stands behind "> ", as in
// the plain text of other programs, and a signature behind "-- ".
func textOf(source string) string {
	w := htmlText{}
	z := html.NewTokenizer(strings.NewReader(source))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return strings.Trim(w.out.String(), "\n")
		case html.TextToken:
			if w.hidden == 0 {
				w.text(string(z.Text()))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			w.start(t)
		case html.EndTagToken:
			t := z.Token()
			w.end(t.DataAtom)
		}
		if w.out.Len() > 4*mostText*4 {
			return strings.Trim(w.out.String(), "\n")
		}
	}
}

type htmlText struct {
	out    strings.Builder
	hidden int  // depth of elements nobody sees
	quotes int  // depth of quotes
	spaced bool // a space is due before the next word
	begun  bool // something stands on this line
	pre    int
}

var unseen = map[atom.Atom]bool{atom.Style: true, atom.Script: true, atom.Title: true, atom.Head: true, atom.Template: true, atom.Noscript: true}

func (w *htmlText) start(t html.Token) {
	switch {
	case unseen[t.DataAtom] && t.Type == html.StartTagToken:
		w.hidden++
	case w.hidden > 0 && t.DataAtom == atom.Body:
		w.hidden = 0
	case w.hidden > 0:
	case t.DataAtom == atom.Blockquote:
		w.line()
		w.quotes = min(w.quotes+1, 20)
	case t.DataAtom == atom.Pre:
		w.line()
		w.pre++
	case t.DataAtom == atom.Br:
		w.newline()
	case t.DataAtom == atom.P:
		w.paragraph()
	case t.DataAtom == atom.Hr:
		w.line()
		w.write("________________________________")
		w.newline()
	case t.DataAtom == atom.Td || t.DataAtom == atom.Th:
		w.spaced = true
	case block[t.DataAtom]:
		w.line()
	}
}

func (w *htmlText) end(a atom.Atom) {
	switch {
	case unseen[a]:
		w.hidden = max(0, w.hidden-1)
	case w.hidden > 0:
	case a == atom.Blockquote:
		w.line()
		w.quotes = max(0, w.quotes-1)
	case a == atom.Pre:
		w.line()
		w.pre = max(0, w.pre-1)
	case a == atom.P:
		w.line()
	case block[a] && a != atom.Br:
		w.line()
	}
}

func (w *htmlText) text(s string) {
	if w.pre > 0 {
		for i, l := range strings.Split(clean(s), "\n") {
			if i > 0 {
				w.newline()
			}
			w.write(l)
		}
		return
	}
	s = clean(s)
	if s == "" {
		return
	}
	fields := strings.Fields(s)
	if len(fields) == 0 || strings.ContainsAny(s[:1], " \n\t") {
		w.spaced = w.spaced || w.begun
	}
	for i, f := range fields {
		if i > 0 {
			w.spaced = true
		}
		w.write(f)
	}
	if strings.ContainsAny(s[len(s)-1:], " \n\t") {
		w.spaced = true
	}
}

func (w *htmlText) write(s string) {
	if s == "" {
		return
	}
	if !w.begun {
		w.out.WriteString(strings.Repeat("> ", w.quotes))
	} else if w.spaced {
		w.out.WriteByte(' ')
	}
	w.spaced, w.begun = false, true
	w.out.WriteString(s)
}

func (w *htmlText) newline() {
	w.out.WriteByte('\n')
	w.begun, w.spaced = false, false
}

// line ends the line when something stands on it.
func (w *htmlText) line() {
	if w.begun {
		w.newline()
	}
	w.spaced = false
}

// paragraph leaves an empty line before what follows.
func (w *htmlText) paragraph() {
	w.line()
	if s := w.out.String(); s != "" && !strings.HasSuffix(s, "\n\n") {
		w.newline()
	}
}
