package follow_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"dari/internal/postgres/pgtest"
	"dari/internal/thread"
)

type smsAnswer struct {
	State, Reason string
	Seq           int64
}

func (w *world) texts(id, from, text string) smsAnswer {
	w.t.Helper()
	var out smsAnswer
	w.call("POST", "/api/v1/inbound/sms", "", map[string]any{"id": id, "from": from, "text": text}, http.StatusOK, &out)
	return out
}

func TestAnAnswerBySMSJoinsTheThreadOnce(t *testing.T) {
	w := newWorld(t)
	s := w.visitor().leaves("sms", phone, "")
	if got := w.texts("m0", phone, "언제요?"); got.State != "ignored" || got.Reason != "nothing_sent" {
		t.Errorf("before a link was sent: %+v", got)
	}
	w.linkOf(s)
	for range 3 {
		if got := w.texts("m1", "+82 10-2345-6789", "네, 고맙습니다"); got.State != "joined" || got.Seq != 3 {
			t.Errorf("%+v", got)
		}
	}
	list, err := thread.After(t.Context(), w.db, s.conv.ID, 0, 10)
	w.must(err)
	if last := list[len(list)-1]; len(list) != 3 || last.Channel != thread.SMS || last.From != thread.Shopper || last.Body != "네, 고맙습니다" {
		t.Errorf("%+v", list)
	}
	w.drain()
	if r, err := thread.ReceiptOf(t.Context(), w.db, s.conv.ID, thread.Shopper); err != nil || r.ReadSeq != 2 {
		t.Errorf("who answers has read: %+v, %v", r, err)
	}
	w.later(7*24*time.Hour + time.Minute)
	if got := w.texts("m2", phone, "아직인가요?"); got.State != "ignored" {
		t.Errorf("after a week: %+v", got)
	}
	if got := w.texts("m3", "hello", "?"); got.State != "ignored" || got.Reason != "number" {
		t.Errorf("from no number: %+v", got)
	}
}

func TestWhoIsBlockedDoesNotWriteBySMSEither(t *testing.T) {
	w := newWorld(t)
	s := w.visitor().leaves("sms", phone, "")
	w.linkOf(s)
	pgtest.Exec(t, w.db, `INSERT INTO dari.staff (uid, email, name, password_hash, role) VALUES (gen_random_uuid(), 'a@b.example', '하은', 'x', 'agent')`)
	pgtest.Exec(t, w.db, `INSERT INTO dari.chat_blocks (visitor_id, blocked_by) SELECT visitor_id, 1 FROM dari.conversations WHERE id = $1`, s.conv.ID)
	if got := w.texts("m1", phone, "또 광고예요"); got.State != "ignored" || got.Reason != "blocked" {
		t.Errorf("%+v", got)
	}
	if got := w.texts("m2", phone, "그만"); got.State != "stopped" {
		t.Errorf("who is blocked may still end it: %+v", got)
	}
}

func TestStopMeansStop(t *testing.T) {
	for _, word := range []string{"그만", " 그만! ", "수신거부", "STOP", "중지."} {
		w := newWorld(t)
		s := w.visitor().leaves("sms", phone, "")
		w.linkOf(s)
		s.answered("또 답")
		w.later(30 * time.Minute)
		waiting := w.sent()
		if got := w.texts("m1", phone, word); got.State != "stopped" || got.Seq != 0 {
			t.Errorf("%q: %+v", word, got)
		}
		if unwanted, err := w.follow.Wanted(t.Context(), "follow", []int64{waiting[0].SourceID}); err != nil || unwanted[waiting[0].SourceID] != "stopped" {
			t.Errorf("%q: what was on its way: %v, %v", word, unwanted, err)
		}
		s.answered("그래도 답")
		w.later(time.Hour)
		if list := w.sent(); len(list) != 0 {
			t.Errorf("%q: %s", word, ways(list))
		}
		if got := w.history(); got != "sms sent, sms stopped" {
			t.Errorf("%q: %s", word, got)
		}
	}
}

type transcriptAnswer struct {
	SentTo    string `json:"sent_to"`
	NeedsCode bool   `json:"needs_code"`
	Lookup    string
}

func TestATranscriptToAnotherAddressNeedsACode(t *testing.T) {
	w := newWorld(t)
	s := w.visitor()
	s.answered("비밀 없는 답")
	pgtest.Exec(t, w.db, `INSERT INTO dari.staff (uid, email, name, password_hash, role) VALUES (gen_random_uuid(), 'a@b.example', '하은', 'x', 'agent')`)
	_, err := w.thread.AddNote(t.Context(), thread.NewNote{ConversationID: s.conv.ID, StaffID: 1, StaffName: "하은", ClientID: newID(), Body: "안쪽 이야기"})
	w.must(err)
	gone := s.answered("거둬들일 말")
	pgtest.Exec(t, w.db, `UPDATE dari.messages SET withdrawn_at = dari.clock() WHERE conversation_id = $1 AND seq = $2`, s.conv.ID, gone.Seq)
	ask := func(body any, want int, out any) {
		w.call("POST", "/api/v1/widget/transcript?key="+key+"&lang=ko", s.token, body, want, out)
	}
	verify := func(lookup, code string, want int) {
		w.call("POST", "/api/v1/widget/transcript/verify?key="+key, s.token, map[string]any{"lookup": lookup, "code": code}, want, nil)
	}
	ask(map[string]any{}, http.StatusUnprocessableEntity, nil)
	ask(map[string]any{"email": "not an address"}, http.StatusUnprocessableEntity, nil)
	var got transcriptAnswer
	ask(map[string]any{"email": "Seoyeon@Example.com"}, http.StatusOK, &got)
	list := w.taken()
	if !got.NeedsCode || got.SentTo != "s•••@example.com" || len(list) != 1 || list[0].Kind != "chat.transcript_code" || list[0].Class != "code" {
		t.Fatalf("%+v, %+v", got, list)
	}
	w.call("POST", "/api/v1/widget/transcript/"+got.Lookup+"/resend?key="+key, s.token, nil, http.StatusTooManyRequests, nil)
	w.later(31 * time.Second)
	w.call("POST", "/api/v1/widget/transcript/"+got.Lookup+"/resend?key="+key, s.token, nil, http.StatusOK, nil)
	fresh := w.taken()
	if fresh[0].Fields["chat.code"] != list[0].Fields["chat.code"] {
		verify(got.Lookup, list[0].Fields["chat.code"], http.StatusUnprocessableEntity)
	}
	stranger := w.visitor()
	w.call("POST", "/api/v1/widget/transcript/verify?key="+key, stranger.token, map[string]any{"lookup": got.Lookup, "code": fresh[0].Fields["chat.code"]}, http.StatusGone, nil)
	if len(w.taken()) != 0 {
		t.Error("something was sent without the code")
	}
	verify(got.Lookup, " "+fresh[0].Fields["chat.code"][:3]+" "+fresh[0].Fields["chat.code"][3:], http.StatusOK)
	list = w.taken()
	if len(list) != 1 || list[0].Kind != "chat.transcript" || list[0].Address != "seoyeon@example.com" {
		t.Fatalf("%+v", list)
	}
	talk := list[0].Fields["chat.talk"]
	if !strings.Contains(talk, "언제 오나요?") || !strings.Contains(talk, "비밀 없는 답") || strings.Contains(talk, "안쪽") || strings.Contains(talk, "거둬들일") || !strings.Contains(talk, "거둬들인 메시지예요") {
		t.Error(talk)
	}
	verify(got.Lookup, fresh[0].Fields["chat.code"], http.StatusGone)
	ask(map[string]any{"email": "seoyeon@example.com"}, http.StatusOK, &got)
	if list := w.taken(); got.NeedsCode || len(list) != 1 || list[0].Kind != "chat.transcript" {
		t.Errorf("an address proved before: %+v, %+v", got, list)
	}
}

func TestCodesAreGuessedFiveTimes(t *testing.T) {
	w := newWorld(t)
	s := w.visitor()
	var got transcriptAnswer
	w.call("POST", "/api/v1/widget/transcript?key="+key, s.token, map[string]any{"email": mail}, http.StatusOK, &got)
	code := w.taken()[0].Fields["chat.code"]
	wrong := "000000"
	if code == wrong {
		wrong = "000001"
	}
	for _, want := range []int{422, 422, 422, 422, 410, 410} {
		w.call("POST", "/api/v1/widget/transcript/verify?key="+key, s.token, map[string]any{"lookup": got.Lookup, "code": wrong}, want, nil)
	}
	w.call("POST", "/api/v1/widget/transcript/verify?key="+key, s.token, map[string]any{"lookup": got.Lookup, "code": code}, http.StatusGone, nil)
	w.call("POST", "/api/v1/widget/transcript?key="+key, s.token, map[string]any{"email": mail}, http.StatusOK, &got)
	code = w.taken()[0].Fields["chat.code"]
	w.later(10 * time.Minute)
	w.call("POST", "/api/v1/widget/transcript/verify?key="+key, s.token, map[string]any{"lookup": got.Lookup, "code": code}, http.StatusGone, nil)
	for range 3 {
		w.call("POST", "/api/v1/widget/transcript?key="+key, s.token, map[string]any{"email": mail}, http.StatusOK, nil)
	}
	w.call("POST", "/api/v1/widget/transcript?key="+key, s.token, map[string]any{"email": mail}, http.StatusTooManyRequests, nil)
	w.call("POST", "/api/v1/widget/transcript?key="+key, "", map[string]any{"email": mail}, http.StatusUnauthorized, nil)
}

func TestALinkInAMailProvesTheAddress(t *testing.T) {
	w := newWorld(t)
	s := w.visitor().leaves("email", "", mail)
	mine := session(w.call("POST", w.linkOf(s), "", nil, http.StatusSeeOther, nil))
	var got transcriptAnswer
	w.call("POST", "/api/v1/widget/transcript?key="+key, mine, map[string]any{"email": mail}, http.StatusOK, &got)
	if list := w.taken(); got.NeedsCode || len(list) != 1 {
		t.Errorf("%+v, %+v", got, list)
	}
	w.call("POST", "/api/v1/widget/transcript?key="+key, mine, map[string]any{"email": "other@example.com"}, http.StatusOK, &got)
	if !got.NeedsCode {
		t.Error("another address was taken for proved")
	}
}

// A relay that hears of one thing twice, as after a crash, changes nothing by it.
func TestHearingTwiceIsHearingOnce(t *testing.T) {
	w := newWorld(t)
	s := w.visitor().leaves("email", "", mail)
	s.answered("답")
	w.later(5 * time.Minute)
	list := w.sent()
	pgtest.Exec(t, w.db, `INSERT INTO dari.outbox_pending (event_id) SELECT id FROM dari.outbox`)
	w.later(time.Hour)
	if again := w.sent(); len(list) != 1 || len(again) != 0 {
		t.Errorf("%d, then %d", len(list), len(again))
	}
	for range 2 {
		w.settle(list[0], "sent")
	}
	if got := w.history(); got != "email sent" {
		t.Errorf("history: %s", got)
	}
}
