package staff

import (
	"errors"
	"testing"

	"dari/internal/postgres/pgtest"

	"github.com/jackc/pgx/v5"
)

func TestASessionThatEndedDoesNotComeBackByUse(t *testing.T) {
	db := pgtest.New(t)
	pgtest.Exec(t, db, `INSERT INTO dari.staff (uid, email, name, password_hash, role) VALUES (gen_random_uuid(), 'a@shop.example', '하은', 'x', 'agent')`)
	hash := hashOf("a token")
	pgtest.Exec(t, db, `INSERT INTO dari.staff_sessions (token_hash, staff_id, data, expires_at) SELECT $1, id, '{}', dari.clock() + interval '1 hour' FROM dari.staff`, hash)

	p, fresh, err := activeBySession(t.Context(), db, hash)
	if err != nil || fresh || p.Name != "하은" {
		t.Fatalf("%+v, fresh %v, %v", p, fresh, err)
	}
	if err := prolong(t.Context(), db, hash); err != nil {
		t.Fatal(err)
	}
	if _, fresh, err = activeBySession(t.Context(), db, hash); err != nil || !fresh {
		t.Errorf("fresh %v after it was prolonged, %v", fresh, err)
	}
	// Somebody signs out between the look and the prolonging of another request.
	pgtest.Exec(t, db, `DELETE FROM dari.staff_sessions`)
	if err := prolong(t.Context(), db, hash); err != nil {
		t.Fatal(err)
	}
	if _, _, err := activeBySession(t.Context(), db, hash); !errors.Is(err, pgx.ErrNoRows) {
		t.Errorf("the session is there again: %v", err)
	}
}
