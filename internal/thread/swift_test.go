package thread_test

import (
	"context"
	"sync"
	"testing"

	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/postgres/pgtest"
	"dari/internal/thread"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

func TestShoppersMessagesGetTheirPlaceAndTheirEventInOneStatement(t *testing.T) {
	db := pgtest.New(t)
	var told []thread.Message
	store := thread.New(thread.Options{DB: db, Appended: collect(&told)})
	one, two := visitor(t, db), visitor(t, db)
	first, second := chatOf(t, db, one), chatOf(t, db, two)
	say := func(o thread.Owner, c thread.Conversation, id uuid.UUID, text string) (thread.Appended, error) {
		return store.Append(t.Context(), thread.Append{ConversationID: c.ID, SenderKind: thread.Shopper, SenderID: o.VisitorID, ClientID: id, Body: text, Owner: &o})
	}
	id := uuid.New()
	a, err := say(one, first, id, "안녕하세요")
	if err != nil || a.Seq != 1 || a.Replayed || a.Conversation != first.UID || a.ID == uuid.Nil || a.At.IsZero() {
		t.Fatalf("the first message: %+v, %v", a, err)
	}
	if again, err := say(one, first, id, "안녕하세요"); err != nil || !again.Replayed || again.Seq != 1 || again.ID != a.ID {
		t.Errorf("the same again: %+v, %v", again, err)
	}
	if _, err := say(one, first, id, "다른 말"); !fault.Is(err, fault.Conflict) {
		t.Errorf("another text under the same id: %v", err)
	}
	if _, err := say(two, first, uuid.New(), "남의 대화"); !fault.Is(err, fault.NotFound) {
		t.Errorf("into somebody else's conversation: %v", err)
	}
	// Many at once share statements, with one among them that is refused and one that was written before.
	var all sync.WaitGroup
	for range 60 {
		all.Go(func() {
			if _, err := say(one, first, uuid.New(), "질문"); err != nil {
				t.Error(err)
			}
		})
		all.Go(func() {
			if _, err := say(two, second, uuid.New(), "질문"); err != nil {
				t.Error(err)
			}
		})
	}
	all.Go(func() {
		if _, err := say(two, first, uuid.New(), "남의 대화"); !fault.Is(err, fault.NotFound) {
			t.Errorf("into somebody else's conversation, among others: %v", err)
		}
	})
	all.Go(func() {
		if again, err := say(one, first, id, "안녕하세요"); err != nil || !again.Replayed {
			t.Errorf("the same again, among others: %+v, %v", again, err)
		}
	})
	all.Wait()
	const sqlOff = `SELECT count(*) FROM dari.conversations c WHERE c.last_seq <> (SELECT count(*) FROM dari.messages m WHERE m.conversation_id = c.id)
		OR c.last_seq <> (SELECT max(m.seq) FROM dari.messages m WHERE m.conversation_id = c.id) OR c.last_message_at IS NULL`
	if n := pgtest.Count(t, db, sqlOff); n != 0 {
		t.Errorf("%d conversations have holes or a wrong head", n)
	}
	const sqlUntold = `SELECT count(*) FROM dari.messages m WHERE NOT EXISTS (SELECT FROM dari.outbox o JOIN dari.outbox_pending p ON p.event_id = o.id
		WHERE o.kind = 'message.appended' AND o.subject_id = m.conversation_id AND o.version = m.seq
		  AND o.payload = jsonb_build_object('conversation_id', m.conversation_id, 'seq', m.seq, 'from', 'shopper', 'sender_id', m.sender_id, 'channel', 'chat', 'live', true))`
	if n := pgtest.Count(t, db, sqlUntold); n != 0 || rows(t, db) != 121 {
		t.Errorf("%d of %d messages have no event", n, rows(t, db))
	}
	if len(told) != 121 {
		t.Errorf("%d messages were pushed", len(told))
	}
	last := map[int64]int64{}
	for _, m := range told {
		if m.Seq != last[m.ConversationID]+1 {
			t.Errorf("message %d of a conversation was pushed after %d", m.Seq, last[m.ConversationID])
		}
		last[m.ConversationID] = m.Seq
	}
}

func TestWhatAVisitorHasWrittenIsNotWrittenAgainByTheMember(t *testing.T) {
	db := pgtest.New(t)
	store := thread.New(thread.Options{DB: db})
	before := visitor(t, db)
	conv := chatOf(t, db, before)
	id := uuid.New()
	a := thread.Append{ConversationID: conv.ID, SenderKind: thread.Shopper, SenderID: before.VisitorID, ClientID: id, Body: "질문", Owner: &before}
	if _, err := store.Append(t.Context(), a); err != nil {
		t.Fatal(err)
	}
	member := thread.Owner{CustomerID: customer(t, db)}
	err := postgres.InTx(t.Context(), db, func(tx pgx.Tx) error {
		_, err := thread.Attach(t.Context(), tx, before.VisitorID, member.CustomerID)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	a.Owner, a.SenderID = &member, member.CustomerID
	if again, err := store.Append(t.Context(), a); err != nil || !again.Replayed || again.Seq != 1 {
		t.Errorf("the same by the member: %+v, %v", again, err)
	}
	a.ClientID = uuid.New()
	if next, err := store.Append(t.Context(), a); err != nil || next.Replayed || next.Seq != 2 {
		t.Errorf("another by the member: %+v, %v", next, err)
	}
	a.Owner, a.SenderID, a.ClientID = &before, before.VisitorID, uuid.New()
	if _, err := store.Append(t.Context(), a); !fault.Is(err, fault.NotFound) {
		t.Errorf("by the visitor whose it was: %v", err)
	}
}

func TestAWriterHearsOfItsMessageRightAfterTheReaders(t *testing.T) {
	db := pgtest.New(t)
	var told []thread.Message
	store := thread.New(thread.Options{DB: db, Appended: collect(&told)})
	owner := visitor(t, db)
	conv := chatOf(t, db, owner)
	heard := 0
	a := thread.Append{
		ConversationID: conv.ID, SenderKind: thread.Shopper, SenderID: owner.VisitorID, ClientID: uuid.New(), Body: "질문", Owner: &owner,
		Stored: func(m thread.Appended) {
			heard++
			if m.Seq != 1 || len(told) != 1 {
				t.Errorf("the writer hears of %d behind %d readers", m.Seq, len(told))
			}
		},
	}
	for range 2 { // the second time it is there already, and readers hear nothing
		if _, err := store.Append(t.Context(), a); err != nil {
			t.Fatal(err)
		}
	}
	if heard != 2 || len(told) != 1 {
		t.Errorf("the writer heard %d times, readers %d", heard, len(told))
	}
	a.Body = "다른 말"
	if _, err := store.Append(t.Context(), a); err == nil || heard != 2 {
		t.Errorf("a refused one: %v, heard %d times", err, heard)
	}
}

// collect keeps what readers are told of. The store tells one message at a time of a conversation, of several at once.
func collect(into *[]thread.Message) func(context.Context, thread.Message) {
	var mu sync.Mutex
	return func(_ context.Context, m thread.Message) {
		mu.Lock()
		defer mu.Unlock()
		*into = append(*into, m)
	}
}
