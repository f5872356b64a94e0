package tickets

import (
	"context"
	"fmt"

	"dari/internal/postgres"
)

const sqlTeamExists = `SELECT EXISTS (SELECT FROM dari.teams WHERE id = $1 AND deleted_at IS NULL)`

func teamExists(ctx context.Context, q postgres.Querier, id int64) (found bool, err error) {
	if err := q.QueryRow(ctx, sqlTeamExists, id).Scan(&found); err != nil {
		return false, fmt.Errorf("look for team %d: %w", id, err)
	}
	return found, nil
}
