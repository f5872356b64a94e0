package archtest

import (
	"context"
	"testing"

	"dari/internal/postgres/pgtest"
)

// notPrepared are constants that a server cannot prepare by themselves: "package.name" and why.
var notPrepared = map[string]string{}

func TestEveryStatementIsPreparedOnTheMigratedSchema(t *testing.T) {
	ctx := context.Background()
	conn, err := pgtest.New(t).Acquire(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Release()
	seen := map[string]bool{}
	for _, s := range sources(t) {
		for _, st := range s.statements(t) {
			name := s.rel() + "." + st.name
			seen[name] = true
			if notPrepared[name] != "" {
				continue
			}
			if _, err := conn.Conn().Prepare(ctx, "", st.text); err != nil {
				t.Errorf("%s: %s: %v", s.at(st.pos), st.name, err)
			}
		}
	}
	for name := range notPrepared {
		if !seen[name] {
			t.Errorf("%s is excepted and does not exist: take it out", name)
		}
	}
	if len(seen) < 100 {
		t.Errorf("only %d statements were found: the search is broken", len(seen))
	}
}
