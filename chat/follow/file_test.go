package follow

import (
	"testing"
	"time"

	"github.com/google/uuid"
)

func TestTheLinkOfAFileHoldsForAMonthAndForThatFileAlone(t *testing.T) {
	s, other := New(Options{Secret: "one"}), New(Options{Secret: "two"})
	id, now := uuid.New(), time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC)
	token := s.fileToken(id, now.Add(fileLife))
	if got, ok := s.openFileToken(token, now.Add(fileLife)); !ok || got != id {
		t.Errorf("%v, %v", got, ok)
	}
	if _, ok := s.openFileToken(token, now.Add(fileLife+time.Second)); ok {
		t.Error("it opens after its month")
	}
	if _, ok := other.openFileToken(token, now); ok {
		t.Error("it opens with another secret")
	}
	for i := range token {
		changed := []byte(token)
		changed[i] = map[bool]byte{true: 'B', false: 'A'}[changed[i] == 'A']
		if got, ok := s.openFileToken(string(changed), now); ok {
			t.Errorf("changed at %d it opens %v", i, got)
		}
	}
	for _, none := range []string{"", "x", token + "A", token[1:]} {
		if _, ok := s.openFileToken(none, now); ok {
			t.Errorf("%q opens something", none)
		}
	}
}
