package contact

import (
	"fmt"
	"mime/multipart"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dari/internal/fault"
	"dari/internal/korean"
	"dari/tickets"
)

// Kinds of fields.
const (
	textField   = "text"
	choiceField = "choice"
	longField   = "long"
)

// field is what a form asks for.
type field struct {
	ID       string
	Kind     string
	Required bool
	Most     int
	Choices  []string
	Own      *tickets.Field // of the form of a type; nil: one of ours
}

// topic is one of the forms.
type topic struct {
	ID     string
	Fields []field
	Type   *tickets.Type // whose form it is; nil: one of ours
}

var (
	orderNumber = field{ID: "order_number", Kind: textField, Most: 64}
	needsOrder  = field{ID: "order_number", Kind: textField, Most: 64, Required: true}
	product     = field{ID: "product", Kind: textField, Most: 200}
)

// topics are the forms, in the order in which people look for them.
var topics = []topic{
	{ID: "order", Fields: []field{orderNumber}},
	{ID: "delivery", Fields: []field{needsOrder, {ID: "problem", Kind: choiceField, Choices: []string{"late", "lost", "damaged", "wrong_place", "other"}}}},
	{ID: "return", Fields: []field{needsOrder, {ID: "wish", Kind: choiceField, Required: true, Choices: []string{"exchange", "return"}}, product}},
	{ID: "product", Fields: []field{product}},
	{ID: "other"},
}

// person are the fields of every form.
var person = []field{
	{ID: "text", Kind: longField, Required: true, Most: 4000},
	{ID: "name", Kind: textField, Required: true, Most: 60},
	{ID: "email", Kind: textField, Required: true, Most: 254},
	{ID: "phone", Kind: textField, Most: 40},
}

func topicOf(list []topic, id string) (topic, bool) {
	i := slices.IndexFunc(list, func(t topic) bool { return t.ID == id })
	if i < 0 {
		return topic{}, false
	}
	return list[i], true
}

func (t topic) all() []field { return slices.Concat(t.Fields, person) }

// form is one as it was filled in.
type form struct {
	topic   topic
	values  map[string]string
	consent bool
	lang    string
	files   []*multipart.FileHeader
}

// problem is what is wrong with a field.
type problem struct{ Field, Code string }

// check tidies what was typed and names what is wrong, in the order of the fields.
func (f *form) check() (list []problem) {
	for _, d := range f.topic.all() {
		v := strings.TrimSpace(strings.ReplaceAll(f.values[d.ID], "\r\n", "\n"))
		f.values[d.ID] = v
		if code := d.check(v); code != "" {
			list = append(list, problem{d.ID, code})
		}
	}
	if !f.consent {
		list = append(list, problem{"consent", "contact.consent_missing"})
	}
	return list
}

func (d field) check(v string) (code string) {
	if code := d.checkOwn(v); d.Own != nil && (v == "" || code != "") {
		return code
	}
	switch {
	case v == "" && d.Required:
		return "contact." + d.ID + "_missing"
	case v == "":
		return ""
	case utf8.RuneCountInString(v) > d.Most && d.Kind != choiceField:
		return "contact.too_long"
	case !utf8.ValidString(v), strings.ContainsFunc(v, func(r rune) bool { return unicode.IsControl(r) && (d.Kind != longField || r != '\n' && r != '\t') }):
		return "contact.unreadable"
	case d.Kind == choiceField && !slices.Contains(d.Choices, v):
		return "contact." + d.ID + "_missing"
	}
	var err error
	switch d.ID {
	case "name":
		// It stands in the notice, which goes to whatever address was typed: it carries no link.
		if strings.ContainsAny(v, "/@:<>") || strings.Contains(strings.ToLower(v), "www.") {
			return "contact.name_form"
		}
	case "email":
		_, err = korean.NormalizeEmail(v)
	case "phone":
		_, err = korean.NormalizePhone(v)
	}
	if err != nil {
		return "contact." + d.ID + "_form"
	}
	return ""
}

func (f *form) email() string {
	v, _ := korean.NormalizeEmail(f.values["email"]) // checked before
	return v
}

func (f *form) phone() string {
	v, _ := korean.NormalizePhone(f.values["phone"]) // empty or checked before
	return v
}

func (f *form) order() string { return strings.TrimPrefix(f.values["order_number"], "#") }

// body is what staff read: what the topic asked for, line by line, and then the writer's own words.
func (f *form) body() string {
	var b strings.Builder
	for _, d := range f.topic.Fields {
		v := f.values[d.ID]
		if v == "" {
			continue
		}
		if d.Kind == choiceField {
			v = d.choice(f.lang, v)
		}
		b.WriteString(d.line(f.lang) + ": " + v + "\n")
	}
	if b.Len() > 0 {
		b.WriteByte('\n')
	}
	return b.String() + f.values["text"]
}

// weight tells files from others of the same name: who sends the same words again, with a picture, says more.
func (f *form) weight() string {
	var b strings.Builder
	for _, file := range f.files {
		fmt.Fprintf(&b, "%d:%s%d\n", len(file.Filename), file.Filename, file.Size)
	}
	return b.String()
}

// title is the subject of the thread: the first words.
func (f *form) title() string {
	const most = 60
	line, _, _ := strings.Cut(f.values["text"], "\n")
	if r := []rune(line); len(r) > most {
		line = strings.TrimSpace(string(r[:most])) + "…"
	}
	return line
}

// fault says where the problem lies in the request of a program.
func (f *form) fault(p problem) error {
	if slices.ContainsFunc(f.topic.Fields, func(d field) bool { return d.ID == p.Field }) {
		p.Field = "fields." + p.Field
	}
	return fault.Field(p.Code, "body."+p.Field)
}

// subject is what the notice says it is about: nothing of what was typed, for it may go to anybody.
func (f *form) subject() string { return f.topic.label(f.lang) }
