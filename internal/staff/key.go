package staff

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"time"

	"dari/internal/fault"
	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

// A key looks like dari_<43 characters>: the prefix lets scanners of leaked secrets find it.
const keyPrefix = "dari_"

// AddKey makes an API key with scopes and returns its secret, which is stored nowhere.
func AddKey(ctx context.Context, db postgres.Querier, name string, scopes []string) (secret string, err error) {
	random := make([]byte, 32)
	if _, err := rand.Read(random); err != nil {
		return "", fmt.Errorf("make a key: %w", err)
	}
	secret = keyPrefix + base64.RawURLEncoding.EncodeToString(random)
	return secret, PutKey(ctx, db, name, secret, scopes)
}

// PutKey stores a key whose secret the caller has made, as development does to keep the same one.
func PutKey(ctx context.Context, db postgres.Querier, name, secret string, scopes []string) error {
	if name = strings.TrimSpace(name); name == "" {
		return fault.Field("staff.key_name", "name")
	}
	if len(secret) < len(keyPrefix)+22 {
		return fault.Field("staff.key_short", "secret")
	}
	for _, scope := range scopes {
		if !known(scope) {
			return fault.Field("staff.scope_unknown", "scopes")
		}
	}
	id, err := insertKey(ctx, db, name, keyHash(secret), scopes)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil // it is there already
	}
	if err != nil {
		return err
	}
	return Append(ctx, db, Entry{ActorKind: KindSystem, Action: "api_key.add", SubjectKind: "api_key", SubjectID: fmt.Sprint(id), Detail: map[string]any{"scopes": scopes}})
}

// RevokeKey ends a key at once.
func RevokeKey(ctx context.Context, db postgres.Querier, id int64) error {
	n, err := revokeKey(ctx, db, id)
	if err != nil {
		return err
	}
	if n == 0 {
		return fault.New(fault.NotFound, "staff.key_not_found")
	}
	return Append(ctx, db, Entry{ActorKind: KindSystem, Action: "api_key.revoke", SubjectKind: "api_key", SubjectID: fmt.Sprint(id)})
}

func keyHash(secret string) []byte {
	sum := sha256.Sum256([]byte(secret))
	return sum[:]
}

func (s *Service) keyActor(ctx context.Context, secret string) (Actor, error) {
	k, err := keyByHash(ctx, s.db, keyHash(secret))
	if errors.Is(err, pgx.ErrNoRows) {
		return Actor{}, fault.New(fault.Unauthorized, "unauthorized")
	}
	if err != nil {
		return Actor{}, err
	}
	if k.LastUsedAt == nil || k.Now.Sub(*k.LastUsedAt) > time.Minute {
		if err := touchKey(ctx, s.db, k.ID); err != nil {
			return Actor{}, err
		}
	}
	return Actor{Kind: KindAPIKey, ID: k.ID, Name: k.Name, may: k.Scopes}, nil
}
