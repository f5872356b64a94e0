package korean

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// ending is how the spoken form of a word ends, which decides the particle.
type ending int

const (
	unknown    ending   = iota // no spoken form: an emoji, another script
	vowel                      // 의자
	rieul                      // 메일: a final ㄹ takes 로, not 으로
	consonant                  // 화분
	hangulBase = 0xAC00        // 가
	hangulLast = 0xD7A3        // 힣
)

// reversed lists pairs that people write the other way round.
var reversed = map[string]string{"를/을": "을/를", "가/이": "이/가", "는/은": "은/는", "와/과": "과/와", "로/으로": "으로/로"}

// Josa gives the particle of the pair that follows the word: "을/를" gives 을 after 화분 and 를 after
// 의자. The first of the pair follows a final consonant; 으로 becomes 로 after ㄹ too. Digits and
// Latin letters count as they are spoken (LMS를, 3을). A word without a spoken form gets both: 을(를).
func Josa(word, pair string) string {
	if right, ok := reversed[pair]; ok {
		pair = right
	}
	closed, open, ok := strings.Cut(pair, "/")
	if !ok {
		return pair
	}
	switch e := endingOf(word); {
	case e == unknown && strings.HasPrefix(closed, "으"):
		return "(으)" + open
	case e == unknown:
		return closed + "(" + open + ")"
	case e == vowel, e == rieul && strings.HasPrefix(closed, "으로"):
		return open
	default:
		return closed
	}
}

// signs that are spoken as words with an open end: 퍼센트, 도, 플러스.
const spokenOpen = "%℃°+"

func endingOf(word string) ending {
	word = norm.NFKC.String(strings.TrimSpace(word))
	for word != "" {
		r, size := utf8.DecodeLastRuneInString(word)
		switch {
		case r >= hangulBase && r <= hangulLast:
			return endingOfFinal(int(r-hangulBase) % 28)
		case strings.ContainsRune(spokenOpen, r):
			return vowel
		case unicode.IsDigit(r):
			return endingOfNumber(word)
		case r < utf8.RuneSelf && unicode.IsLetter(r):
			return endingOfLatin(word)
		case unicode.IsLetter(r):
			return endingOfJamo(r)
		}
		word = word[:len(word)-size] // a bracket, a quote, an emoji: not spoken
	}
	return unknown
}

func endingOfFinal(index int) ending {
	switch index {
	case 0:
		return vowel
	case 8: // ㄹ
		return rieul
	default:
		return consonant
	}
}

// endingOfJamo knows single letters by their names: 기역 … 리을 …, 아.
func endingOfJamo(r rune) ending {
	switch {
	case r == 'ㄹ' || r == 0x1105:
		return rieul
	case r >= 'ㄱ' && r <= 'ㅎ', r >= 0x1100 && r <= 0x1112:
		return consonant
	case r >= 'ㅏ' && r <= 'ㅣ', r >= 0x1161 && r <= 0x1175:
		return vowel
	default:
		return unknown
	}
}

// endingOfNumber goes by 영 일 이 삼 사 오 육 칠 팔 구 and, for round numbers, 십 백 천 만 억 조.
func endingOfNumber(word string) ending {
	zeros := len(word) - len(strings.TrimRight(word, "0"))
	if zeros >= 12 && zeros < 16 {
		return vowel // 조
	}
	switch word[len(word)-1] {
	case '1', '7', '8':
		return rieul
	case '2', '4', '5', '9':
		return vowel
	default:
		return consonant
	}
}

// endingOfLatin spells capitals letter by letter (엘엠에스) and reads the rest as a word (이메일).
// Reading is by the usual way of writing such loan words; it cannot know every word.
func endingOfLatin(word string) ending {
	start := strings.LastIndexFunc(word, func(r rune) bool { return r >= utf8.RuneSelf || !unicode.IsLetter(r) }) + 1
	tail := word[start:]
	if strings.ToUpper(tail) == tail {
		switch tail[len(tail)-1] {
		case 'L', 'R':
			return rieul
		case 'M', 'N':
			return consonant
		default:
			return vowel
		}
	}
	tail = strings.ToLower(tail)
	switch {
	case hasSuffix(tail, "l", "le", "ll"):
		return rieul
	case hasSuffix(tail, "m", "n", "me", "ne", "ng"):
		return consonant
	case hasSuffix(tail, "ck", "ook", "ook", "oop"):
		return consonant
	case len(tail) >= 2 && strings.ContainsRune("bckpt", rune(tail[len(tail)-1])) && shortVowel(tail[:len(tail)-1]):
		return consonant // shop 숍, chat 챗, web 웹
	default:
		return vowel
	}
}

func shortVowel(s string) bool {
	const vowels = "aeiou"
	last := s[len(s)-1]
	return strings.IndexByte(vowels, last) >= 0 && (len(s) == 1 || strings.IndexByte(vowels, s[len(s)-2]) < 0)
}

func hasSuffix(s string, suffixes ...string) bool {
	for _, suffix := range suffixes {
		if strings.HasSuffix(s, suffix) {
			return true
		}
	}
	return false
}
