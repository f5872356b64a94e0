package staff

import (
	"testing"

	"github.com/alexedwards/argon2id"
)

// That an unknown account takes as long as a known one is the work done for it, not a measured time.
func TestAnUnknownAccountCostsTheSameWork(t *testing.T) {
	theirs, err := hashPassword("a password of somebody")
	if err != nil {
		t.Fatal(err)
	}
	want, salt, key, err := argon2id.DecodeHash(theirs)
	if err != nil {
		t.Fatal(err)
	}
	got, nobodysSalt, nobodysKey, err := argon2id.DecodeHash(nobodysHash)
	if err != nil {
		t.Fatal(err)
	}
	if *got != *want || len(nobodysSalt) != len(salt) || len(nobodysKey) != len(key) {
		t.Errorf("nobody's hash costs %+v, an account's %+v", got, want)
	}
	if ok, err := matches("not the password", nobodysHash); ok || err != nil {
		t.Errorf("nobody's hash was matched: %v, %v", ok, err)
	}
}
