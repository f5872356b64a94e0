package notify

import (
	"encoding/json"
	"fmt"
	"html"
	"regexp"
	"strings"
)

// A field whose name ends in ".talk" holds messages of a conversation. Alone on its line, as
// {{chat.talk}}, it is a block of its own: who said what, and when.

// Said is one message of such a field.
type Said struct {
	Who   string     `json:"who"`
	At    string     `json:"at"`
	Text  string     `json:"text"`
	Mine  bool       `json:"mine,omitempty"` // of the reader of the mail
	Soft  bool       `json:"soft,omitempty"` // not what somebody said, but what has happened
	Files []SaidFile `json:"files,omitempty"`
}

// SaidFile is a file that went with a message: its name and the page that gives it.
type SaidFile struct {
	Name string `json:"name"`
	URL  string `json:"url"`
}

// Talk is the value of such a field.
func Talk(list []Said) string {
	out, _ := json.Marshal(list) // texts always have a JSON form
	return string(out)
}

var talkField = regexp.MustCompile(`^\{\{\s*([\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}\p{N}_]+)*\.talk)\s*\}\}$`)

func readTalk(l line, v Values) ([]Said, error) {
	value, ok := v(l.tokens[0].field)
	if !ok || value == "" {
		return nil, fmt.Errorf("%w: no value for %s", ErrTemplate, l.tokens[0].field)
	}
	var list []Said
	if err := json.Unmarshal([]byte(value), &list); err != nil {
		return nil, fmt.Errorf("%w: %s holds no messages", ErrTemplate, l.tokens[0].field)
	}
	for i := range list {
		m := &list[i]
		m.Who, m.At, m.Text = tidy(m.Who, false), tidy(m.At, false), tidy(m.Text, true)
	}
	return list, nil
}

func plainTalk(l line, v Values) (string, error) {
	list, err := readTalk(l, v)
	if err != nil {
		return "", err
	}
	parts := make([]string, len(list))
	for i, m := range list {
		var lines []string
		if who := strings.TrimSpace(m.Who + " " + m.At); who != "" {
			lines = append(lines, who)
		}
		if m.Text != "" {
			lines = append(lines, m.Text)
		}
		for _, f := range m.Files {
			lines = append(lines, tidy(f.Name, false)+" "+f.URL)
		}
		parts[i] = strings.Join(lines, "\n")
	}
	return strings.Join(parts, "\n\n"), nil
}

const (
	styleSaid = `padding:12px 16px;border-radius:12px;font-size:16px;line-height:26px`
	styleWho  = `padding:0 4px 4px;font-size:13px;line-height:20px;color:#55606a`
)

func htmlTalk(out *strings.Builder, l line, v Values) error {
	list, err := readTalk(l, v)
	if err != nil {
		return err
	}
	out.WriteString(`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="margin:0 0 16px;border-collapse:separate">`)
	for _, m := range list {
		writeSaid(out, m)
		if out.Len() > maxRendered {
			return fmt.Errorf("%w: longer than 512 KiB when filled", ErrTemplate)
		}
	}
	out.WriteString(`</table>`)
	return nil
}

func writeSaid(out *strings.Builder, m Said) {
	if m.Soft {
		fmt.Fprintf(out, `<tr><td class="soft" style="%s;padding-bottom:16px;text-align:center">%s</td></tr>`, styleWho, html.EscapeString(strings.TrimSpace(m.Text+" "+m.At)))
		return
	}
	side, class, colour := "left", "said", "#eef1f3"
	if m.Mine {
		side, class, colour = "right", "said mine", "#dff1ed"
	}
	text := strings.ReplaceAll(linked(m.Text), "\n", "<br>")
	for _, f := range m.Files {
		if text != "" {
			text += "<br>"
		}
		name := html.EscapeString(tidy(f.Name, false))
		if isWebAddress(f.URL) {
			name = `<a href="` + html.EscapeString(f.URL) + `">` + name + `</a>`
		}
		text += name
	}
	fmt.Fprintf(out, `<tr><td class="soft" align="%s" style="%s">%s</td></tr>`+
		`<tr><td align="%s" style="padding:0 0 16px"><table role="presentation" cellpadding="0" cellspacing="0" style="max-width:85%%"><tr><td class="%s" align="left" style="%s;background-color:%s">%s</td></tr></table></td></tr>`,
		side, styleWho, html.EscapeString(strings.TrimSpace(m.Who+" · "+m.At)), side, class, styleSaid, colour, text)
}
