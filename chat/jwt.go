package chat

import (
	"errors"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// maxTokenLife is the longest a member's token may be good for.
const maxTokenLife = time.Hour

// claims of a member's token, minted by the shop's server with the widget secret.
type claims struct {
	jwt.RegisteredClaims
	Name string `json:"name"`
	Lang string `json:"lang"`
}

// tokenLeeway is how far the clocks of the shop and of Dari may differ.
const tokenLeeway = 30 * time.Second

var errToken = errors.New("the member's token is not accepted")

// readToken verifies a member's token: HS256 and nothing else, for this widget's key, with subject,
// id, and a life of an hour at most that has begun and not ended.
func readToken(token, key, secret string, now time.Time) (claims, error) {
	var c claims
	if secret == "" || key == "" {
		return c, errToken
	}
	_, err := jwt.ParseWithClaims(token, &c, func(*jwt.Token) (any, error) { return []byte(secret), nil },
		jwt.WithValidMethods([]string{jwt.SigningMethodHS256.Alg()}), jwt.WithAudience(key), jwt.WithIssuedAt(), jwt.WithExpirationRequired(),
		jwt.WithStrictDecoding(), jwt.WithLeeway(tokenLeeway), jwt.WithTimeFunc(func() time.Time { return now }))
	if err != nil {
		return c, errors.Join(errToken, err)
	}
	if c.Subject == "" || len(c.Subject) > 200 || strings.ContainsRune(c.Subject, 0) || c.ID == "" || c.IssuedAt == nil || c.ExpiresAt.Sub(c.IssuedAt.Time) > maxTokenLife || c.ExpiresAt.Before(c.IssuedAt.Time) {
		return c, errToken
	}
	return c, nil
}
