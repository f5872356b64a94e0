package contact

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"dari/internal/fault"
	"dari/internal/staff"
	"dari/internal/thread"

	"github.com/google/uuid"
)

// began is the ticket of a form, by its number and its page.
func (w *world) began(who, email, phone, said string) (number int64, path string) {
	w.t.Helper()
	if rec := w.post("/contact", with(w.filled("other"), "name", who, "email", email, "phone", phone, "text", said)); rec.Body.String() != donePage {
		w.t.Fatalf("%d %+v", rec.Code, w.drawn)
	}
	w.drain()
	done := w.drawn.(doneView)
	return done.Number, done.URL
}

func (w *world) reads(path string) string {
	w.t.Helper()
	var texts []string
	for _, m := range w.contactPage(path).Messages {
		texts = append(texts, m.Text)
	}
	return strings.Join(texts, "|")
}

func TestOfMergedTicketsEachRequesterReadsTheirOwnAndBothGoOn(t *testing.T) {
	w := newWorld(t)
	id := w.number(`INSERT INTO dari.staff (uid, email, name, password_hash, role) VALUES ($1, 'a@shop.example', '하은', 'x', 'agent') RETURNING id`, uuid.New())
	haeun := staff.ActorOf(id, "하은", "agent")
	one, onePage := w.began("김하늘", "haneul@example.com", "010-2345-6789", "접시가 안 왔어요.")
	other, otherPage := w.began("이서준", "seojun@example.com", "010-7777-5678", "찻잔이 깨졌어요.")
	again, againPage := w.began("이서준", "seojun@example.com", "", "사진을 못 보냈어요.")
	for _, number := range []int64{one, again} {
		if _, err := w.queue.Merge(t.Context(), haeun, number, other, 0); err != nil {
			t.Fatal(err)
		}
	}
	w.drain()
	if got := w.reads(onePage); got != "접시가 안 왔어요." {
		t.Errorf("who was merged reads %q", got)
	}
	for _, page := range []string{otherPage, againPage} {
		if got := w.reads(page); got != "찻잔이 깨졌어요.|사진을 못 보냈어요." {
			t.Errorf("who wrote twice reads %q", got)
		}
	}
	if v := w.contactPage(onePage); v.Number != one || v.Into != other || !v.Write || v.Word != "받았어요" {
		t.Errorf("the page of the ticket that goes on in another: %+v", v)
	}
	if rec := w.post(onePage, url.Values{"text": {"언제 오나요?"}, "client_id": {uuid.NewString()}}); rec.Code != http.StatusSeeOther {
		t.Fatalf("an answer: %d %+v", rec.Code, w.drawn)
	}
	w.drain()
	if got := w.reads(onePage); got != "접시가 안 왔어요.|언제 오나요?" {
		t.Errorf("then they read %q", got)
	}
	if got := w.reads(otherPage); strings.Contains(got, "언제") {
		t.Errorf("the other reads %q", got)
	}
	if n := w.number(`SELECT count(*) FROM dari.tickets WHERE state <> 'closed'`); n != 1 {
		t.Errorf("%d tickets are open", n)
	}
	w.number(`UPDATE dari.tickets SET state = 'solved' WHERE number = $1 RETURNING 1`, other)
	if v := w.contactPage(onePage); v.Word != "해결" {
		t.Errorf("it stands where the other stands: %q", v.Word)
	}
}

func TestAFileOfAMergedTicketIsItsRequestersAlone(t *testing.T) {
	w := newWorld(t)
	id := w.number(`INSERT INTO dari.staff (uid, email, name, password_hash, role) VALUES ($1, 'a@shop.example', '하은', 'x', 'agent') RETURNING id`, uuid.New())
	one, onePage := w.began("김하늘", "haneul@example.com", "010-2345-6789", "접시가 안 왔어요.")
	other, otherPage := w.began("이서준", "seojun@example.com", "010-7777-5678", "찻잔이 깨졌어요.")
	if rec := w.postFiles(onePage, "사진", uuid.New(), map[string][]byte{"접시.png": dot(t)}); rec.Code != http.StatusSeeOther {
		t.Fatalf("%d %+v", rec.Code, w.drawn)
	}
	w.drain()
	if _, err := w.queue.Merge(t.Context(), staff.ActorOf(id, "하은", "agent"), one, other, 0); err != nil {
		t.Fatal(err)
	}
	file := ""
	for _, m := range w.contactPage(onePage).Messages {
		for _, f := range m.Files {
			file = f.URL
		}
	}
	if file == "" {
		t.Fatal("its requester does not see it")
	}
	if rec := w.get(file); rec.Code != http.StatusOK {
		t.Errorf("its requester gets %d", rec.Code)
	}
	if rec := w.get(strings.Replace(file, strings.TrimPrefix(onePage, "/t/"), strings.TrimPrefix(otherPage, "/t/"), 1)); rec.Code != http.StatusNotFound {
		t.Errorf("the other one gets %d", rec.Code)
	}
}

func TestWhoIsBlockedReadsItBeforeTheyWrite(t *testing.T) {
	w := newWorld(t)
	_, path := w.began("김하늘", "haneul@example.com", "010-2345-6789", "접시가 안 왔어요.")
	w.contact.MayWrite = func(context.Context, thread.Owner) error {
		return fault.New(fault.Forbidden, "chat.blocked_call", fault.Arg("phone", "02-345-6789"))
	}
	if v := w.contactPage(path); v.Write || !strings.Contains(v.Blocked, "02-345-6789") {
		t.Errorf("%+v", v)
	}
	if rec := w.post(path, url.Values{"text": {"왜요?"}, "client_id": {uuid.NewString()}}); rec.Code != http.StatusForbidden || w.drawn.(ticketView).Blocked == "" {
		t.Errorf("an answer: %d %+v", rec.Code, w.drawn)
	}
}

func TestWhatIsCutOffOnItsWayIsNoFaultOfOurs(t *testing.T) {
	w := newWorld(t)
	_, path := w.began("김하늘", "haneul@example.com", "010-2345-6789", "접시가 안 왔어요.")
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader("--b\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n안녕"))
	r.Header.Set("Content-Type", "multipart/form-data; boundary=b")
	if rec := w.do(r); rec.Code != http.StatusBadRequest || w.drawn.(ticketView).Error == "" {
		t.Errorf("%d %+v", rec.Code, w.drawn)
	}
}

func TestAMailFromAnotherAddressIsNotTakenForTheRequesters(t *testing.T) {
	w := newWorld(t)
	_, path := w.began("김하늘", "haneul@example.com", "010-2345-6789", "접시가 안 왔어요.")
	w.number(`INSERT INTO dari.messages (conversation_id, seq, uid, sender_kind, sender_id, sender_name, client_id, channel, kind, body, body_hash, data)
		SELECT conversation_id, 2, gen_random_uuid(), 'shopper', 0, '', gen_random_uuid(), 'mail', 'text', '환불은 이 계좌로', '\x00', '{"mail":{"unverified":true,"name":"낯선 이"}}' FROM dari.tickets RETURNING 1`)
	v := w.contactPage(path)
	if len(v.Messages) != 2 || !v.Messages[0].Mine || v.Messages[1].Mine || !v.Messages[1].Other || v.Messages[1].Name != "낯선 이" {
		t.Errorf("%+v", v.Messages)
	}
}

func TestOnlyATimeThatStillHoldsIsPromised(t *testing.T) {
	w := newWorld(t)
	_, path := w.began("김하늘", "haneul@example.com", "010-2345-6789", "접시가 안 왔어요.")
	for _, test := range []struct {
		set  string
		owed bool
	}{
		{"channel = 'form'", true},
		{"first_reply_at = dari.clock()", false}, // what they ask now was not what the time was told for
		{"first_reply_at = NULL, due_at = dari.clock() - interval '1 minute'", false},
	} {
		w.number("UPDATE dari.tickets SET " + test.set + " RETURNING 1")
		if v := w.contactPage(path); v.Due.IsZero() == test.owed {
			t.Errorf("%s: %v", test.set, v.Due)
		}
	}
}
