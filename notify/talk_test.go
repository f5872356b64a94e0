package notify_test

import (
	"errors"
	"strings"
	"testing"

	"dari/notify"
)

func TestMessagesOfAConversationAreABlockOfTheirOwn(t *testing.T) {
	text, err := notify.ParseText("s", "앞\n{{chat.talk}}\n뒤")
	if err != nil {
		t.Fatal(err)
	}
	talk := notify.Talk([]notify.Said{
		{Who: "나", At: "오후 2:05", Text: "<b>언제</b> 와요?\n{{order.number}}", Mine: true},
		{Who: "하은", At: "오후 2:06", Text: "https://ondam.example/a 를 보세요", Files: []notify.SaidFile{{Name: "a\"b.pdf", URL: "https://help.example/c/file/x"}}},
	})
	values := func(field string) (string, bool) { return talk, field == "chat.talk" }
	plain, err := text.Plain(values, "\n\n")
	if want := "앞\n\n나 오후 2:05\n<b>언제</b> 와요?\n{{order.number}}\n\n하은 오후 2:06\nhttps://ondam.example/a 를 보세요\na\"b.pdf https://help.example/c/file/x\n\n뒤"; err != nil || plain != want {
		t.Errorf("%v\n%s\nwant\n%s", err, plain, want)
	}
	html, err := text.HTML(values)
	if err != nil || strings.Contains(html, "<b>") || !strings.Contains(html, "&lt;b&gt;언제&lt;/b&gt; 와요?<br>{{order.number}}") ||
		!strings.Contains(html, `<a href="https://ondam.example/a">`) || !strings.Contains(html, `<a href="https://help.example/c/file/x">a&#34;b.pdf</a>`) {
		t.Errorf("%v\n%s", err, html)
	}
	for name, value := range map[string]string{"no messages": "hello", "nothing": ""} {
		if _, err := text.Plain(func(string) (string, bool) { return value, true }, ""); !errors.Is(err, notify.ErrTemplate) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
