package mail

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dari/internal/corpora"
)

func TestWhatIsQuotedIsFoldedAway(t *testing.T) {
	const say = "네, 고맙습니다.\n19일 이후로 부탁드려요."
	tests := map[string]string{
		"Gmail":                    say + "\n\n2026년 11월 23일 (월) 오후 2:05, 온담 <reply+c3.abc@ondam.example>님이 작성:\n\n> 안녕하세요\n> 12월 16일에 도착해요",
		"Gmail, in two lines":      say + "\n\n2026년 11월 23일 (월) 오후 2:05, 온담 고객센터\n<reply+c3.abc@ondam.example>님이 작성:\n\n> 안녕하세요",
		"Gmail in English":         say + "\n\nOn Mon, Nov 23, 2026 at 2:05 PM Ondam <help@ondam.example> wrote:\n\n> Hello",
		"Gmail in English, broken": say + "\n\nOn Mon, Nov 23, 2026 at 2:05 PM Ondam <\nhelp@ondam.example> wrote:\n\n> Hello",
		"iPhone":                   say + "\n\n나의 iPhone에서 보냄\n\n2026. 11. 23. 오후 2:05, 온담 <help@ondam.example> 작성:\n\n> 안녕하세요\n> ",
		"iPhone, device last":      say + "\n\n나의 iPhone에서 보냄",
		"Outlook":                  say + "\n\n________________________________\n보낸 사람: 온담 <help@ondam.example>\n보낸 날짜: 2026년 11월 23일 월요일 오후 2:05\n받는 사람: 김서연 <s@example.com>\n제목: 문의하신 내용에 답을 드렸어요\n\n안녕하세요",
		"Outlook, bare":            say + "\n\n보낸 사람: 온담 <help@ondam.example>\n보낸 날짜: 2026년 11월 23일 월요일\n받는 사람: 김서연\n제목: 답\n\n안녕하세요",
		"Outlook in English":       say + "\n\nFrom: Ondam <help@ondam.example>\nSent: Monday, November 23, 2026 2:05 PM\nTo: Kim\nSubject: answer\n\nHello",
		"Naver":                    say + "\n\n-----Original Message-----\nFrom: \"온담\" <help@ondam.example>\nTo: <s@naver.com>\nCc:\nSent: 2026-11-23 (월) 14:05:00 (GMT+09:00)\nSubject: 답\n\n안녕하세요",
		"Naver, its own rule":      say + "\n\n---------- 원본 메일 ----------\n보낸사람: 온담\n받는사람: s\n날짜: 2026-11-23\n제목: 답",
		"Daum":                     say + "\n\n--------- 원본 메일 ---------\n보낸이 : 온담 <help@ondam.example>\n받는이 : s@hanmail.net\n날짜 : 2026년 11월 23일\n제목 : 답\n안녕하세요",
		"original, in Korean":      say + "\n\n-----원본 메시지-----\n보낸 사람: 온담",
		"quoted lines alone":       say + "\n\n> 안녕하세요\n> 12월 16일에 도착해요",
		"a signature":              say + "\n\n-- \n김서연\n010-1234-5678",
	}
	for name, text := range tests {
		t.Run(name, func(t *testing.T) {
			answer, rest := fold(strings.ReplaceAll(text, "\n", "\r\n"))
			if answer != say {
				t.Errorf("answer %q", answer)
			}
			if words(answer+rest) != words(text) {
				t.Errorf("something was lost: %q", rest)
			}
		})
	}
}

func words(text string) string { return strings.Join(strings.Fields(text), "") }

func TestWhatIsNoQuoteStays(t *testing.T) {
	for _, text := range []string{
		"2026년 11월 23일에 주문했어요. 언제 오나요?",
		"받는 사람: 김서연으로 바꿔 주세요",
		"보낸 사람: 제 이름이 아니에요\n고쳐 주세요",
		"On Monday I wrote: nothing came.\nPlease look.",
		"-- 안녕하세요 --\n색상은 흰색이요",
		"> 12월 16일에 도착해요\n\n네, 좋아요",
		"2026-11-23 주문 건 배송지를 바꿔 주세요:\n서울시 종로구",
	} {
		if answer, rest := fold(text); answer != text || rest != "" {
			t.Errorf("%q became %q and %q", text, answer, rest)
		}
	}
	all := "2026년 11월 23일 (월) 오후 2:05, 온담 <help@ondam.example>님이 작성:\n> 안녕하세요"
	if answer, rest := fold(all); answer != all || rest != "" {
		t.Errorf("a mail that is all quote became %q and %q", answer, rest)
	}
}

// The corpus asks for most of it (promises, M-8); its mails are of many languages and programs.
func TestAnswersOfOtherPeoplesMailsAreFound(t *testing.T) {
	var cases []struct {
		ID, Input, Kind string
		First           string `json:"first_reply_exact"`
		Exact           string `json:"visible_text_exact"`
		Starts          string `json:"visible_text_starts"`
		Contains        any    `json:"visible_text_contains"`
	}
	corpora.Load(t, &cases, "reply-parsing", "expected.json")
	right := 0
	for _, c := range cases {
		mail, err := os.ReadFile(filepath.Join(corpora.Dir(t), "reply-parsing", c.Input))
		if err != nil {
			t.Fatal(err)
		}
		text := string(mail)
		if c.Kind == "eml" || c.Kind == "html" {
			if c.Kind == "html" {
				text = "Content-Type: text/html; charset=utf-8\r\n\r\n" + text
			}
			p, err := parse([]byte(text))
			if err != nil {
				t.Errorf("%s: %v", c.ID, err)
			}
			text = p.Text
		}
		answer, _ := fold(text)
		ok := true
		switch {
		case c.First != "":
			ok = strings.HasPrefix(words(answer), words(c.First))
		case c.Exact != "":
			ok = words(answer) == words(c.Exact)
		case c.Starts != "":
			ok = strings.HasPrefix(words(answer), words(c.Starts))
		}
		for _, part := range texts(c.Contains) {
			ok = ok && strings.Contains(words(answer), words(part))
		}
		if ok {
			right++
		} else {
			t.Logf("%s %s: %.120q", c.ID, c.Input, answer)
		}
	}
	if right*10 < len(cases)*9 {
		t.Errorf("%d of %d answers are found, want nine in ten", right, len(cases))
	}
}

func texts(v any) (out []string) {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		for _, x := range v {
			if s, ok := x.(string); ok {
				out = append(out, s)
			}
		}
	}
	return out
}
