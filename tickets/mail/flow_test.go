package mail

import (
	"context"
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"dari/internal/postgres"
	"dari/internal/postgres/pgtest"
	"dari/internal/shop"
	"dari/internal/staff"
	"dari/internal/thread"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// begun takes in a mail and answers the conversation that it began.
func (r *room) begun(mail string) (thread.Conversation, thread.Message, about) {
	r.t.Helper()
	got := r.receive(mail)
	if got.State != "done" || got.Conversation == nil {
		r.t.Fatalf("%+v", got)
	}
	conv, err := thread.ByUID(r.t.Context(), r.db, *got.Conversation)
	must(r.t, err)
	list, err := thread.After(r.t.Context(), r.db, conv.ID, got.Seq-1, 1)
	if err != nil || len(list) != 1 {
		r.t.Fatalf("%d messages, %v", len(list), err)
	}
	return conv, list[0], r.about(list[0])
}

func TestAMailThatAnswersNothingBeginsAConversation(t *testing.T) {
	r := newRoom(t)
	conv, m, a := r.begun("From: 김서연 <S@Example.com>\nTo: 온담 <help@ondam.example>, b@example.com\nCc: 동생 <c@example.com>\nMessage-ID: <n1@a>\nSubject: 언제 오나요?\nContent-Type: text/plain; charset=utf-8\n\n주문한 지 일주일이에요.\n")
	if conv.Kind != "mail" || conv.Title != "언제 오나요?" || conv.CustomerID == nil || m.Channel != thread.Mail || m.Body != "주문한 지 일주일이에요." {
		t.Errorf("%+v, %+v", conv, m)
	}
	if a.From != "s@example.com" || a.Name != "김서연" || len(a.To) != 2 || len(a.Cc) != 1 || a.Cc[0].Name != "동생" || a.Unverified || a.HTML {
		t.Errorf("%+v", a)
	}
	c, err := shop.CustomerByID(t.Context(), r.db, *conv.CustomerID)
	if err != nil || c.Name != "김서연" || c.Ref != "" {
		t.Errorf("the contact: %+v, %v", c, err)
	}
	// The same person about something else: another conversation, the same contact.
	other, _, _ := r.begun("From: s@example.com\nMessage-ID: <n2@a>\nSubject: 언제 오나요?\n\n다른 주문이에요.\n")
	if other.ID == conv.ID || *other.CustomerID != *conv.CustomerID {
		t.Errorf("a subject joins: %+v", other)
	}
	// Who writes again before an answer names their own mail.
	again, _, _ := r.begun("From: s@example.com\nMessage-ID: <n3@a>\nIn-Reply-To: <n1@a>\nSubject: Re: 언제 오나요?\n\n아직인가요?\n")
	stranger, _, _ := r.begun("From: x@example.com\nMessage-ID: <n4@a>\nIn-Reply-To: <n1@a>\nSubject: Re: 언제 오나요?\n\n저도요\n")
	if again.ID != conv.ID || stranger.ID == conv.ID {
		t.Errorf("%d and %d, want %d and another", again.ID, stranger.ID, conv.ID)
	}
	answer, found, err := r.mail.AnswerTo(t.Context(), r.db, conv.ID)
	if err != nil || !found || answer.To.Address != "s@example.com" || answer.Subject != "Re: 언제 오나요?" || answer.InReplyTo != "<n3@a>" || answer.References != "<n1@a> <n3@a>" {
		t.Errorf("where an answer goes: %+v, %v, %v", answer, found, err)
	}
}

func TestAnAnswerWithAnotherSubjectAsks(t *testing.T) {
	r := newRoom(t)
	conv, _, _ := r.begun("From: s@example.com\nMessage-ID: <n1@a>\nSubject: 언제 오나요?\n\n?\n")
	must(t, postgres.InTx(t.Context(), r.db, func(tx pgx.Tx) error {
		return RememberSent(t.Context(), tx, Sent{MessageID: "<o1@ondam.example>", ConversationID: conv.ID, Subject: "Re: 언제 오나요?", Recipients: []string{"s@example.com", "c@example.com"}})
	}))
	for i, tt := range []struct {
		from, subject, to string
		other, unverified bool
	}{
		{"s@example.com", "RE: [외부] 언제 오나요?", "help@ondam.example", false, false},
		{"s@example.com", "회신: Re: 언제 오나요?", "help@ondam.example", false, false},
		{"c@example.com", "Re: 언제  오나요?", "help@ondam.example", false, false}, // they were written to
		{"s@example.com", "환불해 주세요", "help@ondam.example", true, false},
		{"s@example.com", "Re: 다른 이야기", r.mail.ReplyTo(conv.ID, "ondam.example"), true, false},
		{"other@example.com", "Re: 언제 오나요?", "help@ondam.example", false, true},
	} {
		got, _, a := r.begun(fmt.Sprintf("From: %s\nTo: %s\nMessage-ID: <r%d@a>\nReferences: <n1@a> <o1@ondam.example>\nSubject: %s\n\nhello %d\n", tt.from, tt.to, i, tt.subject, i))
		if got.ID != conv.ID || a.OtherTopic != tt.other || a.Unverified != tt.unverified {
			t.Errorf("%s: %d, %+v", tt.subject, got.ID, a)
		}
	}
	if answer, _, err := r.mail.AnswerTo(t.Context(), r.db, conv.ID); err != nil || !answer.Unverified || answer.To.Address != "s@example.com" {
		t.Errorf("an answer after a stranger's mail: %+v, %v", answer, err)
	}
}

func TestAMailGivesItsSenderNoRights(t *testing.T) {
	r := newRoom(t)
	conv, _, _ := r.begun("From: s@example.com\nMessage-ID: <n1@a>\nSubject: a\n\n?\n")
	forgedMail, _, a := r.begun("From: s@example.com\nAuthentication-Results: mx; dmarc=fail header.from=example.com\nMessage-ID: <n2@a>\nSubject: b\n\n?\n")
	if *forgedMail.CustomerID == *conv.CustomerID || !a.Unverified {
		t.Errorf("a mail that its domain disowns is the customer's: %+v", a)
	}
	asked, _, a := r.begun("From: s@example.com\nReply-To: thief@example.net\nMessage-ID: <n3@a>\nSubject: c\n\n?\n")
	if *asked.CustomerID == *conv.CustomerID || a.ReplyTo != "thief@example.net" {
		t.Errorf("who wants answers elsewhere is the customer: %+v", a)
	}
	_, _, a = r.begun("From: s@example.com\nReply-To: thief@example.net\nTo: " + r.mail.ReplyTo(conv.ID, "h") + "\nMessage-ID: <n4@a>\nSubject: Re: a\n\n?\n")
	if !a.Unverified {
		t.Error("who wants answers elsewhere takes part")
	}
}

func TestProgramsThatWriteAndWriteAreStopped(t *testing.T) {
	r := newRoom(t)
	conv, _, _ := r.begun("From: s@example.com\nMessage-ID: <n0@a>\nSubject: a\n\n?\n")
	if got := r.receive("From: s@example.com\nTo: " + r.mail.ReplyTo(conv.ID, "h") + "\nAuto-Submitted: auto-replied\nMessage-ID: <away@a>\nSubject: 부재중\n\n휴가예요\n"); got.State != "done" {
		t.Fatalf("%+v", got)
	}
	list, err := thread.After(t.Context(), r.db, conv.ID, 1, 10)
	if err != nil || len(list) != 1 || list[0].From != thread.System || r.about(list[0]).Kind != "auto" {
		t.Errorf("a vacation notice: %+v, %v", list, err)
	}
	states := map[string]int{}
	for i := range 12 {
		got := r.receive(fmt.Sprintf("From: robot@example.com\nAuto-Submitted: auto-generated\nMessage-ID: <r%d@a>\nSubject: report %d\n\n%d\n", i, i, i))
		states[got.State+" "+got.Reason]++
	}
	if states["done "] != mostAutomatic || states["ignored too_many_automatic"] != 12-mostAutomatic {
		t.Errorf("%v", states)
	}
	if got := r.receive("From: help@ondam.example\nX-Delivery-ID: 0198\nMessage-ID: <own@a>\nSubject: ours\n\nx\n"); got.Reason != "own_mail" {
		t.Errorf("our own mail: %+v", got)
	}
	if got := r.receive("From: other@example.com\nMessage-ID: <sent-1@ondam.example>\nSubject: ours\n\nx\n"); got.Reason != "own_mail" {
		t.Errorf("our own Message-ID: %+v", got)
	}
}

// A robot answers every mail of ours with a new one and no header that tells (promises, M-5).
func TestAutomaticRepliesEndATalkOfPrograms(t *testing.T) {
	r := newRoom(t)
	flags := 0
	r.mail.Own = func(context.Context, postgres.Querier) (Own, error) {
		return Own{Addresses: []string{"help@ondam.example"}, Host: "ondam.example"}, nil
	}
	r.mail.Flag = func(context.Context, pgx.Tx, int64) error { flags++; return nil }
	sent, asked := 0, 0
	for i := range 40 {
		got := r.receive(fmt.Sprintf("From: robot@example.com\nTo: help@ondam.example\nMessage-ID: <p%d@a>\nSubject: ping %d\n\n%d\n", i, i, i))
		var ticket int64 // as the queue opens one for each
		must(t, r.db.QueryRow(t.Context(), `INSERT INTO dari.tickets (state, channel, conversation_id) SELECT 'new', 'mail', id FROM dari.conversations WHERE uid = $1 RETURNING id`, got.Conversation).Scan(&ticket))
		for range 2 {
			must(t, postgres.InTx(t.Context(), r.db, func(tx pgx.Tx) error {
				a, err := r.mail.MayAutoReply(t.Context(), tx, got.ID, ticket)
				asked++
				if a.Allowed {
					sent++
					if a.To != "robot@example.com" || a.Subject != fmt.Sprintf("Re: ping %d", i) || a.InReplyTo != fmt.Sprintf("<p%d@a>", i) {
						t.Errorf("%+v", a)
					}
				}
				return err
			}))
		}
	}
	if sent != repliesPerHour || flags == 0 {
		t.Errorf("%d automatic replies of %d that were asked for, %d flags", sent, asked, flags)
	}
	t.Logf("M-5: %d automatic replies to 40 mails of a robot, then %d flags", sent, flags)
}

func TestAReportReachesWhoSentTheMail(t *testing.T) {
	r := newRoom(t)
	id := uuid.New()
	var heard []Bounce
	r.mail.Bounced = func(_ context.Context, _ pgx.Tx, b Bounce) (bool, error) {
		heard = append(heard, b)
		return b.Delivery != nil && *b.Delivery == id, nil
	}
	r.mail.Complained = r.mail.Bounced
	dsn := func(n int, action, status, said, returned string) string {
		return fmt.Sprintf("From: MAILER-DAEMON@mx.example\nTo: help@ondam.example\nMessage-ID: <d%d@mx>\nSubject: Undelivered\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nIt failed.\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; gone@example.com\nAction: %s\nStatus: %s\nDiagnostic-Code: smtp; %s\n--b\nContent-Type: text/rfc822-headers\n\n%s\n--b--\n", n, action, status, said, returned)
	}
	ours := "X-Delivery-ID: " + id.String() + "\nMessage-ID: <" + id.String() + "@ondam.example>"
	for i, tt := range []struct {
		mail, state, reason string
		hard                bool
	}{
		{dsn(1, "failed", "5.1.1", "550 5.1.1 no such user", ours), "done", "hard", true},
		{dsn(2, "failed", "5.2.2", "552 5.2.2 mailbox full", ours), "done", "soft", false},
		{dsn(3, "failed", "5.1.1", "550 5.1.1 no such user", "Message-ID: <other@example.com>"), "ignored", "bounce", true},
		{dsn(4, "delayed", "4.4.1", "connection timed out", ours), "ignored", "delayed", false},
		{"From: mailer-daemon@mx.example\nTo: " + r.mail.BounceAddress(id, "ondam.example") + "\nMessage-ID: <d5@mx>\nSubject: 반송된 메일\n\n<gone@example.com>: 550 5.1.1 존재하지 않는 사용자\n", "done", "hard", true},
		{"From: fbl@provider.example\nMessage-ID: <d6@mx>\nSubject: complaint\nContent-Type: multipart/report; report-type=feedback-report; boundary=b\n\n--b\n\nspam\n--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\n--b\nContent-Type: message/rfc822\n\n" + ours + "\nSubject: x\n\nhello\n--b--\n", "done", "complaint", false},
	} {
		heard = nil
		got := r.receive(tt.mail)
		if got.State != tt.state || got.Reason != tt.reason {
			t.Errorf("%d: %+v", i, got)
		}
		if tt.reason != "delayed" && (len(heard) != 1 || heard[0].Hard != tt.hard) {
			t.Errorf("%d: %+v", i, heard)
		}
		if tt.reason == "delayed" && len(heard) != 0 {
			t.Errorf("news that a mail is late counts: %+v", heard)
		}
	}
	if n := pgtest.Count(t, r.db, `SELECT count(*) FROM dari.messages WHERE channel = 'mail'`); n != 0 {
		t.Errorf("%d reports became messages", n)
	}
}

func TestThePageOfAMailIsHarmless(t *testing.T) {
	r := newRoom(t)
	picture := base64.StdEncoding.EncodeToString(onePixel(t))
	got := r.receive("From: s@example.com\nMessage-ID: <h@a>\nSubject: 사진\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html; charset=utf-8\n\n" +
		`<style>body{display:none}</style><p style="color:red;position:fixed" onclick="x()">보세요</p><img src="cid:One"><img src="https://track.example/p.gif"><img src="data:text/html,x">` +
		`<script>alert(1)</script><a href="javascript:x()">a</a><a href="https://ok.example/">b</a><form action="/x"><input></form><iframe src="https://x.example"></iframe><meta http-equiv="refresh" content="0;url=https://x.example"><link rel=stylesheet href="https://x.example/a.css"><base href="https://x.example">` +
		"\n--b\nContent-Type: image/png\nContent-ID: <one>\nContent-Transfer-Encoding: base64\n\n" + picture + "\n--b--\n")
	page, err := r.mail.Page(t.Context(), got.ID, false)
	must(t, err)
	lower := strings.ToLower(page.HTML)
	for _, bad := range []string{"script", "onclick", "javascript", "<form", "<input", "<iframe", "<style", "<meta", "<link", "<base", "position", "track.example", "data:text", "x.example"} {
		if strings.Contains(lower, bad) {
			t.Errorf("%s is left in %s", bad, page.HTML)
		}
	}
	if !strings.Contains(page.HTML, "data:image/png;base64,") || !strings.Contains(page.HTML, "보세요") || !strings.Contains(page.HTML, "https://ok.example/") || page.Remote != 1 {
		t.Errorf("%d remote: %s", page.Remote, page.HTML)
	}
	if page, err = r.mail.Page(t.Context(), got.ID, true); err != nil || !strings.Contains(page.HTML, "https://track.example/p.gif") {
		t.Errorf("with pictures: %s, %v", page.HTML, err)
	}
	if _, err := r.mail.Page(t.Context(), uuid.New(), false); err == nil {
		t.Error("a page of nothing")
	}
}

func onePixel(t *testing.T) []byte {
	t.Helper()
	raw, err := base64.StdEncoding.DecodeString("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
	must(t, err)
	return raw
}

func TestWhatWasPutAsideCanBeTakenUpAgain(t *testing.T) {
	r := newRoom(t)
	got := r.receive("From: MAILER-DAEMON@mx.example\nMessage-ID: <d@mx>\nSubject: failure notice\n\n550 no such user\n")
	list, err := r.mail.handleList(t.Context(), &listInput{State: "ignored", Limit: 1})
	if err != nil || len(list.Body.Items) != 1 || list.Body.Items[0].ID != got.ID || list.Body.Items[0].Reason != "bounce" || list.Body.Next != "" {
		t.Fatalf("%+v, %v", list, err)
	}
	raw, err := r.mail.handleRaw(t.Context(), &oneInput{ID: got.ID.String()})
	if err != nil || !strings.Contains(string(raw.Body), "550 no such user") || !strings.HasPrefix(raw.Disposition, "attachment") {
		t.Errorf("%+v, %v", raw, err)
	}
	ctx := staff.WithActor(t.Context(), staff.ActorOf(1, "하은", "agent"))
	made, err := r.mail.handleTicket(ctx, &oneInput{ID: got.ID.String()})
	if err != nil || made.Body.State != "done" || made.Body.Conversation == nil {
		t.Fatalf("%+v, %v", made, err)
	}
	if _, err := r.mail.handleRetry(ctx, &oneInput{ID: got.ID.String()}); err == nil {
		t.Error("what is done is done again")
	}
	if n := pgtest.Count(t, r.db, `SELECT count(*) FROM dari.audit_log WHERE action = 'mail.ticket'`); n != 1 {
		t.Errorf("%d lines in the audit log", n)
	}
}

func TestAProgramOfAnotherHouseMayNumberItsMails(t *testing.T) {
	r := newRoom(t)
	r.mail.Own = func(context.Context, postgres.Querier) (Own, error) {
		return Own{Addresses: []string{"help@ondam.example"}, Host: "ondam.example"}, nil
	}
	if got := r.receive("From: p@partner.example\nX-Delivery-ID: 1234\nMessage-ID: <1234@partner.example>\nSubject: 발주 확인\n\n부탁드려요\n"); got.State != "done" || got.Conversation == nil {
		t.Errorf("%+v", got)
	}
}

func TestNothingThatLeadsElsewhereIsSentOnByAProgram(t *testing.T) {
	for text, want := range map[string]bool{
		"Win https://evil.example/now": true, "www.evil": true, "evil.example 에서 당첨": true, "가방.com": true, "xn--a.kr/x": true,
		"김하늘": false, "J. R. Kim": false, "2026.11.23 주문": false, "St.John": true, "3.5kg 사료": false,
	} {
		if HasLink(text) != want {
			t.Errorf("%s: %v", text, !want)
		}
	}
	r := newRoom(t)
	conv, _, a := r.begun("From: Win https://evil.example now <t@example.com>\nMessage-ID: <l1@a>\nSubject: x\n\nx\n")
	c, err := shop.CustomerByID(t.Context(), r.db, *conv.CustomerID)
	if err != nil || c.Name != "" || a.Name == "" {
		t.Errorf("%+v, %q, %v", c, a.Name, err)
	}
}
