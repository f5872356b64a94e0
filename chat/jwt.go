package chat

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/google/uuid"
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

// signed is a token that is accepted, and with which of the shop's secrets.
type signed struct {
	claims
	secret string
}

// readToken verifies a member's token: HS256 and nothing else, by one of the secrets, for this widget's
// key, with subject, id, and a life of an hour at most that has begun and not ended. Whether it was
// ended before its time only the database knows.
func readToken(token, key string, secrets []string, now time.Time) (signed, error) {
	if key == "" {
		return signed{}, errToken
	}
	err := errToken
	for _, secret := range secrets {
		var c claims
		_, err = jwt.ParseWithClaims(token, &c, func(*jwt.Token) (any, error) { return []byte(secret), nil },
			jwt.WithValidMethods([]string{jwt.SigningMethodHS256.Alg()}), jwt.WithAudience(key), jwt.WithIssuedAt(), jwt.WithExpirationRequired(),
			jwt.WithStrictDecoding(), jwt.WithLeeway(tokenLeeway), jwt.WithTimeFunc(func() time.Time { return now }))
		switch {
		case err == nil && c.whole():
			return signed{c, secret}, nil
		case err == nil:
			return signed{}, errToken
		case !errors.Is(err, jwt.ErrTokenSignatureInvalid):
			return signed{}, errors.Join(errToken, err) // another secret would not mend it
		}
	}
	return signed{}, errors.Join(errToken, err)
}

func (c *claims) whole() bool {
	return isName(c.Subject) && isName(c.ID) && c.IssuedAt != nil && !c.ExpiresAt.Before(c.IssuedAt.Time) &&
		c.ExpiresAt.Sub(c.IssuedAt.Time) <= maxTokenLife
}

func isName(s string) bool { return s != "" && len(s) <= 200 && !strings.ContainsRune(s, 0) }

// MintToken makes a member's token as the shop's server does: for the demo shop and for tests.
func MintToken(key, secret, subject, name string, now time.Time, life time.Duration) (string, error) {
	c := claims{Name: name, RegisteredClaims: jwt.RegisteredClaims{
		Subject: subject, Audience: jwt.ClaimStrings{key}, ID: uuid.NewString(), IssuedAt: jwt.NewNumericDate(now), ExpiresAt: jwt.NewNumericDate(now.Add(life)),
	}}
	token, err := jwt.NewWithClaims(jwt.SigningMethodHS256, c).SignedString([]byte(secret))
	if err != nil {
		return "", fmt.Errorf("sign a member's token: %w", err)
	}
	return token, nil
}
