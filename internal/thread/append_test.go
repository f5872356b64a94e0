package thread_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"dari/internal/event"
	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/postgres/pgtest"
	"dari/internal/thread"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// visitor adds a visitor of the shop; the rows of a room above may be made in a test.
func visitor(t *testing.T, q postgres.Querier) thread.Owner {
	t.Helper()
	var id int64
	err := q.QueryRow(t.Context(), `INSERT INTO dari.visitors (uid, token_hash) VALUES (gen_random_uuid(), sha256(gen_random_uuid()::text::bytea)) RETURNING id`).Scan(&id)
	if err != nil {
		t.Fatal(err)
	}
	return thread.Owner{VisitorID: id}
}

func customer(t *testing.T, q postgres.Querier) int64 {
	t.Helper()
	var id int64
	if err := q.QueryRow(t.Context(), `INSERT INTO dari.customers (uid) VALUES (gen_random_uuid()) RETURNING id`).Scan(&id); err != nil {
		t.Fatal(err)
	}
	return id
}

func chatOf(t *testing.T, q postgres.Querier, o thread.Owner) thread.Conversation {
	t.Helper()
	c, err := thread.EnsureChat(t.Context(), q, o, "ko")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func rows(t *testing.T, q postgres.Querier) int {
	return pgtest.Count(t, q, `SELECT count(*) FROM dari.messages`)
}

func TestTheSameMessageIsWrittenOnce(t *testing.T) { // C-1
	db := pgtest.New(t)
	one, two := thread.New(thread.Options{DB: db}), thread.New(thread.Options{DB: db})
	owner := visitor(t, db)
	conv, other := chatOf(t, db, owner), chatOf(t, db, visitor(t, db))
	a := thread.Append{ConversationID: conv.ID, SenderKind: thread.Shopper, SenderID: owner.VisitorID, ClientID: uuid.New(), Body: "안녕하세요"}
	first, err := one.Append(t.Context(), a)
	if err != nil || first.Replayed || first.Seq != 1 || first.Conversation != conv.UID || first.At.IsZero() {
		t.Fatalf("first = %+v, %v", first, err)
	}
	for name, s := range map[string]*thread.Store{"repeated": one, "repeated on another node": two} {
		again, err := s.Append(t.Context(), a)
		if err != nil || !again.Replayed || again.ID != first.ID || again.Seq != 1 || again.Conversation != conv.UID || rows(t, db) != 1 {
			t.Errorf("%s: %+v, %v; %d rows", name, again, err, rows(t, db))
		}
	}
	changed := a
	changed.Body = "다른 말"
	if _, err := one.Append(t.Context(), changed); !fault.Is(err, fault.Conflict) || rows(t, db) != 1 {
		t.Errorf("another text under the same client id: %v; %d rows", err, rows(t, db))
	}
	elsewhere := a
	elsewhere.ConversationID = other.ID
	if m, err := one.Append(t.Context(), elsewhere); err != nil || m.Seq != 1 || rows(t, db) != 2 {
		t.Errorf("the same client id elsewhere: %+v, %v; %d rows", m, err, rows(t, db))
	}
	a.ClientID = uuid.New()
	var done sync.WaitGroup
	var mu sync.Mutex
	fresh := 0
	for i := range 50 {
		done.Go(func() {
			m, err := []*thread.Store{one, two}[i%2].Append(context.Background(), a)
			mu.Lock()
			defer mu.Unlock()
			if err != nil || m.Seq != 2 {
				t.Errorf("repeat %d: %+v, %v", i, m, err)
			}
			if !m.Replayed {
				fresh++
			}
		})
	}
	done.Wait()
	if rows(t, db) != 3 || fresh != 1 {
		t.Errorf("50 repeats at once made %d rows in all, %d of them called themselves new", rows(t, db), fresh)
	}
	if n := pgtest.Count(t, db, `SELECT count(*) FROM dari.outbox WHERE kind = 'message.appended'`); n != 3 {
		t.Errorf("%d events for 3 messages", n)
	}
}

func TestManyWritersOnTwoNodesMakeOneOrderWithoutHoles(t *testing.T) { // C-2, small
	db := pgtest.New(t)
	const writers, each, conversations = 20, 40, 4
	var convs [conversations]thread.Conversation
	for i := range convs {
		convs[i] = chatOf(t, db, visitor(t, db))
	}
	var mu sync.Mutex
	pushed := map[int64]map[int64]bool{}
	hook := func(_ context.Context, m thread.Message) {
		mu.Lock()
		defer mu.Unlock()
		if pushed[m.ConversationID] == nil {
			pushed[m.ConversationID] = map[int64]bool{}
		}
		if pushed[m.ConversationID][m.Seq] {
			t.Errorf("message %d/%d was pushed twice", m.ConversationID, m.Seq)
		}
		pushed[m.ConversationID][m.Seq] = true
	}
	nodes := []*thread.Store{thread.New(thread.Options{DB: db, Appended: hook}), thread.New(thread.Options{DB: db, Appended: hook})}
	var done sync.WaitGroup
	stop := make(chan struct{})
	var readers sync.WaitGroup
	readers.Go(func() { watch(t, db, convs[0].ID, stop) })
	for w := range writers {
		done.Go(func() {
			last := map[int64]int64{}
			for i := range each {
				conv := convs[(w+i)%conversations].ID
				m, err := nodes[w%2].Append(context.Background(), thread.Append{
					ConversationID: conv, SenderKind: thread.Agent, SenderID: int64(w + 1),
					ClientID: uuid.New(), Body: fmt.Sprintf("%d-%d", w, i),
				})
				if err != nil || m.Seq <= last[conv] {
					t.Errorf("writer %d message %d: seq %d after %d, %v", w, i, m.Seq, last[conv], err)
					return
				}
				last[conv] = m.Seq
			}
		})
	}
	done.Wait()
	close(stop)
	readers.Wait()
	for _, c := range convs {
		list, err := thread.After(t.Context(), db, c.ID, 0, 10_000)
		if err != nil || len(list) != writers*each/conversations || len(pushed[c.ID]) != len(list) {
			t.Fatalf("%d messages, %d pushed, %v", len(list), len(pushed[c.ID]), err)
		}
		for i, m := range list {
			if m.Seq != int64(i+1) {
				t.Fatalf("message %d of conversation %d has the number %d", i, c.ID, m.Seq)
			}
		}
	}
}

// watch reads on from what it has while others write, and must never meet a hole.
func watch(t *testing.T, db *pgxpool.Pool, conv int64, stop chan struct{}) {
	var last int64
	for {
		list, err := thread.After(context.Background(), db, conv, last, 50)
		if err != nil {
			t.Error(err)
			return
		}
		for _, m := range list {
			if m.Seq != last+1 {
				t.Errorf("a reader saw %d after %d", m.Seq, last)
			}
			last = m.Seq
		}
		select {
		case <-stop:
			return
		default:
		}
	}
}

func TestOneRefusedMessageDoesNotFailTheOthers(t *testing.T) {
	db := pgtest.New(t)
	s := thread.New(thread.Options{DB: db, Writers: 1})
	conv := chatOf(t, db, visitor(t, db))
	var done sync.WaitGroup
	for i := range 30 {
		done.Go(func() {
			a := thread.Append{ConversationID: conv.ID, SenderKind: thread.Shopper, SenderID: 1, ClientID: uuid.New(), Body: "x"}
			if i%3 == 1 {
				a.ConversationID = 999_999
			}
			if i%3 == 2 {
				a.SenderKind = "nobody" // the database refuses the whole batch
			}
			if _, err := s.Append(context.Background(), a); (err != nil) != (i%3 != 0) {
				t.Errorf("message %d: %v", i, err)
			}
		})
	}
	done.Wait()
	if n := rows(t, db); n != 10 {
		t.Errorf("%d rows, want 10", n)
	}
}

func TestATextMustBeFitToStoreAndToShow(t *testing.T) {
	db := pgtest.New(t)
	s := thread.New(thread.Options{DB: db})
	conv := chatOf(t, db, visitor(t, db))
	tests := map[string]struct {
		text string
		want string
		ok   bool
	}{
		"4,000 characters":  {strings.Repeat("가", thread.MaxText), strings.Repeat("가", thread.MaxText), true},
		"one more":          {strings.Repeat("가", thread.MaxText+1), "", false},
		"white space alone": {" \n\t", "", false},
		"a NUL":             {"a\x00b", "", false},
		"no UTF-8":          {"a\xffb", "", false},
		"kept to the space": {"  안녕 \n", "  안녕 \n", true},
		"markup and quotes": {`<script>alert('x')</script> "'; DROP`, `<script>alert('x')</script> "'; DROP`, true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			m, err := s.Append(t.Context(), thread.Append{ConversationID: conv.ID, SenderKind: thread.Shopper, ClientID: uuid.New(), Body: tt.text})
			if (err == nil) != tt.ok || m.Body != tt.want || !tt.ok && !fault.Is(err, fault.Invalid) {
				t.Errorf("%.20q, %v", m.Body, err)
			}
		})
	}
}

func TestAnAgentsAnswerIsRefusedWhenAnotherWasFaster(t *testing.T) {
	db := pgtest.New(t)
	s := thread.New(thread.Options{DB: db})
	conv := chatOf(t, db, visitor(t, db))
	write := func(kind string, sender int64, seen *int64) error {
		_, err := s.Append(t.Context(), thread.Append{ConversationID: conv.ID, SenderKind: kind, SenderID: sender, ClientID: uuid.New(), Body: "x", SeenSeq: seen})
		return err
	}
	one, two, three := int64(1), int64(2), int64(3)
	steps := []struct {
		what   string
		kind   string
		sender int64
		seen   *int64
		ok     bool
	}{
		{"the shopper asks", thread.Shopper, 9, nil, true},
		{"the first agent answers", thread.Agent, 1, &one, true},
		{"the second has not seen that", thread.Agent, 2, &one, false},
		{"the first may go on", thread.Agent, 1, &one, true},
		{"the second has seen only the first answer", thread.Agent, 2, &two, false},
		{"the second has seen both", thread.Agent, 2, &three, true},
		{"a shopper is never held up", thread.Shopper, 9, nil, true},
	}
	for _, step := range steps {
		if err := write(step.kind, step.sender, step.seen); (err == nil) != step.ok || !step.ok && !fault.Is(err, fault.Conflict) {
			t.Errorf("%s: %v", step.what, err)
		}
	}
}

func TestAMessageInSomebodysTransactionIsTheirs(t *testing.T) {
	db := pgtest.New(t)
	conv := chatOf(t, db, visitor(t, db))
	a := thread.Append{ConversationID: conv.ID, SenderKind: thread.System, ClientID: uuid.New(), Kind: thread.KindEvent, Body: "상담을 시작했어요"}
	for _, fail := range []bool{true, false} {
		_ = postgres.InTx(t.Context(), db, func(tx pgx.Tx) error {
			m, err := thread.AppendTx(t.Context(), tx, a)
			if err != nil || m.Seq != 1 || m.Replayed {
				t.Errorf("%+v, %v", m, err)
			}
			if fail {
				return context.Canceled
			}
			return err
		})
	}
	var heard int
	relay := event.NewRelay(event.RelayOptions{DB: db, Handlers: []event.Handler{{
		Name: "t", Kinds: []string{"message.appended"},
		Handle: func(_ context.Context, _ pgx.Tx, e []event.Event) error { heard += len(e); return nil },
	}}})
	if err := relay.Drain(t.Context()); err != nil || heard != 1 || rows(t, db) != 1 {
		t.Errorf("%d rows, %d events, %v", rows(t, db), heard, err)
	}
}

func TestAShopperHasOneChatHoweverManyOpenIt(t *testing.T) {
	db := pgtest.New(t)
	owner := visitor(t, db)
	ids := make([]int64, 20)
	var done sync.WaitGroup
	for i := range ids {
		done.Go(func() {
			c, err := thread.EnsureChat(context.Background(), db, owner, "ko")
			if err != nil {
				t.Error(err)
			}
			ids[i] = c.ID
		})
	}
	done.Wait()
	for _, id := range ids {
		if id != ids[0] {
			t.Fatalf("chats %v", ids)
		}
	}
}

func TestAVisitorsChatBecomesTheMembersOnceAndIsTheVisitorsNoMore(t *testing.T) {
	db := pgtest.New(t)
	first, second, member := visitor(t, db), visitor(t, db), customer(t, db)
	conv, other := chatOf(t, db, first), chatOf(t, db, second)
	for _, step := range []struct {
		owner thread.Owner
		want  bool
	}{{first, true}, {first, false}, {second, false}} {
		err := postgres.InTx(t.Context(), db, func(tx pgx.Tx) error {
			got, err := thread.Attach(t.Context(), tx, step.owner.VisitorID, member)
			if got != step.want {
				t.Errorf("attach of visitor %d = %v", step.owner.VisitorID, got)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if _, err := thread.Owned(t.Context(), db, conv.UID, first); !fault.Is(err, fault.NotFound) {
		t.Errorf("the visitor still reads it: %v", err)
	}
	if _, err := thread.Owned(t.Context(), db, conv.UID, thread.Owner{CustomerID: member}); err != nil {
		t.Errorf("the member: %v", err)
	}
	if _, err := thread.Owned(t.Context(), db, other.UID, thread.Owner{CustomerID: member}); !fault.Is(err, fault.NotFound) {
		t.Errorf("the chat of another browser: %v", err)
	}
	s := thread.New(thread.Options{DB: db})
	_, err := s.Append(t.Context(), thread.Append{ConversationID: conv.ID, SenderKind: thread.Shopper, SenderID: first.VisitorID, ClientID: uuid.New(), Body: "x", Owner: &first})
	if !fault.Is(err, fault.NotFound) {
		t.Errorf("the visitor still writes: %v", err)
	}
	if c := chatOf(t, db, first); c.ID == conv.ID {
		t.Error("the visitor's next chat is the member's")
	}
}

func TestNotesHaveASequenceOfTheirOwnAndReceiptsNeverGoBack(t *testing.T) {
	db := pgtest.New(t)
	var agent int64
	if err := db.QueryRow(t.Context(), `INSERT INTO dari.staff (uid, email, name, password_hash, role) VALUES (gen_random_uuid(), 'a@b.example', 'a', 'x', 'agent') RETURNING id`).Scan(&agent); err != nil {
		t.Fatal(err)
	}
	s := thread.New(thread.Options{DB: db})
	conv := chatOf(t, db, visitor(t, db))
	for range 3 {
		if _, err := s.Append(t.Context(), thread.Append{ConversationID: conv.ID, SenderKind: thread.Shopper, ClientID: uuid.New(), Body: "x"}); err != nil {
			t.Fatal(err)
		}
	}
	n := thread.NewNote{ConversationID: conv.ID, StaffID: agent, StaffName: "a", ClientID: uuid.New(), Body: "단골"}
	for range 2 {
		if note, err := s.AddNote(t.Context(), n); err != nil || note.Seq != 1 || note.AfterSeq != 3 {
			t.Errorf("note %+v, %v", note, err)
		}
	}
	n.Body = "other"
	if _, err := s.AddNote(t.Context(), n); !fault.Is(err, fault.Conflict) {
		t.Errorf("another note under the same client id: %v", err)
	}
	if list, err := thread.After(t.Context(), db, conv.ID, 0, 10); err != nil || len(list) != 3 {
		t.Errorf("a note changed the messages: %d, %v", len(list), err)
	}
	for _, step := range []struct {
		to    int64
		want  int64
		moved bool
	}{{2, 2, true}, {1, 2, false}, {2, 2, false}, {99, 3, true}} {
		r, moved, err := thread.Mark(t.Context(), db, conv.ID, thread.Shopper, 1, thread.Receipt{ReadSeq: step.to})
		if err != nil || moved != step.moved || moved && r.ReadSeq != step.want {
			t.Errorf("mark %d: %+v %v %v", step.to, r, moved, err)
		}
	}
}
