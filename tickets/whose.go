package tickets

import (
	"context"
	"fmt"

	"dari/internal/postgres"
)

const sqlIsOf = `SELECT EXISTS (SELECT FROM dari.tickets WHERE number = $1 AND customer_id = $2)`

// IsOf says whether a ticket is a customer's.
func (s *Service) IsOf(ctx context.Context, q postgres.Querier, number, customerID int64) (is bool, err error) {
	if err := q.QueryRow(ctx, sqlIsOf, number, customerID).Scan(&is); err != nil {
		return false, fmt.Errorf("look whether ticket %d is of customer %d: %w", number, customerID, err)
	}
	return is, nil
}
