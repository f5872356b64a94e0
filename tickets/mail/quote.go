package mail

import (
	"regexp"
	"slices"
	"strings"
)

// The lines with which mail programs begin what they quote. Each stands for a program's way, in Korean
// and in English, and the whole line must be of that form: a shopper may well write "On Monday".
var (
	// 2026년 11월 23일 (월) 오후 2:05, 온담 <help@…>님이 작성: (Gmail) · 2026. 11. 23. 오후 2:05, 온담 <…> 작성: (iPhone)
	wroteKo = regexp.MustCompile(`^\s*(?:>\s*)*(?:[^\s@]{0,20}\s*)?\d{4}\s*[년.\-/]\s*\d{1,2}\s*[월.\-/]\s*\d{1,2}\s*[일.]?.{0,200}?(?:님이\s*)?(?:작성|쓴 글|썼습니다|보낸 메시지|wrote)\s*:?\s*$`)
	// On Mon, Nov 23, 2026 at 2:05 PM Ondam <…> wrote:
	wroteEn = regexp.MustCompile(`(?i)^\s*(?:>\s*)*(?:on|le|am|el|op|den|il|em|w dniu)\s.{4,250}(?:wrote|a écrit|schrieb|escribió|schreef|skrev|ha scritto|escreveu|napisał(?:\(a\))?)\s*:\s*$`)
	// 23.11.2026 14:05 Ondam <…> wrote / 2026-11-23 14:05 GMT+09:00 Ondam <…>:
	datedAddress = regexp.MustCompile(`^\s*\d{2,4}[-/.]\d{1,2}[-/.]\d{1,4}[,\s].{0,200}<\s*[^<>\s]+@[^<>\s]+\s*>\s*:?\s*$`)
	// -----Original Message-----, -----원본 메시지-----, ---------- 원본 메일 ----------
	ruled = regexp.MustCompile(`(?i)^\s*(?:>\s*)*[-_=*]{2,}\s*(?:original message|original mail|original email|forwarded message|reply message|원본\s?(?:메시지|메일)|원문|전달된?\s?(?:메시지|메일)|답장 원문|ursprüngliche nachricht|message d'origine|mensaje original)\s*[-_=*]{2,}\s*$`)
	// 보낸 사람: … 받는 사람: … 제목: …
	headLine = regexp.MustCompile(`(?i)^\s*(?:>\s*)*\**(보낸\s?사람|보낸이|발신|보낸\s?날짜|보낸\s?시간|날짜|받는\s?사람|받는이|수신|참조|제목|from|sent|date|to|cc|subject|von|gesendet|an|betreff|de|envoyé|objet|à)\s?\**\s?:\**\s?\S.*$`)
	starts   = regexp.MustCompile(`(?i)^\s*(?:>\s*)*\**(보낸\s?사람|보낸이|발신|from|von|de)\s?\**\s?:`)
	rule     = regexp.MustCompile(`^\s*[_\-]{10,}\s*$`)
	// 나의 iPhone에서 보냄, Sent from my iPhone
	device = regexp.MustCompile(`(?i)^\s*(?:나의 .{1,40}에서 보냄|내 .{1,40}에서 보냄|(?:get|download) outlook for .{1,40}|outlook for .{1,40}(?:다운로드|받기).*|sent from (?:my )?.{1,60}|.{1,30}에서 전송(?:됨|함)?|네이버 메일 앱에서 보냈습니다\.?|다음메일 앱에서 보냈습니다\.?|envoyé de mon .{1,40}|von meinem .{1,40} gesendet)\s*\.?\s*$`)
)

// fold divides a mail's text into what its writer says now and what is quoted or a signature. Nothing
// is lost: the second part is kept beside the first. A mail that is all quote is all answer.
func fold(text string) (answer, rest string) { return foldWithin(text, mostFolds) }

// mostFolds bounds how often one mail answers below a quote.
const mostFolds = 8

func foldWithin(text string, folds int) (answer, rest string) {
	text = strings.Trim(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	lines := strings.Split(text, "\n")
	if i := belowQuote(lines); i > 0 && folds > 0 {
		answer, rest = foldWithin(strings.Join(lines[i:], "\n"), folds-1)
		return answer, strings.Trim(strings.Join(lines[:i], "\n")+"\n"+rest, "\n")
	}
	cut, first := len(lines), firstSaid(lines)
	for i := first + 1; i < len(lines); i++ {
		if quoteBegins(lines, i) {
			cut = i
			break
		}
	}
	cut = withoutTail(lines, cut, first)
	answer = strings.TrimSpace(strings.Join(lines[:cut], "\n"))
	rest = strings.TrimRight(strings.Trim(strings.Join(lines[cut:], "\n"), "\n"), " \t")
	if answer == "" {
		return strings.TrimSpace(text), ""
	}
	return answer, rest
}

// firstSaid is the first line that is the writer's own.
func firstSaid(lines []string) int {
	return slices.IndexFunc(append(lines, "."), func(l string) bool {
		t := strings.TrimSpace(l)
		return t != "" && !strings.HasPrefix(t, ">") && !introduces(l)
	})
}

func quoteBegins(lines []string, i int) bool {
	l := lines[i]
	if strings.TrimSpace(l) == "" {
		return false
	}
	if introduces(l) {
		return true
	}
	// Programs break the line in two or three.
	for n := 2; n <= 3 && i+n <= len(lines) && len(l) < 200; n++ {
		joined := strings.TrimSpace(l)
		for _, next := range lines[i+1 : i+n] {
			joined += " " + strings.TrimLeft(next, "> \t")
		}
		if beginsDated(l) && (wroteKo.MatchString(joined) || wroteEn.MatchString(joined)) {
			return true
		}
	}
	if rule.MatchString(l) {
		return headBlock(lines, next(lines, i+1))
	}
	return starts.MatchString(l) && headBlock(lines, i)
}

// introduces tells whether a line alone says that a quote follows.
func introduces(l string) bool {
	return wroteKo.MatchString(l) || wroteEn.MatchString(l) || ruled.MatchString(l) || datedAddress.MatchString(l)
}

// belowQuote is where the answer begins of one who writes below what they quote; 0 when they do not.
func belowQuote(lines []string) int {
	i := next(lines, 0)
	if i >= len(lines) || !introduces(lines[i]) {
		return 0
	}
	quoted := 0
	for i++; i < len(lines); i++ {
		switch l := strings.TrimSpace(lines[i]); {
		case strings.HasPrefix(l, ">"):
			quoted++
		case l != "" && quoted > 0:
			return i
		case l != "":
			return 0
		}
	}
	return 0
}

var dated = regexp.MustCompile(`(?i)^\s*(?:>\s*)*(?:on\s|le\s|am\s|el\s|(?:[^\s@]{0,20}\s*)?\d{4}\s*[년.\-/])`)

func beginsDated(line string) bool { return dated.MatchString(line) }

// next is the first line from i on that is not empty.
func next(lines []string, i int) int {
	for i < len(lines) && strings.TrimSpace(lines[i]) == "" {
		i++
	}
	return i
}

// headBlock tells whether the head of another mail begins at a line: three of its fields among the next six.
func headBlock(lines []string, i int) bool {
	found := 0
	for _, l := range lines[min(i, len(lines)):min(i+7, len(lines))] {
		if headLine.MatchString(l) {
			found++
		}
	}
	return found >= 3
}

// withoutTail leaves out what ends the answer without being one: quoted lines at the end, a signature
// behind "-- ", the name of the device. Something must be left of the answer: its first line stays.
func withoutTail(lines []string, end, first int) int {
	for changed := true; changed && end > 0; {
		changed = false
		for end > 0 && strings.TrimSpace(lines[end-1]) == "" {
			end--
			changed = true
		}
		last := end
		for last > 0 && (strings.HasPrefix(strings.TrimSpace(lines[last-1]), ">") || strings.TrimSpace(lines[last-1]) == "" && last < end) {
			last--
		}
		if last < end && first < last {
			end, changed = last, true
			continue
		}
		for n := 1; n <= 2 && end-n > 0; n++ {
			if device.MatchString(lines[end-n]) && first < end-n {
				end, changed = end-n, true
				break
			}
		}
	}
	for i := end - 1; i > 0 && end-i <= 12; i-- {
		if l := strings.TrimRight(lines[i], "\r"); (l == "-- " || l == "--" || l == "—") && first < i {
			return i
		}
	}
	return end
}
