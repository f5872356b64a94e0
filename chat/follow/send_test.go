package follow_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"dari/chat/follow"
	"dari/internal/korean"
	"dari/internal/live"
	"dari/internal/postgres/pgtest"
	"dari/internal/staff"
	"dari/internal/thread"
)

const (
	phone = "010-2345-6789"
	mail  = "seoyeon@example.com"
)

func ways(list []follow.Message) string {
	var out []string
	for _, m := range list {
		out = append(out, m.Channel+" "+m.Address)
	}
	return strings.Join(out, ", ")
}

func TestUnreadAnswersLeaveOnceTogether(t *testing.T) {
	w := newWorld(t)
	s := w.visitor().leaves("email", "", mail)
	s.answered("첫 답")
	w.later(2 * time.Minute)
	s.answered("둘째 답")
	w.later(2*time.Minute + 59*time.Second)
	if list := w.sent(); len(list) != 0 {
		t.Fatalf("before five minutes: %s", ways(list))
	}
	w.later(time.Second)
	list := w.sent()
	if ways(list) != "email "+mail {
		t.Fatalf("after five minutes: %s", ways(list))
	}
	m := list[0]
	if m.Class != follow.ClassReply || !strings.Contains(m.Fields["chat.talk"], "첫 답") || !strings.Contains(m.Fields["chat.talk"], "둘째 답") ||
		!strings.HasPrefix(m.Fields["chat.url"], public+"/c/") || !strings.HasSuffix(m.MessageID, "@ondam.example>") || m.Fields["mail.references"] != "" {
		t.Errorf("%+v", m)
	}
	for range 3 {
		w.later(10 * time.Minute)
		if list := w.sent(); len(list) != 0 {
			t.Errorf("again: %s", ways(list))
		}
	}
	s.answered("셋째 답")
	w.later(5 * time.Minute)
	list = w.sent()
	if len(list) != 1 || strings.Contains(list[0].Fields["chat.talk"], "둘째") || list[0].Fields["mail.in_reply_to"] != m.MessageID {
		t.Errorf("the next answer: %+v", list)
	}
}

func TestWhatTheShopSaysOfAReturnGoesOnLikeAnAnswer(t *testing.T) {
	w := newWorld(t)
	s := w.visitor().leaves("email", "", mail)
	says := func(kind, text, data string) {
		t.Helper()
		_, err := w.thread.Append(t.Context(), thread.Append{
			ConversationID: s.conv.ID, SenderKind: thread.System, ClientID: newID(), Kind: kind, Body: text, Data: json.RawMessage(data),
		})
		w.must(err)
		w.drain()
	}
	says(thread.KindCard, "먼저 찾아봤어요.", `{"card":"articles","articles":[]}`)
	says(thread.KindCard, "취소 요청 · 요청함", `{"card":"receipt","request":{"state":"asked"}}`)
	says(thread.KindText, "늦어져요", `{"event":"promise_moved"}`) // it is told by a notice of its own
	w.later(time.Hour)
	if list := w.sent(); len(list) != 0 {
		t.Fatalf("what nobody waits for leaves: %s", ways(list))
	}
	says(thread.KindText, "돌려 드릴 금액은 24,500원이에요", `{"event":"return","return_state":"done"}`)
	says(thread.KindCard, "취소 요청 · 받아들였어요", `{"card":"receipt","request":{"state":"approved","answer":"오늘 안에 돌려 드릴게요"}}`)
	w.later(5 * time.Minute)
	list := w.sent()
	if ways(list) != "email "+mail {
		t.Fatal(ways(list))
	}
	talk := list[0].Fields["chat.talk"]
	for _, want := range []string{"24,500원", "받아들였어요", "오늘 안에 돌려", "온담"} {
		if !strings.Contains(talk, want) {
			t.Errorf("%q is not in %s", want, talk)
		}
	}
	if strings.Contains(talk, "먼저 찾아") || strings.Contains(talk, "요청함") {
		t.Error(talk)
	}
}

func TestWhereAnswersGo(t *testing.T) {
	tests := map[string]struct {
		make func(w *world) shopper
		want string
	}{
		"nobody knows how":                      {func(w *world) shopper { return w.visitor() }, ""},
		"a number was left":                     {func(w *world) shopper { return w.visitor().leaves("sms", phone, "") }, "sms +821023456789"},
		"both were left, and mail is wished":    {func(w *world) shopper { return w.visitor().leaves("email", phone, mail) }, "email " + mail},
		"both were left, and SMS is wished":     {func(w *world) shopper { return w.visitor().leaves("sms", phone, mail) }, "sms +821023456789"},
		"no answer elsewhere is wished":         {func(w *world) shopper { return w.visitor().leaves("none", phone, mail) }, ""},
		"a member with both":                    {func(w *world) shopper { return w.visitor().member(mail, phone) }, "email " + mail},
		"a member with a number":                {func(w *world) shopper { return w.visitor().member("", phone) }, "sms +821023456789"},
		"a member who wishes SMS":               {func(w *world) shopper { return w.visitor().member(mail, phone).leaves("sms", "", "") }, "sms +821023456789"},
		"a member whose number takes no SMS":    {func(w *world) shopper { return w.visitor().member("", "02-123-4567") }, ""},
		"a member who has left another address": {func(w *world) shopper { return w.visitor().member(mail, "").leaves("email", "", "other@example.com") }, "email other@example.com"},
		"a mailbox that takes nothing any more": {func(w *world) shopper { return w.visitor().member("dead@example.com", phone) }, "sms +821023456789"},
		"an address that is none, and a number": {func(w *world) shopper { return w.visitor().member("no address", phone) }, "sms +821023456789"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			tt.make(w).answered("답")
			w.later(5 * time.Minute)
			if got := ways(w.sent()); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
			w.later(time.Hour)
			if got := ways(w.sent()); got != "" {
				t.Errorf("and later %q", got)
			}
		})
	}
}

func TestWhatWasReadDoesNotLeave(t *testing.T) {
	w := newWorld(t)
	s := w.visitor().leaves("email", "", mail)
	m := s.answered("답")
	s.reads(m.Seq)
	w.later(5 * time.Minute)
	if list := w.sent(); len(list) != 0 {
		t.Errorf("read before: %s", ways(list))
	}
	m = s.answered("답")
	w.later(5 * time.Minute)
	list := w.sent()
	s.reads(m.Seq)
	unwanted, err := w.follow.Wanted(t.Context(), follow.SourceFollow, []int64{list[0].SourceID})
	if err != nil || unwanted[list[0].SourceID] != "read" {
		t.Errorf("read while it waited to leave: %v, %v", unwanted, err)
	}
	if again, err := w.follow.Wanted(t.Context(), follow.SourceFollow, []int64{list[0].SourceID}); err != nil || again[list[0].SourceID] == "" {
		t.Errorf("asked again: %v, %v", again, err)
	}
}

func TestWhatIsTakenBackDoesNotLeave(t *testing.T) {
	w := newWorld(t)
	s := w.visitor().leaves("email", "", mail)
	gone, _ := s.answered("틀린 답"), s.answered("맞는 답")
	w.later(5 * time.Minute)
	list := w.sent()
	pgtest.Exec(t, w.db, `UPDATE dari.messages SET withdrawn_at = dari.clock() + interval '1 second' WHERE conversation_id = $1 AND seq = $2`, s.conv.ID, gone.Seq)
	unwanted, err := w.follow.Wanted(t.Context(), follow.SourceFollow, []int64{list[0].SourceID})
	if err != nil || unwanted[list[0].SourceID] != "withdrawn" {
		t.Fatalf("%v, %v", unwanted, err)
	}
	list = w.sent()
	if len(list) != 1 || strings.Contains(list[0].Fields["chat.talk"], "틀린") || !strings.Contains(list[0].Fields["chat.talk"], "맞는") {
		t.Errorf("the rest: %+v", list)
	}
}

func TestNothingLeavesWhileTheShopperIsThere(t *testing.T) {
	w := newWorld(t)
	s := w.visitor().leaves("email", "", mail)
	s.answered("답")
	sub := live.NewSub(func() {}, nil)
	w.hub.Subscribe(sub, fmt.Sprintf("visitor:%d", s.owner.VisitorID))
	for range 5 {
		w.later(2 * time.Minute)
		w.must(w.follow.NotePresent(t.Context()))
		if list := w.sent(); len(list) != 0 {
			t.Fatalf("with an open socket: %s", ways(list))
		}
	}
	w.hub.Leave(sub)
	w.later(4*time.Minute + 59*time.Second)
	w.must(w.follow.NotePresent(t.Context()))
	if list := w.sent(); len(list) != 0 {
		t.Errorf("before five minutes without a socket: %s", ways(list))
	}
	w.later(10 * time.Second)
	if list := w.sent(); len(list) != 1 {
		t.Errorf("five minutes after the socket was closed: %d messages", len(list))
	}
}

func TestAnAgentWhoStillWritesIsWaitedFor(t *testing.T) {
	w := newWorld(t)
	s := w.visitor().leaves("email", "", mail)
	s.answered("하나")
	w.later(4*time.Minute + 40*time.Second)
	s.answered("둘")
	w.later(20 * time.Second)
	if list := w.sent(); len(list) != 0 {
		t.Errorf("20 s after the last word: %s", ways(list))
	}
	w.later(40 * time.Second)
	if list := w.sent(); len(list) != 1 || !strings.Contains(list[0].Fields["chat.talk"], "둘") {
		t.Errorf("a minute after it: %+v", list)
	}
}

func TestSMSKeepTheirDistanceAndTheNight(t *testing.T) {
	w := newWorld(t)
	s := w.visitor().leaves("sms", phone, "")
	s.answered("하나")
	w.later(5 * time.Minute)
	if list := w.sent(); len(list) != 1 {
		t.Fatalf("the first: %s", ways(list))
	}
	s.answered("둘")
	w.later(29 * time.Minute)
	if list := w.sent(); len(list) != 0 {
		t.Errorf("within half an hour: %s", ways(list))
	}
	w.later(time.Minute)
	if list := w.sent(); len(list) != 1 {
		t.Errorf("after half an hour: %s", ways(list))
	}
	for name, tt := range map[string]struct {
		answer, send string
		wrote        time.Duration // before that
		want         string        // when it leaves
	}{
		"at 20:59":                      {"2026-11-24T20:54:00+09:00", "2026-11-24T20:59:00+09:00", time.Hour, "2026-11-24T20:59:00+09:00"},
		"at 21:00":                      {"2026-11-25T20:55:00+09:00", "2026-11-25T21:00:00+09:00", time.Hour, "2026-11-26T08:00:00+09:00"},
		"at 7:59":                       {"2026-11-27T07:54:00+09:00", "2026-11-27T07:59:00+09:00", time.Hour, "2026-11-27T08:00:00+09:00"},
		"at 23:00, written at 22:51":    {"2026-11-28T22:52:00+09:00", "2026-11-28T23:00:00+09:00", 9 * time.Minute, "2026-11-28T23:00:00+09:00"},
		"at 23:00, written at 22:50":    {"2026-11-29T22:52:00+09:00", "2026-11-29T23:00:00+09:00", 10 * time.Minute, "2026-11-30T08:00:00+09:00"},
		"at 23:00, to a mailbox, never": {"2026-12-01T22:52:00+09:00", "2026-12-01T23:00:00+09:00", time.Hour, "mail"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			send, _ := time.Parse(time.RFC3339, tt.send)
			w.clock(send.Add(-tt.wrote).Format(time.RFC3339))
			s := w.visitor()
			if tt.want == "mail" {
				s.leaves("email", "", mail)
			} else {
				s.leaves("sms", phone, "")
			}
			w.clock(tt.answer)
			s.answered("답")
			w.clock(tt.send)
			list := w.sent()
			if tt.want == tt.send || tt.want == "mail" {
				if len(list) != 1 {
					t.Errorf("%d messages", len(list))
				}
				return
			}
			if len(list) != 0 {
				t.Fatalf("by night: %s", ways(list))
			}
			morning, _ := time.Parse(time.RFC3339, tt.want)
			w.clock(morning.Add(-time.Second).Format(time.RFC3339))
			if list := w.sent(); len(list) != 0 {
				t.Errorf("a second too early: %s", ways(list))
			}
			w.clock(tt.want)
			if list := w.sent(); len(list) != 1 {
				t.Errorf("in the morning: %d messages", len(list))
			}
		})
	}
}

func TestAnSMSThatTheNightOvertakesOnItsWayWaitsForTheMorning(t *testing.T) { // R14
	w := newWorld(t)
	w.clock("2026-11-24T20:50:00+09:00")
	texted, mailed := w.visitor().leaves("sms", phone, ""), w.visitor().leaves("email", "", mail)
	texted.answered("답")
	mailed.answered("답")
	w.clock("2026-11-24T20:59:00+09:00")
	list := w.sent()
	if len(list) != 2 {
		t.Fatalf("by day: %s", ways(list))
	}
	ids := []int64{list[0].SourceID, list[1].SourceID}
	w.clock("2026-11-24T21:00:30+09:00") // the gateway was away for a while
	unwanted, err := w.follow.Wanted(t.Context(), follow.SourceFollow, ids)
	if err != nil || len(unwanted) != 1 {
		t.Fatalf("by night: %v, %v", unwanted, err)
	}
	if list := w.sent(); len(list) != 0 {
		t.Errorf("again by night: %s", ways(list))
	}
	w.clock("2026-11-25T08:00:00+09:00")
	if list := w.sent(); len(list) != 1 || list[0].Channel != follow.SMS {
		t.Errorf("in the morning: %s", ways(list))
	}
}

func TestAnSMSIsShortWhateverTheShopIsCalled(t *testing.T) {
	templates := map[string]string{"ko": "[%s] 문의하신 답변이 도착했습니다. %s", "en": "[%s] We have answered your question. %s"}
	for _, name := range []string{"온담", "온담 그릇과 살림살이를 오래도록 만드는 사람들의 가게", "A shop with quite a long name indeed, Limited", "온담🙂🙂🙂"} {
		w := newWorld(t)
		set, err := staff.Shop(t.Context(), w.db)
		w.must(err)
		set.Name, set.NameEn = name, ""
		w.must(staff.PutShop(t.Context(), w.db, set))
		w.visitor().leaves("sms", phone, "").answered("답")
		w.later(5 * time.Minute)
		list := w.sent()
		if len(list) != 1 {
			t.Fatalf("%d messages", len(list))
		}
		m := list[0]
		text := fmt.Sprintf(templates[m.Lang], m.Fields["chat.shop"], m.Fields["chat.url"])
		if n, _ := korean.CP949Len(text); n > 90 || m.Fields["chat.shop"] == "" {
			t.Errorf("%d bytes: %s", n, text)
		}
		token := m.Fields["chat.url"][strings.LastIndex(m.Fields["chat.url"], "/")+1:]
		if len(token) != 10 {
			t.Errorf("the token is %q", token)
		}
	}
}

func TestTwoProgramsSendNothingTwice(t *testing.T) {
	w := newWorld(t)
	const shoppers = 15
	for i := range shoppers {
		w.visitor().leaves("email", "", fmt.Sprintf("s%d@example.com", i)).answered("답")
	}
	w.later(5 * time.Minute)
	w.drain()
	var done sync.WaitGroup
	for range 4 {
		node := w.node()
		done.Go(func() {
			for range 5 {
				if err := node.SendDue(context.Background()); err != nil {
					t.Error(err)
				}
			}
		})
	}
	done.Wait()
	seen := map[string]int{}
	for _, m := range w.taken() {
		seen[m.Address]++
	}
	for address, n := range seen {
		if n != 1 {
			t.Errorf("%s got %d", address, n)
		}
	}
	if len(seen) != shoppers {
		t.Errorf("%d of %d got one", len(seen), shoppers)
	}
}

func TestARefusedMailGoesBySMS(t *testing.T) {
	w := newWorld(t)
	s := w.visitor().member(mail, phone)
	s.answered("답")
	w.later(5 * time.Minute)
	list := w.sent()
	w.settle(list[0], "failed")
	if got := ways(w.sent()); got != "sms +821023456789" {
		t.Errorf("after the mailbox refused: %q", got)
	}
	if got := w.history(); got != "email failed" {
		t.Errorf("history: %s", got)
	}
}

func TestOnlyWhatAgentsSayLeaves(t *testing.T) {
	w := newWorld(t)
	s := w.visitor().leaves("email", "", mail)
	for _, a := range []thread.Append{
		{SenderKind: thread.System, Kind: thread.KindEvent, Body: "상담을 마쳤어요"},
		{SenderKind: thread.System, Body: "이 글에 답이 있을 수 있어요"},
		{SenderKind: thread.Agent, SenderID: 7, Kind: thread.KindEvent, Body: "하은 님이 들어왔어요"},
	} {
		a.ConversationID, a.ClientID = s.conv.ID, newID()
		_, err := w.thread.Append(t.Context(), a)
		w.must(err)
	}
	w.later(time.Hour)
	if list := w.sent(); len(list) != 0 {
		t.Errorf("%+v", list)
	}
}
