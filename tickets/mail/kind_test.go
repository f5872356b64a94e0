package mail

import (
	"context"
	"testing"

	"dari/internal/postgres"
	"dari/internal/thread"
)

func TestWhoWritesOfAbsenceIsNoProgram(t *testing.T) {
	for subject, want := range map[string]string{
		"[자동응답] 휴가 중입니다": kindAuto, "자동 회신: 반상기 언제 오나요": kindAuto, "부재중: 답": kindAuto, "부재 중 알림": kindAuto, "[부재중] 김하늘입니다": kindAuto,
		"부재중입니다.": kindAuto, "휴가 안내": kindAuto, "[휴가중] 11월 25일에 돌아옵니다": kindAuto, "Out of Office: parcel": kindAuto, "Automatic reply: parcel": kindAuto, "自動応答": kindAuto,
		"부재중이라 택배를 못 받았어요": kindHuman, "부재중 배송 문의": kindHuman, "Re: 부재중 배송 문의": kindHuman, "부재중 안내문이 붙어 있어요": kindHuman, "휴가 중 배송을 멈춰 주세요": kindHuman,
		"자동응답만 오고 답이 없어요": kindHuman, "Re: 자동 회신: 반상기 언제 오나요": kindHuman, "휴가철 배송": kindHuman,
	} {
		if got := kindOf(read([]byte("From: s@example.com\r\nTo: help@ondam.example\r\nSubject: "+subject+"\r\n\r\n안녕하세요\r\n")), Own{}); got != want {
			t.Errorf("%s: %s", subject, got)
		}
	}
}

func TestWhoWritesOfAParcelThatCameBackIsNoMailServer(t *testing.T) {
	quoted := "\r\n\r\nFrom: 온담 <help@ondam.example>\r\nSent: Monday, November 23, 2026 2:05 PM\r\nTo: s@example.com\r\nSubject: 배송 안내\r\n\r\n오늘 보냈어요.\r\n"
	for name, test := range map[string]struct{ subject, text, want string }{
		"a parcel":             {"택배가 반송됐어요", "주소가 달라서 반송됐다고 해요. 다시 보내 주세요." + quoted, kindHuman},
		"in English":           {"Order not delivered", "It was not delivered although the page says so." + quoted, kindHuman},
		"what they got":        {"Fwd: Undelivered Mail Returned to Sender", "제 답장이 자꾸 되돌아와요.\r\n\r\nFrom: MAILER-DAEMON@mx.example\r\nSubject: Undelivered Mail Returned to Sender\r\n\r\n<help@ondam.example>: 550 5.1.1 no such user\r\n", kindHuman},
		"a server of its own":  {"반송된 메일", "다음 주소로 보내지 못했습니다: <gone@example.com> 550 5.1.1 존재하지 않는 사용자\r\n\r\nFrom: help@ondam.example\r\nSubject: 배송 안내\r\n", kindBounce},
		"a server that quotes": {"Mail delivery failed", "The following address failed:\r\ngone@example.com: 550 no such user\r\n\r\nReceived: from a by b\r\nSubject: parcel\r\n", kindBounce},
	} {
		if got := kindOf(read([]byte("From: s@example.com\r\nTo: help@ondam.example\r\nSubject: "+test.subject+"\r\n\r\n"+test.text)), Own{}); got != test.want {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// A shop's address may be a group that its people read: it marks all it hands on as of a list.
func TestAMailToAGroupOfTheShopIsAPersons(t *testing.T) {
	own := Own{Addresses: []string{"help@ondam.example"}}
	s := New(Options{Secret: "k"})
	for name, test := range map[string]struct{ head, kind, why string }{
		"a group of ours":              {"List-ID: <help.ondam.example>\r\nPrecedence: list\r\nList-Post: <https://groups.example/help>, <mailto:help@ondam.example>\r\n", kindHuman, ""},
		"as another group says it":     {"Mailing-list: list help@ondam.example; contact help+owners@ondam.example\r\nList-Unsubscribe: <mailto:x@y>\r\n", kindHuman, ""},
		"a program through it":         {"List-ID: <help.ondam.example>\r\nAuto-Submitted: auto-replied\r\n", kindAuto, kindAuto},
		"a list of others":             {"List-ID: <news.example.com>\r\nList-Post: <mailto:news@example.com>\r\n", kindList, kindList},
		"one that only sounds like it": {"List-ID: <help.ondam.example.com>\r\n", kindList, kindList},
	} {
		p := read([]byte("From: s@example.com\r\nTo: help@ondam.example\r\nMessage-ID: <g@example.com>\r\n" + test.head + "Subject: 언제 오나요?\r\n\r\n안녕하세요\r\n"))
		kind := kindOf(p, own)
		if why := s.automatic(p, kind, own); kind != test.kind || why != test.why {
			t.Errorf("%s: %s, %q", name, kind, why)
		}
	}
}

func TestAnAnswerOfWhoTakesPartIsAPersonsAlsoBehindAList(t *testing.T) {
	r := newRoom(t)
	conv, _, _ := r.begun("From: s@example.com\nMessage-ID: <n1@a>\nSubject: a\n\n?\n")
	into := "To: " + r.mail.ReplyTo(conv.ID, "h") + "\nList-Unsubscribe: <https://crm.example/u>\nSubject: Re: a\n"
	if got := r.receive("From: s@example.com\n" + into + "Message-ID: <n2@a>\n\n아직인가요?\n"); got.State != "done" {
		t.Fatalf("%+v", got)
	}
	if got := r.receive("From: news@example.com\n" + into + "Message-ID: <n3@a>\n\n특가\n"); got.State != "done" {
		t.Fatalf("%+v", got)
	}
	list, err := thread.After(t.Context(), r.db, conv.ID, 1, 10)
	must(t, err)
	if len(list) != 2 || list[0].From != thread.Shopper || list[1].From != thread.System {
		t.Errorf("%+v", list)
	}
}

func TestWhoHasAnAddressOfOtherLettersIsAnswered(t *testing.T) {
	r := newRoom(t)
	own := Own{Addresses: []string{"help@ondam.example"}, Host: "ondam.example"}
	r.mail.Own = func(context.Context, postgres.Querier) (Own, error) { return own, nil }
	conv, _, a := r.begun("From: 김하늘 <김하늘@example.com>\nTo: help@ondam.example\nMessage-ID: <w1@a>\nSubject: 언제 오나요?\n\n안녕하세요\n")
	again, _, _ := r.begun("From: 김하늘@example.com\nTo: help@ondam.example\nMessage-ID: <w2@a>\nSubject: 하나 더\n\n안녕하세요\n")
	if a.From != "김하늘@example.com" || conv.CustomerID == nil || *again.CustomerID != *conv.CustomerID {
		t.Errorf("%+v, customers %v and %v", a, conv.CustomerID, again.CustomerID)
	}
	if to, found, err := r.mail.AnswerTo(t.Context(), r.db, conv.ID); err != nil || !found || to.To.Address != "김하늘@example.com" {
		t.Errorf("%+v, %v, %v", to, found, err)
	}
	var why string
	must(t, r.db.QueryRow(t.Context(), `SELECT automatic FROM dari.inbound_mail WHERE message_id = '<w1@a>'`).Scan(&why))
	if why != "" {
		t.Errorf("no automatic answer: %s", why)
	}
}
