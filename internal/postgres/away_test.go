package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"testing"

	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

func TestWhatPassesIsToldFromWhatStays(t *testing.T) {
	_, refused := pgx.Connect(context.Background(), "postgres://dari@127.0.0.1:1/none")
	tests := map[string]struct {
		err   error
		after int
		away  bool
	}{
		"the disk is full":         {&pgconn.PgError{Code: "53100"}, 5, true},
		"too many connections":     {&pgconn.PgError{Code: "53300"}, 1, true},
		"the server is ending":     {&pgconn.PgError{Code: "57P01"}, 1, true},
		"the server is starting":   {&pgconn.PgError{Code: "57P03"}, 1, true},
		"a lock was not given":     {&pgconn.PgError{Code: "55P03"}, 1, true},
		"the connection broke":     {io.ErrUnexpectedEOF, 1, true},
		"nobody listens":           {refused, 1, true},
		"a constraint is violated": {&pgconn.PgError{Code: "23505"}, 0, false},
		"a table is missing":       {&pgconn.PgError{Code: "42P01"}, 0, false},
		"something else":           {errors.New("x"), 0, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			after, away := postgres.Away(fmt.Errorf("read: %w", tt.err))
			if away != tt.away || away && after != tt.after {
				t.Errorf("Away = %d, %v", after, away)
			}
		})
	}
}
