package korean

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func TestInitialsTakesSyllablesToTheirFirstConsonant(t *testing.T) {
	tests := map[string]string{
		"배송 조회": "ㅂㅅㅈㅎ", "ㄻ": "ㄹㅁ", "ㄳ": "ㄱㅅ", "LMS 발송": "lmsㅂㅅ", "3일 안에": "3ㅇㅇㅇ",
		"꽃병": "ㄲㅂ", "": "", "!?": "", "배송": "ㅂㅅ", "값어치": "ㄱㅇㅊ",
	}
	for in, want := range tests {
		if got := Initials(in); got != want {
			t.Errorf("Initials(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestIsInitials(t *testing.T) {
	tests := map[string]bool{"ㅂㅅ": true, "ㄳ": true, "lmsㅂㅅ": true, "배ㅅ": false, "ㅂㅏ": false, "abc": false, "": false, "ㅂ ㅅ": true}
	for in, want := range tests {
		if got := IsInitials(in); got != want {
			t.Errorf("IsInitials(%q) = %v, want %v", in, got, want)
		}
	}
}

func TestJamoOfWhatIsBeingTypedIsAPrefix(t *testing.T) {
	words := [][]string{
		{"ㅂ", "배", "뱃", "배소", "배송"},
		{"ㅎ", "하", "한", "하나", "한ㄱ", "한국"},
		{"ㄷ", "다", "달", "닭"},
		{"ㅇ", "오", "와", "왔", "왔다"},
		{"ㅅ", "시", "식", "식ㄱ", "식기"},
		{"배송"},
	}
	for _, steps := range words {
		whole := Jamo(steps[len(steps)-1])
		for _, step := range steps {
			if step == "하나" {
				continue // another word
			}
			if !strings.HasPrefix(whole, Jamo(step)) {
				t.Errorf("Jamo(%q) = %q is not a prefix of %q", step, Jamo(step), whole)
			}
		}
	}
}

func TestBigramsAreThePairsAndTheLastLetterOfEachRun(t *testing.T) {
	tests := map[string][]string{
		"한정판 굿즈":     {"굿즈", "정판", "즈", "판", "한정"},
		"닭":          {"닭"},
		"iPhone":     {"e", "ho", "ip", "ne", "on", "ph"},
		"ＡＢ":         {"ab", "b"},
		"배송":         {"배송", "송"}, // NFD
		"":           nil,
		" !? ":       nil,
		"배송 배송":      {"배송", "송"},
		"3일, 5,000원": {"00", "0원", "3일", "5", "원", "일"},
	}
	for in, want := range tests {
		slices.Sort(want)
		if got := Bigrams(in); !reflect.DeepEqual(got, want) {
			t.Errorf("Bigrams(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestSearchQueryJoinsPairsAndTakesOneSyllableAsPrefix(t *testing.T) {
	tests := map[string]string{
		"한정판": "'정판' & '한정'", "닭": "'닭':*", "배송 조회": "'배송' & '조회'", "": "", "'); DROP": "'dr' & 'op' & 'ro'",
		"🍵": "", "A": "'a':*",
	}
	for in, want := range tests {
		if got := SearchQuery(in); got != want {
			t.Errorf("SearchQuery(%q) = %q, want %q", in, got, want)
		}
	}
	if n := strings.Count(SearchQuery(letters(500)), "&"); n != maxGrams-1 {
		t.Errorf("a long query has %d grams", n+1)
	}
}

func letters(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteRune(rune(hangulBase + i*7))
	}
	return b.String()
}

func TestSqueezeForgetsSpaces(t *testing.T) {
	if a, b := Squeeze("배달의 민족!"), Squeeze("배달의민족"); a != b {
		t.Errorf("%q and %q differ", a, b)
	}
}

func TestFromQwertyReadsTheWrongKeyboard(t *testing.T) {
	tests := map[string]string{
		"qothd": "배송", "ghksqnf": "환불", "dkssud": "안녕", "ryghks": "교환", "qksvna": "반품",
		"ekfr": "닭", "rkqtdl": "값이", "Rhcqud": "꽃병", "dlqslek": "입니다", "dhkTek": "왔다",
		"qothd 3": "배송 3", "LMS": "", "hello": "", "배송": "", "": "", "123": "", "shop": "",
	}
	for in, want := range tests {
		got, ok := FromQwerty(in)
		if got != want || ok != (want != "") {
			t.Errorf("FromQwerty(%q) = %q, %v, want %q", in, got, ok, want)
		}
	}
}

func TestCP949LenCountsTheCarriersBytes(t *testing.T) {
	tests := []struct {
		in      string
		want    int
		missing string
	}{
		{"", 0, ""},
		{"abc", 3, ""},
		{"배송", 4, ""},
		{"똠펲", 4, ""},
		{"①♥’“”", 10, ""},
		{"[하루옷장] 김하늘님", 2 + 8 + 1 + 8, ""},
		{"가\n나", 5, ""},
		{"₩1,000—⭐", 5, "₩—⭐"},
		{"é😀😀", 0, "é😀"},
		{"a\u00a0b", 2, "\u00a0"},
	}
	for _, tt := range tests {
		got, err := CP949Len(tt.in)
		var missing *UnencodableError
		if errors.As(err, &missing) != (tt.missing != "") || (missing != nil && string(missing.Runes) != tt.missing) || got != tt.want {
			t.Errorf("CP949Len(%q) = %d, %v, want %d without %q", tt.in, got, err, tt.want, tt.missing)
		}
	}
	if got := string(Extended("똠양꿍 펲 배송①")); got != "똠펲" {
		t.Errorf("Extended = %q", got)
	}
	if got := ForCarrier("₩1,000—\u00a0“감사”"); got != "원1,000- “감사”" {
		t.Errorf("ForCarrier = %q", got)
	}
}

func TestWonGroupsByThousands(t *testing.T) {
	tests := map[int64]string{0: "0원", 999: "999원", 1000: "1,000원", 128000: "128,000원", 38214000: "38,214,000원", -500: "-500원", -12500: "-12,500원"}
	for in, want := range tests {
		if got := Won(in); got != want {
			t.Errorf("Won(%d) = %q, want %q", in, got, want)
		}
	}
}
