package link

import (
	"context"
	"errors"
	"fmt"
	"time"

	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

// install puts link and triggers in place and answers a reader that sees the table as it was in that
// very moment. The lock holds writers off only while the triggers are made; whatever they commit
// afterwards is noted by a trigger, and nothing of it is seen by the reader. So each row is either in
// the fill or among the changes, and none is in neither.
func (l *Links) install(ctx context.Context, spec Spec) (*Link, pgx.Tx, error) {
	var link *Link
	var reader pgx.Tx
	err := postgres.InTx(ctx, l.db, func(tx pgx.Tx) error {
		t, err := inspect(ctx, tx, spec)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, sqlLimitWait); err != nil {
			return fmt.Errorf("limit the wait for the table: %w", err)
		}
		if _, err := tx.Exec(ctx, "LOCK TABLE "+t.quoted()+" IN SHARE ROW EXCLUSIVE MODE"); err != nil {
			return refusal(err, spec, fmt.Errorf("lock the table: %w", err))
		}
		id, err := insertLink(ctx, tx, spec, t)
		if err != nil {
			return refusal(err, spec, err)
		}
		if err := t.createTriggers(ctx, tx, id, spec); err != nil {
			return err
		}
		link = &Link{ID: id, Spec: spec, Trigger: t.trigger()}
		reader, err = l.readerAt(ctx, tx)
		return err
	})
	if err != nil && reader != nil {
		_ = reader.Rollback(context.WithoutCancel(ctx))
	}
	return link, reader, err
}

const (
	// Whoever waits for the shop's table makes the shop's statements behind it wait too.
	sqlLimitWait      = `SELECT set_config('lock_timeout', '5s', true)`
	sqlExportSnapshot = `SELECT pg_export_snapshot()`
)

// readerAt is a reading transaction that sees what tx sees now.
func (l *Links) readerAt(ctx context.Context, tx pgx.Tx) (pgx.Tx, error) {
	var snapshot string
	if err := tx.QueryRow(ctx, sqlExportSnapshot).Scan(&snapshot); err != nil {
		return nil, fmt.Errorf("export the snapshot: %w", err)
	}
	reader, err := l.db.BeginTx(ctx, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly})
	if err != nil {
		return nil, fmt.Errorf("begin to read the table: %w", err)
	}
	if _, err := reader.Exec(ctx, "SET TRANSACTION SNAPSHOT "+literal(snapshot)); err != nil {
		return reader, fmt.Errorf("take the snapshot: %w", err)
	}
	return reader, nil
}

// fill mirrors all rows the reader sees, a batch in each transaction, and publishes nothing.
func (l *Links) fill(ctx context.Context, link *Link, reader pgx.Tx) (int, error) {
	defer func() { _ = reader.Rollback(context.WithoutCancel(ctx)) }()
	t, err := inspect(ctx, reader, link.Spec)
	if err != nil {
		return 0, err
	}
	if _, err := reader.Exec(ctx, "DECLARE dari_fill NO SCROLL CURSOR FOR "+t.selectRows(link.Spec, l.zone, "")); err != nil {
		return 0, fmt.Errorf("open the table: %w", err)
	}
	filled := 0
	for {
		rows, err := l.collect(ctx, reader, fmt.Sprintf("FETCH FORWARD %d FROM dari_fill", l.batch))
		if err != nil {
			return filled, err
		}
		if len(rows) == 0 {
			break
		}
		err = postgres.InTx(ctx, l.db, func(tx pgx.Tx) error {
			_, err := l.apply(ctx, tx, &job{link: link, rows: rows, quiet: true})
			return err
		})
		if err != nil {
			return filled, err
		}
		filled += len(rows)
	}
	if link.Kind == Orders {
		if err := l.fillWaiting(ctx); err != nil {
			return filled, err
		}
	}
	return filled, markFilled(ctx, l.db, link.ID)
}

// collect reads rows with a statement of selectRows' shape.
func (l *Links) collect(ctx context.Context, q postgres.Querier, sql string, args ...any) ([]*row, error) {
	zone, err := time.LoadLocation(l.zone)
	if err != nil {
		return nil, fmt.Errorf("the shop's zone: %w", err)
	}
	found, _ := q.Query(ctx, sql, args...) // CollectRows reports this error
	rows, err := pgx.CollectRows(found, func(r pgx.CollectableRow) (*row, error) {
		var key *string
		var raw string
		if err := r.Scan(&key, &raw); err != nil {
			return nil, err
		}
		if key == nil {
			return readRow("", raw, zone), nil
		}
		return readRow(*key, raw, zone), nil
	})
	if err != nil {
		return nil, fmt.Errorf("read rows of the table: %w", err)
	}
	return rows, nil
}

// fillWaiting takes up the lines that came before their orders, as silently as the orders.
func (l *Links) fillWaiting(ctx context.Context) error {
	return postgres.InTx(ctx, l.db, func(tx pgx.Tx) error {
		lines, err := waitingLines(ctx, tx)
		if err != nil {
			return err
		}
		return l.applyChanges(ctx, tx, lines, map[int64]bool{}, true)
	})
}

const sqlWaitingLines = `
SELECT p.link_id, p.source_key, p.parked_at FROM dari.link_parked p JOIN dari.orders o ON o.number = p.waits_for WHERE p.waits_for <> ''`

func waitingLines(ctx context.Context, tx pgx.Tx) ([]change, error) {
	rows, _ := tx.Query(ctx, sqlWaitingLines) // CollectRows reports this error
	lines, err := pgx.CollectRows(rows, pgx.RowToStructByPos[change])
	if err != nil {
		return nil, fmt.Errorf("find lines whose orders have come: %w", err)
	}
	return lines, nil
}

// Remove takes a link away: the shop's table is as it was before. What was mirrored stays.
func (l *Links) Remove(ctx context.Context, name string) error {
	link, err := l.Find(ctx, name)
	if err != nil {
		return err
	}
	err = postgres.InTx(ctx, l.db, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, sqlLimitWait); err != nil {
			return fmt.Errorf("limit the wait for the table: %w", err)
		}
		t, err := inspect(ctx, tx, link.Spec)
		switch {
		case err == nil:
			err = t.dropTriggers(ctx, tx, link.ID)
		case errors.Is(err, pgx.ErrNoRows): // the table is gone, and its triggers with it
			err = dropFunctions(ctx, tx, link.ID)
		default:
			// A mapped column was dropped or renamed; the triggers are there all the same.
			t = tableOf(link.Spec)
			err = t.dropTriggers(ctx, tx, link.ID)
		}
		if err != nil {
			return refusal(err, link.Spec, err)
		}
		return deleteLink(ctx, tx, link.ID)
	})
	if err == nil {
		l.log.InfoContext(ctx, "link removed", "link_id", link.ID)
	}
	return err
}
