package thread_test

import (
	"testing"

	"dari/internal/postgres"
	"dari/internal/postgres/pgtest"
	"dari/internal/thread"

	"github.com/google/uuid"
)

func TestAMessageSurvivesTheEndOfItsConnection(t *testing.T) { // C-6
	db := pgtest.New(t)
	one, err := postgres.Open(t.Context(), postgres.Options{URL: db.Config().ConnString(), MaxConns: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer one.Close()
	s := thread.New(thread.Options{DB: one})
	owner := visitor(t, db)
	conv := chatOf(t, db, owner)
	for n := range 3 {
		a := thread.Append{ConversationID: conv.ID, SenderKind: thread.Shopper, SenderID: owner.VisitorID, ClientID: uuid.New(), Body: "안녕하세요"}
		made, err := s.Append(t.Context(), a)
		if err != nil || made.Seq != int64(n)+1 {
			t.Fatalf("message %d: %+v, %v", n+1, made, err)
		}
		// The one connection of the pool is ended behind its back, as by a restart of the server.
		var pid uint32
		if err := one.QueryRow(t.Context(), `SELECT pg_backend_pid()`).Scan(&pid); err != nil {
			t.Fatal(err)
		}
		if _, err := db.Exec(t.Context(), `SELECT pg_terminate_backend($1)`, pid); err != nil {
			t.Fatal(err)
		}
	}
	if n := rows(t, db); n != 3 {
		t.Errorf("%d rows, want 3", n)
	}
}
