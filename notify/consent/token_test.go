package consent

import (
	"strings"
	"testing"

	"dari/notify"
)

func TestATokenIsOneSpellingOnly(t *testing.T) {
	tokens := NewTokens(strings.Repeat("s", 32))
	want := Subject{CustomerID: 42, Channel: notify.SMS, SourceKind: notify.SourceCampaign, SourceID: 7}
	token := tokens.Token(want)
	if got, ok := tokens.Open(token); !ok || got != want {
		t.Fatalf("Open(Token(s)) = %+v, %v", got, ok)
	}
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	for i := range token {
		for _, c := range letters {
			if byte(c) == token[i] {
				continue
			}
			if _, ok := tokens.Open(token[:i] + string(c) + token[i+1:]); ok {
				t.Fatalf("letter %d may be turned into %c", i, c)
			}
		}
	}
	for _, bad := range []string{"", token + "A", token[1:], token + "=", token + "\n", token[:5] + "\r\n" + token[5:], strings.Repeat("A", len(token))} {
		if _, ok := tokens.Open(bad); ok {
			t.Errorf("Open(%q) is accepted", bad)
		}
	}
}

func TestATokenBelongsToOneSecretPersonAndChannel(t *testing.T) {
	a, b := NewTokens(strings.Repeat("a", 32)), NewTokens(strings.Repeat("b", 32))
	s := Subject{CustomerID: 1, Channel: notify.Email}
	if _, ok := b.Open(a.Token(s)); ok {
		t.Error("a token of another secret is accepted")
	}
	seen := map[string]bool{}
	for id := range int64(1000) {
		token := a.Token(Subject{CustomerID: id, Channel: notify.Email})
		if seen[token[:8]] {
			t.Fatalf("tokens of two people begin alike: %s", token[:8])
		}
		seen[token[:8]] = true
	}
}
