package notify

import (
	"fmt"
	"html"
	"strings"
)

// Plain renders the body as text: the text part of a mail, or an SMS, whose blocks stand close.
func (t *Text) Plain(v Values, between string) (string, error) {
	var out strings.Builder
	for _, b := range t.blocks {
		part, err := b.plain(v)
		if err != nil {
			return "", err
		}
		if part == "" {
			continue
		}
		if out.Len() > 0 {
			out.WriteString(between)
		}
		out.WriteString(part)
	}
	return out.String(), nil
}

func (bl block) plain(v Values) (string, error) {
	if bl.kind == blockTalk {
		return plainTalk(bl.lines[0], v)
	}
	var lines []string
	for _, l := range bl.lines {
		var b strings.Builder
		if bl.kind == blockList {
			b.WriteString("- ")
		}
		err := fill(&b, l.tokens, v, false)
		if err == nil && l.value != nil {
			b.WriteString(": ")
			err = fill(&b, l.value, v, false)
		}
		if err != nil && l.optional {
			continue
		}
		if err != nil {
			return "", err
		}
		lines = append(lines, b.String())
	}
	return strings.Join(lines, "\n"), nil
}

// HTML renders the body as the inside of a mail's layout. Every value is escaped.
func (t *Text) HTML(v Values) (string, error) {
	var out strings.Builder
	for _, b := range t.blocks {
		if err := b.html(&out, v); err != nil {
			return "", err
		}
	}
	return out.String(), nil
}

// How the blocks look in a mail: styles stand on the elements, because many programs drop a style sheet.
const (
	styleText    = `margin:0 0 16px;font-size:16px;line-height:26px`
	styleHeading = `margin:0 0 16px;font-size:20px;line-height:30px;font-weight:600`
	styleCell    = `padding:8px 0;font-size:15px;line-height:24px;vertical-align:top;border-top:1px solid #dfe3e6`
	styleButton  = `display:inline-block;margin:0 8px 8px 0;padding:12px 20px;border-radius:8px;border:1px solid #0b6b5c;` +
		`font-size:16px;line-height:24px;font-weight:600;text-decoration:none;`
	styleFirst  = styleButton + `background-color:#0b6b5c;color:#ffffff`
	styleSecond = styleButton + `color:#0b6b5c`
)

func (bl block) html(out *strings.Builder, v Values) error {
	if bl.kind == blockTalk {
		return htmlTalk(out, bl.lines[0], v)
	}
	var lines [][2]string
	for _, l := range bl.lines {
		var a, b strings.Builder
		err := fill(&a, l.tokens, v, true)
		if err == nil && bl.kind == blockButton {
			err = fill(&b, l.value, v, false)
		} else if err == nil {
			err = fill(&b, l.value, v, true)
		}
		if err != nil && l.optional {
			continue
		}
		if err != nil {
			return err
		}
		lines = append(lines, [2]string{a.String(), b.String()})
	}
	if len(lines) > 0 {
		write(out, bl.kind, lines)
	}
	return nil
}

func write(out *strings.Builder, kind blockKind, lines [][2]string) {
	switch kind {
	case blockHeading:
		fmt.Fprintf(out, `<h1 style="%s">%s</h1>`, styleHeading, join(lines))
	case blockList:
		out.WriteString(`<ul style="margin:0 0 16px;padding:0 0 0 20px">`)
		for _, l := range lines {
			fmt.Fprintf(out, `<li style="font-size:16px;line-height:26px">%s</li>`, l[0])
		}
		out.WriteString(`</ul>`)
	case blockRows:
		out.WriteString(`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="margin:0 0 16px;border-collapse:collapse">`)
		for _, l := range lines {
			fmt.Fprintf(out, `<tr><td class="soft" width="120" style="%s;padding-right:16px;color:#55606a">%s</td><td style="%s">%s</td></tr>`, styleCell, l[0], styleCell, l[1])
		}
		out.WriteString(`</table>`)
	case blockButton:
		writeButtons(out, lines)
	default:
		fmt.Fprintf(out, `<p style="%s">%s</p>`, styleText, join(lines))
	}
}

// writeButtons sets neighbours side by side; the first is what most readers want.
func writeButtons(out *strings.Builder, lines [][2]string) {
	var all strings.Builder
	class, style := "button", styleFirst
	for _, l := range lines {
		if isWebAddress(l[1]) {
			fmt.Fprintf(&all, `<a class="%s" href="%s" style="%s">%s</a>`, class, html.EscapeString(l[1]), style, l[0])
			class, style = "second", styleSecond
		}
	}
	if all.Len() > 0 {
		fmt.Fprintf(out, `<p style="margin:24px 0 16px">%s</p>`, all.String())
	}
}

func join(lines [][2]string) string {
	parts := make([]string, len(lines))
	for i, l := range lines {
		parts[i] = l[0]
	}
	return strings.Join(parts, "<br>")
}
