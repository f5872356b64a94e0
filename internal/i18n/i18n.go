package i18n

import (
	"embed"
	"encoding/json"
	"fmt"
	"path"
	"strconv"
	"strings"

	"dari/internal/korean"

	"golang.org/x/text/language"
)

//go:embed texts
var files embed.FS

// The languages there are. Korean is what everybody gets who asks for neither.
const (
	Korean  = "ko"
	English = "en"
)

// Languages lists them, the default first.
func Languages() []string { return []string{Korean, English} }

// text is a sentence, or two of them of which the number n chooses one.
type text struct{ one, other string }

var texts = mustLoad()

func mustLoad() map[string]map[string]text {
	all, err := load()
	if err != nil {
		panic("i18n: " + err.Error()) // the files are part of the program; a test reads them all
	}
	return all
}

func load() (map[string]map[string]text, error) {
	all := map[string]map[string]text{}
	for _, lang := range Languages() {
		all[lang] = map[string]text{}
		entries, err := files.ReadDir("texts/" + lang)
		if err != nil {
			return nil, fmt.Errorf("list the texts of %s: %w", lang, err)
		}
		for _, e := range entries {
			if err := read(all[lang], path.Join("texts", lang, e.Name())); err != nil {
				return nil, err
			}
		}
	}
	return all, nil
}

func read(into map[string]text, name string) error {
	raw, err := files.ReadFile(name)
	if err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	var entries map[string]json.RawMessage
	if err := json.Unmarshal(raw, &entries); err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	for key, value := range entries {
		if _, twice := into[key]; twice {
			return fmt.Errorf("%s: the key %s is in another file too", name, key)
		}
		t, err := parse(value)
		if err != nil {
			return fmt.Errorf("%s: %s: %w", name, key, err)
		}
		into[key] = t
	}
	return nil
}

func parse(raw json.RawMessage) (text, error) {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return text{one: s, other: s}, nil
	}
	var forms map[string]string
	if err := json.Unmarshal(raw, &forms); err != nil {
		return text{}, err
	}
	other, ok := forms["other"]
	if !ok {
		return text{}, fmt.Errorf("the form %q is missing", "other")
	}
	one, ok := forms["one"]
	if !ok {
		one = other
	}
	return text{one: one, other: other}, nil
}

// Has reports whether there is such a text.
func Has(lang, key string) bool {
	_, ok := texts[lang][key]
	return ok
}

// T is the text of the key in the language, filled with the arguments: name, value, name, value …
//
//	{name}       the value
//	{name|을/를}  the value and the particle that follows it
//	{n|,}        a whole number in groups of three
//
// A text of two forms takes "one" when the argument n is 1. A key without a text is returned as it
// is, and so is a placeholder without an argument.
func T(lang, key string, args ...any) string {
	t, ok := texts[lang][key]
	if !ok {
		if t, ok = texts[Korean][key]; !ok {
			return key
		}
	}
	s := t.other
	if t.one != t.other && argument(args, "n") == "1" {
		s = t.one
	}
	if !strings.Contains(s, "{") {
		return s
	}
	return fill(s, args)
}

func fill(s string, args []any) string {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(s, "{")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		inside, after, closed := strings.Cut(rest, "}")
		if !closed {
			b.WriteString("{" + rest)
			return b.String()
		}
		b.WriteString(placeholder(inside, args))
		s = after
	}
}

func placeholder(inside string, args []any) string {
	name, form, _ := strings.Cut(inside, "|")
	if !has(args, name) {
		return "{" + inside + "}"
	}
	value := argument(args, name)
	switch {
	case form == "":
		return value
	case form == ",":
		if n, err := strconv.ParseInt(value, 10, 64); err == nil {
			return korean.Number(n)
		}
		return value
	default:
		return value + korean.Josa(value, form)
	}
}

func has(args []any, name string) bool {
	for i := 0; i+1 < len(args); i += 2 {
		if args[i] == name {
			return true
		}
	}
	return false
}

func argument(args []any, name string) string {
	for i := 0; i+1 < len(args); i += 2 {
		if args[i] == name {
			return fmt.Sprint(args[i+1])
		}
	}
	return ""
}

// The first of the tags is what everybody gets who asks for neither.
var matcher = language.NewMatcher([]language.Tag{language.Korean, language.English})

// FromAcceptLanguage chooses ko or en by the header's order of wishes.
func FromAcceptLanguage(header string) string {
	if len(header) > 512 { // longer ones are not written by browsers
		return Korean
	}
	tags, _, err := language.ParseAcceptLanguage(header)
	if err != nil || len(tags) == 0 {
		return Korean
	}
	_, index, _ := matcher.Match(tags...)
	return Languages()[index]
}

// Known gives the language back when it is one of ours, and otherwise the second.
func Known(lang, otherwise string) string {
	if lang == Korean || lang == English {
		return lang
	}
	return otherwise
}
