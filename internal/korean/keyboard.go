package korean

import (
	"slices"
	"strings"
)

// The two-set keyboard: which letter lies on which key. Capitals matter only where Shift gives
// another letter.
var keys = map[rune]rune{
	'q': 'ㅂ', 'w': 'ㅈ', 'e': 'ㄷ', 'r': 'ㄱ', 't': 'ㅅ', 'y': 'ㅛ', 'u': 'ㅕ', 'i': 'ㅑ', 'o': 'ㅐ', 'p': 'ㅔ',
	'a': 'ㅁ', 's': 'ㄴ', 'd': 'ㅇ', 'f': 'ㄹ', 'g': 'ㅎ', 'h': 'ㅗ', 'j': 'ㅓ', 'k': 'ㅏ', 'l': 'ㅣ',
	'z': 'ㅋ', 'x': 'ㅌ', 'c': 'ㅊ', 'v': 'ㅍ', 'b': 'ㅠ', 'n': 'ㅜ', 'm': 'ㅡ',
	'Q': 'ㅃ', 'W': 'ㅉ', 'E': 'ㄸ', 'R': 'ㄲ', 'T': 'ㅆ', 'O': 'ㅒ', 'P': 'ㅖ',
}

var (
	joinVowels = swap(splitVowels)
	joinFinals = swap(splitFinals)
)

func swap(m map[rune]string) map[string]rune {
	out := make(map[string]rune, len(m))
	for joined, parts := range m {
		out[parts] = joined
	}
	return out
}

// FromQwerty gives what would stand there had the keyboard been set to Korean: qothd → 배송. It
// answers false when the text is not such a slip: nothing Latin in it, or letters that make no
// syllables.
func FromQwerty(s string) (string, bool) {
	letters := make([]rune, 0, len(s))
	typed := false
	for _, r := range s {
		jamo, ok := keys[r]
		if !ok && r >= 'A' && r <= 'Z' {
			jamo, ok = keys[r-'A'+'a']
		}
		if !ok {
			jamo = r
		}
		typed = typed || ok
		letters = append(letters, jamo)
	}
	out := compose(letters)
	if !typed || strings.ContainsFunc(out, func(r rune) bool { return r >= 'ㄱ' && r <= 'ㅣ' }) {
		return "", false
	}
	return out, true
}

// compose builds syllables as a Korean keyboard does: a consonant before a vowel belongs to the vowel.
func compose(in []rune) string {
	var b strings.Builder
	for i := 0; i < len(in); {
		lead := slices.Index(leadRunes, in[i])
		if lead < 0 || i+1 >= len(in) || slices.Index(vowelRunes, in[i+1]) < 0 {
			b.WriteRune(in[i])
			i++
			continue
		}
		i++
		vowel, used := longest(in[i:], joinVowels, func(r rune) bool { return slices.Contains(vowelRunes, r) })
		i += used
		final, used := longest(in[i:], joinFinals, func(r rune) bool { return r != 0 && slices.Contains(finalRunes, r) })
		if used > 0 && i+used < len(in) && slices.Contains(vowelRunes, in[i+used]) {
			used-- // the last consonant begins the next syllable
			final = 0
			if used == 1 {
				final = in[i]
			}
		}
		i += used
		index := max(0, slices.Index(finalRunes, final))
		b.WriteRune(rune(hangulBase + lead*588 + slices.Index(vowelRunes, vowel)*28 + index))
	}
	return b.String()
}

// longest takes two letters that join to one, else one.
func longest(in []rune, join map[string]rune, fits func(rune) bool) (letter rune, used int) {
	if len(in) >= 2 {
		if joined, ok := join[string(in[:2])]; ok {
			return joined, 2
		}
	}
	if len(in) >= 1 && fits(in[0]) {
		return in[0], 1
	}
	return 0, 0
}
