package korean

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

const (
	leads  = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
	vowels = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
	finals = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ" // index 1 to 27
)

var (
	leadRunes  = []rune(leads)
	vowelRunes = []rune(vowels)
	finalRunes = append([]rune{0}, []rune(finals)...)
)

// splitFinals takes double finals apart: keyboards join ㄹ and ㅁ, typed one after the other, to ㄻ.
var splitFinals = map[rune]string{
	'ㄳ': "ㄱㅅ", 'ㄵ': "ㄴㅈ", 'ㄶ': "ㄴㅎ", 'ㄺ': "ㄹㄱ", 'ㄻ': "ㄹㅁ", 'ㄼ': "ㄹㅂ", 'ㄽ': "ㄹㅅ", 'ㄾ': "ㄹㅌ", 'ㄿ': "ㄹㅍ", 'ㅀ': "ㄹㅎ", 'ㅄ': "ㅂㅅ",
}

var splitVowels = map[rune]string{'ㅘ': "ㅗㅏ", 'ㅙ': "ㅗㅐ", 'ㅚ': "ㅗㅣ", 'ㅝ': "ㅜㅓ", 'ㅞ': "ㅜㅔ", 'ㅟ': "ㅜㅣ", 'ㅢ': "ㅡㅣ"}

// Initials gives the initial consonants of the syllables (배송 조회 → ㅂㅅㅈㅎ). Digits and Latin letters
// stay, in lower case; all else, spaces too, is left out.
func Initials(s string) string {
	var b strings.Builder
	for _, r := range norm.NFC.String(s) {
		switch {
		case r >= hangulBase && r <= hangulLast:
			b.WriteRune(leadRunes[(r-hangulBase)/588])
		case splitFinals[r] != "":
			b.WriteString(splitFinals[r])
		case r >= 0x1100 && r <= 0x1112: // a lead of the other block
			b.WriteRune(leadRunes[r-0x1100])
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// IsInitials reports whether the text is typed as initial consonants: at least one of them, and no
// syllable and no vowel beside them.
func IsInitials(s string) bool {
	found := false
	for _, r := range norm.NFC.String(s) {
		switch {
		case r >= 'ㄱ' && r <= 'ㅎ', r >= 0x1100 && r <= 0x1112:
			found = true
		case unicode.Is(unicode.Hangul, r):
			return false
		}
	}
	return found
}

// Jamo takes the text apart into letters as they are typed, in lower case and without spaces and
// signs: 배송 → ㅂㅐㅅㅗㅇ, 닭 → ㄷㅏㄹㄱ. What somebody has typed so far is then a prefix of what they
// are typing.
func Jamo(s string) string {
	var b strings.Builder
	for _, r := range norm.NFKC.String(strings.ToLower(s)) {
		switch {
		case r >= hangulBase && r <= hangulLast:
			i := r - hangulBase
			b.WriteRune(leadRunes[i/588])
			writeSplit(&b, splitVowels, vowelRunes[i/28%21])
			if final := finalRunes[i%28]; final != 0 {
				writeSplit(&b, splitFinals, final)
			}
		case r >= 0x1100 && r <= 0x1112:
			b.WriteRune(leadRunes[r-0x1100])
		case r >= 0x1161 && r <= 0x1175:
			writeSplit(&b, splitVowels, vowelRunes[r-0x1161])
		case r >= 0x11A8 && r <= 0x11C2:
			writeSplit(&b, splitFinals, finalRunes[r-0x11A7])
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(r)
		}
	}
	return b.String()
}

func writeSplit(b *strings.Builder, table map[rune]string, r rune) {
	if parts := table[r]; parts != "" {
		b.WriteString(parts)
		return
	}
	b.WriteRune(r)
}
