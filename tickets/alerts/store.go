package alerts

import (
	"context"
	"errors"
	"fmt"
	"time"

	"dari/internal/fault"
	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

const (
	sqlNow    = `SELECT dari.clock()`
	sqlPeople = `
SELECT s.id, s.name, s.email, s.lang, s.role, coalesce(d.state = 'online', false), coalesce(d.calendar_id, 0),
       p.matrix, p.quiet_from, p.quiet_to, coalesce(p.phone, '')
FROM dari.staff s
LEFT JOIN dari.duties d ON d.staff_id = s.id
LEFT JOIN dari.alert_preferences p ON p.staff_id = s.id
WHERE s.active ORDER BY s.id`
	// Who waits: a ticket that is staff's turn, and not put aside. An owner who took it while it waited knows.
	sqlWaiting = `
SELECT t.id, t.number, t.subject, t.preview, t.owner_id, t.team_id, t.waiting_since, coalesce(a.self, false)
FROM dari.tickets t
LEFT JOIN LATERAL (
  SELECT e.kind = 'assigned' AND e.actor_kind = 'agent' AND e.actor_id = t.owner_id AND e.at >= t.waiting_since AS self FROM dari.ticket_events e
  WHERE e.ticket_id = t.id AND e.kind IN ('assigned', 'routed', 'released', 'returned') ORDER BY e.seq DESC LIMIT 1) a ON true
WHERE t.id = ANY($1) AND t.state IN ('new', 'open') AND t.waiting_since IS NOT NULL AND NOT t.spam AND t.snoozed_until IS NULL AND NOT t.snoozed_reply
ORDER BY t.id`
	// An old note that is heard of again is no news.
	sqlMentions = `
SELECT t.id, t.number, t.subject, n.staff_name, n.seq, s.id
FROM dari.ticket_events e
JOIN dari.tickets t ON t.id = e.ticket_id
JOIN dari.notes n ON n.conversation_id = (e.data ->> 'conversation_id')::bigint AND n.seq = (e.data ->> 'seq')::bigint
JOIN dari.staff s ON s.active AND s.id <> n.staff_id AND position('@' || s.name IN n.body) > 0
WHERE e.ticket_id = ANY($1) AND e.kind = 'noted' AND e.at > dari.clock() - interval '1 hour'
ORDER BY t.id, n.seq, s.id`
	sqlAbout   = `SELECT t.id, t.number, t.subject, t.preview, t.owner_id, t.team_id, t.waiting_since FROM dari.tickets t WHERE t.id = ANY($1)`
	sqlMembers = `SELECT team_id, staff_id FROM dari.team_members WHERE team_id = ANY($1)`
	sqlPut     = `
INSERT INTO dari.alerts (staff_id, key, kind, ticket_id, quiet)
SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[], $5::boolean[])
ON CONFLICT (staff_id, key) DO NOTHING RETURNING id, staff_id, key`
	sqlForget = `DELETE FROM dari.alerts WHERE created_at < dari.clock() - interval '60 days'`
	sqlPrefs  = `SELECT matrix, quiet_from, quiet_to, phone, version FROM dari.alert_preferences WHERE staff_id = $1`
	sqlSave   = `
INSERT INTO dari.alert_preferences AS p (staff_id, matrix, quiet_from, quiet_to, phone) SELECT $1, $2, $3, $4, $5 WHERE $6 = 0
ON CONFLICT (staff_id) DO NOTHING`
	sqlChange = `
UPDATE dari.alert_preferences SET matrix = $2, quiet_from = $3, quiet_to = $4, phone = $5, version = version + 1, updated_at = dari.clock()
WHERE staff_id = $1 AND version = $6`
)

func clockNow(ctx context.Context, q postgres.Querier) (now time.Time, err error) {
	if err := q.QueryRow(ctx, sqlNow).Scan(&now); err != nil {
		return now, fmt.Errorf("read the clock: %w", err)
	}
	return now, nil
}

func people(ctx context.Context, q postgres.Querier) (map[int64]*person, error) {
	rows, _ := q.Query(ctx, sqlPeople) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToAddrOfStructByPos[person])
	if err != nil {
		return nil, fmt.Errorf("read who may be told: %w", err)
	}
	byID := make(map[int64]*person, len(list))
	for _, p := range list {
		byID[p.ID] = p
	}
	return byID, nil
}

// about is a ticket as an alert speaks of it.
type about struct {
	ID      int64
	Number  int64
	Subject string
	Preview string
	OwnerID *int64
	TeamID  *int64
	Since   *time.Time
}

type waiting struct {
	about
	Self bool // the owner took it while it waited
}

func waitingOf(ctx context.Context, q postgres.Querier, ids []int64) ([]waiting, error) {
	rows, _ := q.Query(ctx, sqlWaiting, ids) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (w waiting, err error) {
		err = row.Scan(&w.ID, &w.Number, &w.Subject, &w.Preview, &w.OwnerID, &w.TeamID, &w.Since, &w.Self)
		return w, err
	})
	if err != nil {
		return nil, fmt.Errorf("read who waits in %d tickets: %w", len(ids), err)
	}
	return list, nil
}

type mention struct {
	TicketID int64
	Number   int64
	Subject  string
	By       string
	Note     int64
	StaffID  int64
}

func mentionsOf(ctx context.Context, q postgres.Querier, ids []int64) ([]mention, error) {
	rows, _ := q.Query(ctx, sqlMentions, ids) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[mention])
	if err != nil {
		return nil, fmt.Errorf("look for names in the notes of %d tickets: %w", len(ids), err)
	}
	return list, nil
}

func aboutOf(ctx context.Context, q postgres.Querier, ids []int64) (map[int64]about, error) {
	rows, _ := q.Query(ctx, sqlAbout, ids) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[about])
	if err != nil {
		return nil, fmt.Errorf("read %d tickets to tell of: %w", len(ids), err)
	}
	all := make(map[int64]about, len(list))
	for _, a := range list {
		all[a.ID] = a
	}
	return all, nil
}

func membersOf(ctx context.Context, q postgres.Querier, teams []int64) (map[int64][]int64, error) {
	if len(teams) == 0 {
		return nil, nil //nolint:nilnil // no team has members
	}
	rows, _ := q.Query(ctx, sqlMembers, teams) // ForEachRow reports this error
	members := map[int64][]int64{}
	var team, id int64
	if _, err := pgx.ForEachRow(rows, []any{&team, &id}, func() error { members[team] = append(members[team], id); return nil }); err != nil {
		return nil, fmt.Errorf("read who belongs to %d teams: %w", len(teams), err)
	}
	return members, nil
}

// columns are alerts column by column.
type columns struct {
	staff  []int64
	key    []string
	kind   []string
	ticket []*int64
	quiet  []bool
}

type told struct {
	ID      int64
	StaffID int64
	Key     string
}

// put answers those that are new.
func put(ctx context.Context, tx pgx.Tx, c columns) ([]told, error) {
	rows, _ := tx.Query(ctx, sqlPut, c.staff, c.key, c.kind, c.ticket, c.quiet) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[told])
	if err != nil {
		return nil, fmt.Errorf("write %d alerts: %w", len(c.staff), err)
	}
	return list, nil
}

func readPrefs(ctx context.Context, q postgres.Querier, staffID int64) (Prefs, error) {
	p := Prefs{}
	var from, to *int
	err := q.QueryRow(ctx, sqlPrefs, staffID).Scan(&p.Matrix, &from, &to, &p.Phone, &p.Version)
	if errors.Is(err, pgx.ErrNoRows) {
		return Prefs{Matrix: Default()}, nil
	}
	if err != nil {
		return p, fmt.Errorf("read how %d wants to be told: %w", staffID, err)
	}
	if from != nil && to != nil {
		p.Quiet = &Quiet{textOf(*from), textOf(*to)}
	}
	return p, nil
}

func savePrefs(ctx context.Context, q postgres.Querier, staffID int64, p Prefs) error {
	var from, to *int
	if p.Quiet != nil {
		a, err1 := clockOf(p.Quiet.From)
		b, err2 := clockOf(p.Quiet.To)
		if err1 != nil || err2 != nil {
			return fault.Field("alerts.quiet", "quiet")
		}
		from, to = &a, &b
	}
	sql := sqlChange
	if p.Version == 0 {
		sql = sqlSave
	}
	tag, err := q.Exec(ctx, sql, staffID, p.Matrix, from, to, p.Phone, p.Version)
	if err != nil {
		return fmt.Errorf("write how %d wants to be told: %w", staffID, err)
	}
	if tag.RowsAffected() == 0 {
		return fault.New(fault.Conflict, "alerts.changed")
	}
	return nil
}
