package thread_test

import (
	"slices"
	"testing"
	"time"

	"dari/internal/postgres/pgtest"
	"dari/internal/thread"

	"github.com/google/uuid"
)

func TestAWithdrawnMessageKeepsItsPlaceAndLosesItsText(t *testing.T) {
	db := pgtest.New(t)
	s := thread.New(thread.Options{DB: db})
	owner := visitor(t, db)
	conv := chatOf(t, db, owner)
	a := thread.Append{ConversationID: conv.ID, SenderKind: thread.Shopper, SenderID: owner.VisitorID, Data: []byte(`{"a":1}`)}
	for range 3 {
		a.ClientID, a.Body = uuid.New(), "잘못 쓴 말"
		if _, err := s.Append(t.Context(), a); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := db.Exec(t.Context(), `UPDATE dari.messages SET withdrawn_at = dari.clock() WHERE conversation_id = $1 AND seq >= 2`, conv.ID); err != nil {
		t.Fatal(err)
	}
	after, err := thread.After(t.Context(), db, conv.ID, 0, 10)
	if err != nil {
		t.Fatal(err)
	}
	before, err := thread.Before(t.Context(), db, conv.ID, 0, 10)
	if err != nil || len(after) != 3 || len(before) != 3 {
		t.Fatalf("%d and %d messages, %v", len(after), len(before), err)
	}
	for _, m := range append(after, before...) {
		if gone := m.Seq >= 2; m.Withdrawn != gone || (m.Body == "") != gone || (m.Data == nil) != gone {
			t.Errorf("message %d: %+v", m.Seq, m)
		}
	}
	if again, err := s.Append(t.Context(), a); err != nil || !again.Replayed || !again.Withdrawn || again.Body != "" {
		t.Errorf("said again: %+v, %v", again, err)
	}
	head, withdrawn, err := thread.Resume(t.Context(), db, conv.ID, 2)
	if err != nil || head != 3 || !slices.Equal(withdrawn, []int64{2}) {
		t.Errorf("who has come to 2 hears of %v, head %d, %v", withdrawn, head, err)
	}
	list, err := thread.WithdrawnSince(t.Context(), db, []int64{conv.ID}, time.Minute)
	if err != nil || len(list) != 2 || list[0].Conversation != conv.UID {
		t.Errorf("withdrawn lately: %+v, %v", list, err)
	}
	if list, err = thread.WithdrawnSince(t.Context(), db, []int64{conv.ID + 1}, time.Minute); err != nil || len(list) != 0 {
		t.Errorf("of another conversation: %+v, %v", list, err)
	}
}
