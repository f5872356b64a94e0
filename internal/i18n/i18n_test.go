package i18n

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
)

var holder = regexp.MustCompile(`\{([a-z_]+)(\|[^}]*)?\}`)

// Check G-04, with words.test.ts of the web.
func TestBothLanguagesHaveTheSameKeysAndPlaceholders(t *testing.T) {
	for key, ko := range texts[Korean] {
		en, ok := texts[English][key]
		if !ok {
			t.Errorf("%s is missing in English", key)
			continue
		}
		if a, b := names(ko), names(en); !slices.Equal(a, b) {
			t.Errorf("%s takes %v in Korean and %v in English", key, a, b)
		}
	}
	for key := range texts[English] {
		if !Has(Korean, key) {
			t.Errorf("%s is missing in Korean", key)
		}
	}
}

func names(t text) []string {
	var out []string
	for _, m := range holder.FindAllStringSubmatch(t.one+t.other, -1) {
		if m[1] != "n" { // a number may be told by the words alone
			out = append(out, m[1])
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func TestEnglishHoldsNoHangul(t *testing.T) {
	for key, en := range texts[English] {
		if strings.ContainsFunc(en.one+en.other, func(r rune) bool { return unicode.Is(unicode.Hangul, r) }) {
			t.Errorf("%s holds Hangul: %s", key, en.other)
		}
	}
}

// Check G-05, with words.test.ts of the web.
func TestKoreanIsFriendlyAndPlain(t *testing.T) {
	banned := []string{"하십시오", "되었습니다", "유효하지 않", "!"}
	for key, ko := range texts[Korean] {
		for _, word := range banned {
			if strings.Contains(ko.one+ko.other, word) {
				t.Errorf("%s holds %q: %s", key, word, ko.other)
			}
		}
	}
}

func TestKeysBelongToTheFileOfTheirRoom(t *testing.T) {
	allowed := map[string][]string{"fault": {"fault", "validation"}, "console_views": {"search"}, "console_me": {"settings"}}
	for _, lang := range Languages() {
		entries, err := files.ReadDir("texts/" + lang)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			room := strings.TrimSuffix(e.Name(), ".json")
			keys := map[string]text{}
			if err := read(keys, "texts/"+lang+"/"+e.Name()); err != nil {
				t.Fatal(err)
			}
			for key := range keys {
				first, _, _ := strings.Cut(key, ".")
				// A room also brings its faults: fault.tickets.not_found. The texts of a large one stand in
				// several files, so that a page loads those it shows: console_list holds keys of console, and
				// console_views those of views.
				if first != room && !slices.Contains(strings.Split(room, "_"), first) && !slices.Contains(allowed[room], first) && first != "fault" {
					t.Errorf("%s/%s: %s does not begin with %s", lang, e.Name(), key, room)
				}
			}
		}
	}
}

func TestTFillsPlaceholders(t *testing.T) {
	was := texts
	t.Cleanup(func() { texts = was })
	texts = map[string]map[string]text{
		Korean: {
			"a": {"{name|을/를} 찾아요", "{name|을/를} 찾아요"},
			"n": {"{n|,}건", "{n|,}건"},
			"b": {"{x} {name", "{x} {name"},
			"k": {"한국어만", "한국어만"},
		},
		English: {"n": {"{n} case", "{n|,} cases"}, "a": {"Find {name}", "Find {name}"}},
	}
	tests := []struct {
		lang, key string
		args      []any
		want      string
	}{
		{Korean, "a", []any{"name", "배송"}, "배송을 찾아요"},
		{Korean, "a", []any{"name", "LMS"}, "LMS를 찾아요"},
		{English, "a", []any{"name", "LMS"}, "Find LMS"},
		{Korean, "n", []any{"n", 12214}, "12,214건"},
		{English, "n", []any{"n", 1}, "1 case"},
		{English, "n", []any{"n", "1"}, "1 case"},
		{English, "n", []any{"n", int64(12214)}, "12,214 cases"},
		{Korean, "b", nil, "{x} {name"},
		{Korean, "a", []any{"name", "{name}"}, "{name}을 찾아요"},
		{English, "k", nil, "한국어만"},
		{Korean, "no.such", []any{"name", "배송"}, "no.such"},
	}
	for _, tt := range tests {
		if got := T(tt.lang, tt.key, tt.args...); got != tt.want {
			t.Errorf("T(%s, %s, %v) = %q, want %q", tt.lang, tt.key, tt.args, got, tt.want)
		}
	}
}

func TestFromAcceptLanguage(t *testing.T) {
	tests := map[string]string{
		"": Korean, "ko-KR,ko;q=0.9,en;q=0.8": Korean, "en-US,en;q=0.9": English, "en;q=0.5, ko;q=0.4": English,
		"ja,en;q=0.5": English, "ja": Korean, "*": Korean, ";;;": Korean, "ko-Kore-KR": Korean, "en-GB": English,
		strings.Repeat("en,", 400): Korean, "\x00": Korean,
	}
	for header, want := range tests {
		if got := FromAcceptLanguage(header); got != want {
			t.Errorf("FromAcceptLanguage(%.40q) = %s, want %s", header, got, want)
		}
	}
}
