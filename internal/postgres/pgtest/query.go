package pgtest

import (
	"context"
	"testing"

	"dari/internal/postgres"
)

// Exec runs a statement that must succeed.
func Exec(t testing.TB, q postgres.Querier, sql string, args ...any) {
	t.Helper()
	if _, err := q.Exec(context.Background(), sql, args...); err != nil {
		t.Fatal(err)
	}
}

// Count reads the one number that a query gives.
func Count(t testing.TB, q postgres.Querier, sql string, args ...any) (n int) {
	t.Helper()
	if err := q.QueryRow(context.Background(), sql, args...).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}
