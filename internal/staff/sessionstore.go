package staff

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

const staffIDKey = "staff_id"

// blob is all a session holds: what a person is called or may do is read anew with each request.
type blob struct {
	Deadline time.Time `json:"deadline"`
	StaffID  int64     `json:"staff_id"`
}

// idCodec writes a session as JSON instead of gob, so that the store can read whose it is.
type idCodec struct{}

// Encode is what scs asks for.
func (idCodec) Encode(deadline time.Time, values map[string]any) ([]byte, error) {
	id, _ := values[staffIDKey].(int64)
	data, err := json.Marshal(blob{deadline, id})
	if err != nil {
		return nil, fmt.Errorf("encode a session: %w", err)
	}
	return data, nil
}

// Decode is what scs asks for.
func (idCodec) Decode(data []byte) (time.Time, map[string]any, error) {
	var b blob
	if err := json.Unmarshal(data, &b); err != nil {
		return time.Time{}, nil, fmt.Errorf("decode a session: %w", err)
	}
	return b.Deadline, map[string]any{staffIDKey: b.StaffID}, nil
}

// sessionStore keeps sessions in Postgres, so they outlive a restart and are the same on every node.
// scs hands it the hash of the token.
type sessionStore struct {
	db postgres.Querier
}

const (
	// The 7 days count from the row's making, by the product's clock.
	sqlFindSession = `
SELECT data FROM dari.staff_sessions
WHERE token_hash = $1 AND expires_at > dari.clock() AND created_at > dari.clock() - interval '7 days'`
	// Who asks, in one look: the session and what its person is called and may do now. Nothing of it is
	// kept, so a session that has ended is not honoured once more.
	sqlActiveBySession = `
SELECT s.id, s.uid, s.email, s.name, s.role, s.lang, e.expires_at >= dari.clock() + ($2::double precision - 60) * interval '1 second'
FROM dari.staff_sessions e JOIN dari.staff s ON s.id = e.staff_id AND s.active
WHERE e.token_hash = $1 AND e.expires_at > dari.clock() AND e.created_at > dari.clock() - interval '7 days'`
	// A request prolongs its session at most once a minute: reading must not mean writing. One that has
	// ended meanwhile does not come back by this.
	sqlProlong = `
UPDATE dari.staff_sessions SET expires_at = dari.clock() + $2::double precision * interval '1 second'
WHERE token_hash = $1 AND expires_at < dari.clock() + ($2::double precision - 60) * interval '1 second'`
	// The time is a span, so that a moved clock does not end it.
	sqlSaveSession = `
INSERT INTO dari.staff_sessions AS s (token_hash, staff_id, data, expires_at)
VALUES ($1, $2, $3, dari.clock() + $4 * interval '1 second')
ON CONFLICT (token_hash) DO UPDATE SET staff_id = excluded.staff_id, data = excluded.data, expires_at = excluded.expires_at`
	sqlDeleteSession    = `DELETE FROM dari.staff_sessions WHERE token_hash = $1`
	sqlDeleteSessionsOf = `DELETE FROM dari.staff_sessions WHERE staff_id = $1`
	sqlDeleteExpired    = `DELETE FROM dari.staff_sessions WHERE expires_at <= dari.clock() OR created_at <= dari.clock() - interval '7 days'`
)

// hashOf is what scs knows a token by in the store.
func hashOf(token string) string {
	sum := sha256.Sum256([]byte(token))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// activeBySession reads who has the session of a token's hash; fresh says that it need not be prolonged yet.
func activeBySession(ctx context.Context, q postgres.Querier, hash string) (p person, fresh bool, err error) {
	err = q.QueryRow(ctx, sqlActiveBySession, hash, idle.Seconds()).Scan(&p.ID, &p.UID, &p.Email, &p.Name, &p.Role, &p.Lang, &fresh)
	if err != nil {
		return person{}, false, fmt.Errorf("find a session: %w", err)
	}
	p.Active = true
	return p, fresh, nil
}

// prolong moves the end of a session's idle time.
func prolong(ctx context.Context, q postgres.Querier, hash string) error {
	if _, err := q.Exec(ctx, sqlProlong, hash, idle.Seconds()); err != nil {
		return fmt.Errorf("prolong a session: %w", err)
	}
	return nil
}

// FindCtx is what scs asks for.
func (s sessionStore) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	var data []byte
	err := s.db.QueryRow(ctx, sqlFindSession, token).Scan(&data)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, fmt.Errorf("find a session: %w", err)
	}
	return data, true, nil
}

// CommitCtx is what scs asks for.
func (s sessionStore) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	var b blob
	if err := json.Unmarshal(data, &b); err != nil {
		return fmt.Errorf("read whose session it is: %w", err)
	}
	if _, err := s.db.Exec(ctx, sqlSaveSession, token, b.StaffID, data, time.Until(expiry).Seconds()); err != nil {
		return fmt.Errorf("save a session of staff %d: %w", b.StaffID, err)
	}
	return nil
}

// DeleteCtx is what scs asks for.
func (s sessionStore) DeleteCtx(ctx context.Context, token string) error {
	if _, err := s.db.Exec(ctx, sqlDeleteSession, token); err != nil {
		return fmt.Errorf("delete a session: %w", err)
	}
	return nil
}

// Find is never called: scs prefers FindCtx.
func (s sessionStore) Find(token string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), token)
}

// Commit is never called: scs prefers CommitCtx.
func (s sessionStore) Commit(token string, data []byte, expiry time.Time) error {
	return s.CommitCtx(context.Background(), token, data, expiry)
}

// Delete is never called: scs prefers DeleteCtx.
func (s sessionStore) Delete(token string) error { return s.DeleteCtx(context.Background(), token) }

func deleteSessionsOf(ctx context.Context, q postgres.Querier, id int64) error {
	if _, err := q.Exec(ctx, sqlDeleteSessionsOf, id); err != nil {
		return fmt.Errorf("end the sessions of staff %d: %w", id, err)
	}
	return nil
}

func deleteExpired(ctx context.Context, q postgres.Querier) error {
	if _, err := q.Exec(ctx, sqlDeleteExpired); err != nil {
		return fmt.Errorf("remove sessions that have ended: %w", err)
	}
	return nil
}
