package tickets

import (
	"context"

	"dari/internal/fault"
	"dari/internal/staff"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

func (s *Service) undoMove(context.Context, pgx.Tx, staff.Actor, int64, Event) (uuid.UUID, []string, error) {
	return uuid.Nil, nil, fault.New(fault.Conflict, "tickets.undo_overtaken")
}
