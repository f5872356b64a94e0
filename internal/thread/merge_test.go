package thread_test

import (
	"testing"

	"dari/internal/event"
	"dari/internal/postgres"
	"dari/internal/postgres/pgtest"
	"dari/internal/thread"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

func TestAVisitorsChatGoesOnAtTheEndOfTheMembers(t *testing.T) {
	db := pgtest.New(t)
	s := thread.New(thread.Options{DB: db})
	member, visitor := customer(t, db), visitor(t, db)
	into, from := chatOf(t, db, thread.Owner{CustomerID: member}), chatOf(t, db, visitor)
	write := func(conv thread.Conversation, sender int64, client uuid.UUID, text string) thread.Appended {
		t.Helper()
		got, err := s.Append(t.Context(), thread.Append{ConversationID: conv.ID, SenderKind: thread.Shopper, SenderID: sender, ClientID: client, Body: text})
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	write(into, member, uuid.New(), "지난번 이야기")
	write(into, member, uuid.New(), "고마워요")
	unsure := uuid.New() // stored, and its acknowledgement lost
	write(from, visitor.VisitorID, uuid.New(), "찻잔이 깨졌어요")
	write(from, visitor.VisitorID, unsure, "바꿔 주세요")
	var agent int64
	if err := db.QueryRow(t.Context(), `INSERT INTO dari.staff (uid, email, name, password_hash, role) VALUES (gen_random_uuid(), 'a@b.example', 'a', 'x', 'agent') RETURNING id`).Scan(&agent); err != nil {
		t.Fatal(err)
	}
	for _, conv := range []thread.Conversation{into, from} {
		if _, err := s.AddNote(t.Context(), thread.NewNote{ConversationID: conv.ID, StaffID: agent, StaffName: "a", ClientID: uuid.New(), Body: "메모"}); err != nil {
			t.Fatal(err)
		}
	}
	pgtest.Exec(t, db, `INSERT INTO dari.attachments (uid, uploader_kind, uploader_id, client_id, state, name, announced, conversation_id, message_seq)
		VALUES (gen_random_uuid(), 'visitor', $1, gen_random_uuid(), 'ready', '깨진 찻잔.jpg', 1, $2, 1)`, visitor.VisitorID, from.ID)

	err := postgres.InTx(t.Context(), db, func(tx pgx.Tx) error {
		base, err := thread.Merge(t.Context(), tx, from.ID, into.ID)
		if base != 2 {
			t.Errorf("base = %d", base)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	list, err := thread.After(t.Context(), db, into.ID, 0, 10)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"지난번 이야기", "고마워요", "찻잔이 깨졌어요", "바꿔 주세요"}
	for i, m := range list {
		if m.Seq != int64(i+1) || m.Body != want[i] {
			t.Errorf("message %d is %d %q, want %q", i, m.Seq, m.Body, want[i])
		}
	}
	if n := pgtest.Count(t, db, `SELECT count(*) FROM dari.attachments WHERE conversation_id = $1 AND message_seq = 3`, into.ID); n != 1 || len(list) != 4 {
		t.Errorf("%d messages, %d files", len(list), n)
	}
	if n := pgtest.Count(t, db, `SELECT count(*) FROM dari.notes WHERE conversation_id = $1 AND (seq, after_seq) IN ((1, 2), (2, 4))`, into.ID); n != 2 {
		t.Errorf("%d notes stand where they stood", n)
	}
	// What was sent before signing in and is sent once more is known; the next message follows.
	if got := write(into, member, unsure, "바꿔 주세요"); !got.Replayed || got.Seq != 4 {
		t.Errorf("sent once more: %+v", got)
	}
	if got := write(into, member, uuid.New(), "부탁해요"); got.Seq != 5 {
		t.Errorf("the next one is %d", got.Seq)
	}
	// What names the visitor's chat leads on, and the visitor's next chat is another.
	for name, find := range map[string]func() (thread.Conversation, error){
		"id":  func() (thread.Conversation, error) { return thread.ByID(t.Context(), db, from.ID) },
		"uid": func() (thread.Conversation, error) { return thread.ByUID(t.Context(), db, from.UID) },
	} {
		if c, err := find(); err != nil || c.ID != into.ID {
			t.Errorf("by %s: %+v, %v", name, c, err)
		}
	}
	if c := chatOf(t, db, visitor); c.ID == from.ID || c.ID == into.ID {
		t.Error("the visitor still has the chat that is the member's")
	}
	events, err := event.Export(t.Context(), db, 0, 100)
	if err != nil || events[len(events)-2].Kind != "conversation.merged" {
		t.Errorf("events %+v, %v", events, err)
	}
}
