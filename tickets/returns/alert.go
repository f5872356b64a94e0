package returns

import (
	"context"
	"fmt"

	"dari/internal/i18n"
	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

// colleague is one of the staff, and the language they read.
type colleague struct {
	ID   int64
	Role string
	Lang string
}

const sqlColleagues = `SELECT id, role, lang FROM dari.staff WHERE active ORDER BY id`

func colleagues(ctx context.Context, q postgres.Querier) ([]colleague, error) {
	rows, _ := q.Query(ctx, sqlColleagues) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[colleague])
	if err != nil {
		return nil, fmt.Errorf("read who may be told of a return: %w", err)
	}
	return list, nil
}

// alertThose tells whom it concerns, each in their language and once.
func (s *Service) alertThose(ctx context.Context, tx pgx.Tx, r row, what string, concerns func(colleague) bool, args ...any) error {
	all, err := colleagues(ctx, tx)
	if err != nil {
		return err
	}
	ids := map[string][]int64{}
	for _, p := range all {
		if concerns(p) {
			ids[p.Lang] = append(ids[p.Lang], p.ID)
		}
	}
	for _, lang := range []string{i18n.Korean, i18n.English} {
		if len(ids[lang]) == 0 {
			continue
		}
		say := append([]any{"number", r.OrderNumber, "amount", i18n.Format{Lang: lang}.Won(r.Amount)}, args...)
		if err := s.alert(ctx, tx, r.TicketID, ids[lang], "return:"+what+":"+r.UID.String(), i18n.T(lang, "returns.alert."+what, say...)); err != nil {
			return err
		}
	}
	return nil
}
