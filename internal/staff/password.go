package staff

import (
	"context"
	_ "embed"
	"fmt"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"dari/internal/fault"

	"github.com/alexedwards/argon2id"
	"golang.org/x/text/unicode/norm"
)

// OWASP's parameters for argon2id with little memory; one hash takes about 65 ms.
var hashParams = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

const (
	minPassword = 10
	maxPassword = 200
)

// common.txt holds passwords that people choose first, of those that are long enough to be refused
// only for that.
//
//go:embed common.txt
var commonText string

var commonPasswords = sync.OnceValue(func() map[string]bool {
	set := map[string]bool{}
	for line := range strings.Lines(commonText) {
		if line = strings.TrimSpace(line); line != "" {
			set[line] = true
		}
	}
	return set
})

// checkPassword says what is wrong with a new password. There is no rule about kinds of characters.
func checkPassword(password, email string) error {
	n := utf8.RuneCountInString(password)
	if n < minPassword || n > maxPassword {
		return fault.Field("staff.password_length", "password", fault.Arg("least", minPassword), fault.Arg("most", maxPassword))
	}
	lower := strings.ToLower(password)
	name, _, _ := strings.Cut(email, "@")
	if commonPasswords()[lower] || lower == email || len([]rune(strings.ReplaceAll(lower, name, ""))) < 4 || oneRune(lower) {
		return fault.Field("staff.password_common", "password")
	}
	return nil
}

func oneRune(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	return strings.Trim(s, string(first)) == ""
}

// canonical lets a password typed on a Mac, which decomposes Hangul, equal the one typed elsewhere.
func canonical(password string) string { return norm.NFC.String(password) }

func hashPassword(password string) (string, error) {
	hash, err := argon2id.CreateHash(canonical(password), hashParams)
	if err != nil {
		return "", fmt.Errorf("hash a password: %w", err)
	}
	return hash, nil
}

// hasher compares passwords, two at a time: each takes 19 MiB and a core.
type hasher struct {
	init  sync.Once
	slots chan struct{}
}

// patience is how long a sign-in waits for its turn.
const patience = 8 * time.Second

// enter waits for a turn.
func (h *hasher) enter(ctx context.Context) (leave func(), err error) {
	h.init.Do(func() { h.slots = make(chan struct{}, 2) })
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case h.slots <- struct{}{}:
		return func() { <-h.slots }, nil
	case <-timer.C:
		return nil, fault.New(fault.Unavailable, "unavailable").After(5)
	case <-ctx.Done():
		return nil, fmt.Errorf("wait for a turn to sign in: %w", ctx.Err())
	}
}

// An unknown account is compared with this hash, so that it takes as long as a known one.
const nobodysHash = "$argon2id$v=19$m=19456,t=2,p=1$ZGFyaS1ub2JvZHktc2FsdA$3pTMGbPcWBK0Mb3e5mPuCQ8W2Pzz7l1i0SvwD1QFHQ0"

func matches(password, hash string) (bool, error) {
	ok, err := argon2id.ComparePasswordAndHash(canonical(password), hash)
	if err != nil {
		return false, fmt.Errorf("compare a password: %w", err)
	}
	return ok, nil
}
