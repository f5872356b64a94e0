package tickets

import (
	"testing"

	"dari/internal/staff"

	"github.com/google/uuid"
)

// calls are the calls of a ticket with what came of them, in order.
func (w *world) calls(id int64) (out []string) {
	w.t.Helper()
	for _, e := range w.history(id) {
		if e.Kind == kindCalled {
			out = append(out, e.Data.Outcome)
		}
	}
	return out
}

func TestACallIsWrittenDownOnceWithWhatCameOfIt(t *testing.T) { // R62
	w := newWorld(t)
	ctx := t.Context()
	one := w.asks(w.customer("지우"), "전화 주세요")
	silent := Call{ClientID: uuid.New(), Outcome: NoAnswer}
	spoken := Call{ClientID: uuid.New(), Outcome: Reached, Text: "내일 보내기로 했어요"}
	for _, c := range []Call{silent, silent, spoken, spoken} {
		w.must(w.queue.NoteCall(ctx, w.haeun, one.Number, c))
	}
	if got := w.calls(one.ID); len(got) != 2 || got[0] != NoAnswer || got[1] != Reached {
		t.Errorf("calls %v", got)
	}
	if n := w.exec(`SELECT count(*) FROM dari.notes WHERE body = $1`, spoken.Text); n != 1 {
		t.Errorf("%d notes of what was said", n)
	}
	making := Making{Channel: "phone", Phone: "010-2345-6789", Name: "박서연", Subject: "전화했어요", Text: "받지 않으셨어요"}
	for outcome, messages := range map[string]int64{Reached: 1, CallBack: 0} {
		making.ClientID, making.Outcome = uuid.New(), outcome
		made := w.must(w.queue.Make(ctx, w.haeun, making))
		if got := w.calls(made.ID); len(got) != 1 || got[0] != outcome {
			t.Errorf("the call that opened a ticket is %v, want %s", got, outcome)
		}
		if n := w.exec(`SELECT count(*) FROM dari.messages m JOIN dari.tickets t ON t.conversation_id = m.conversation_id WHERE t.id = $1 AND m.sender_kind = 'shopper'`, made.ID); n != messages {
			t.Errorf("%s: %d messages of the shopper, want %d", outcome, n, messages)
		}
	}
	making.ClientID, making.Channel = uuid.New(), "mail"
	if _, err := w.queue.Make(ctx, w.haeun, making); code(err) != "tickets.no_call" {
		t.Errorf("a mail with an outcome: %v", err)
	}
	w.rebuilt()
}

func TestAnAnswerTakesATicketUnlessTheShopSaysOtherwise(t *testing.T) { // UX 8.4
	w := newWorld(t)
	for name, free := range map[string]bool{"as it comes": false, "switched off": true} {
		set := staff.ShopSettings{Name: "온담", Zone: "Asia/Seoul", AnswersStayFree: free}
		if err := staff.PutShop(t.Context(), w.db, set); err != nil {
			t.Fatal(err)
		}
		one := w.asks(w.visitor(), "질문")
		if got := w.answer(w.haeun, one.Number, "답"); (got.Owner == nil) != free || got.State != Waiting {
			t.Errorf("%s: owner %v, %s", name, got.Owner, got.State)
		}
		taken := 0
		for _, e := range w.history(one.ID) {
			if e.Kind == kindAssigned && e.Data.Reason == "reply" {
				taken++
			}
		}
		if (taken == 0) != free {
			t.Errorf("%s: %d lines in the history", name, taken)
		}
	}
}
