package views

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/staff"
	"dari/tickets"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// View is a filter with a name.
type View struct {
	ID       uuid.UUID      `json:"id"`
	Name     string         `json:"name"`
	Filter   tickets.Filter `json:"filter"`
	Sort     tickets.Sort   `json:"sort" enum:"deadline,waiting,recent,priority"`
	Columns  []string       `json:"columns"`
	Shared   Shared         `json:"shared"`
	Owner    tickets.Person `json:"owner"`
	Mine     bool           `json:"mine" doc:"Whether the asking person may change it."`
	Position int            `json:"position"`
	Count    int            `json:"count" doc:"Of its list, 1,000 at most."`
	Version  int            `json:"version"`
}

// Shared is with whom.
type Shared struct {
	Kind string `json:"kind" enum:"me,team,role,all"`
	Ref  string `json:"ref" required:"false" maxLength:"40" doc:"The id of the team, or the role."`
}

// Body is what a person says of a view.
type Body struct {
	Name    string         `json:"name" minLength:"1" maxLength:"60"`
	Filter  tickets.Filter `json:"filter"`
	Sort    tickets.Sort   `json:"sort,omitempty" enum:"deadline,waiting,recent,priority" doc:"deadline without it."`
	Columns []string       `json:"columns,omitempty" maxItems:"20"`
	Shared  Shared         `json:"shared,omitempty"`
}

// Columns are what a list can show beside the shopper and the last message.
var Columns = []string{
	"channel", "state", "type", "order", "order_status", "tags", "team", "owner", "priority", "deadline", "waiting", "last_message", "score", "grade",
}

// viewsMost is how many views a person can have.
const viewsMost = 100

// seen is the condition that a person may see a view; viewOf reads what these columns say.
const (
	visible = `(v.staff_id = $1 OR v.shared_kind = 'all' OR v.shared_kind = 'role' AND v.shared_ref = $2
    OR v.shared_kind = 'team' AND v.shared_ref IN (SELECT m.team_id::text FROM dari.team_members m WHERE m.staff_id = $1))`
	viewColumns = `v.uid, v.name, v.filter, v.sort, v.columns, v.shared_kind, v.shared_ref, v.staff_id, s.name, coalesce(p.position, 0), v.version`
	viewJoins   = `JOIN dari.staff s ON s.id = v.staff_id
LEFT JOIN dari.view_places p ON p.view_id = v.id AND p.staff_id = $1`
)

const (
	sqlViews = `
SELECT ` + viewColumns + ` FROM dari.views v
` + viewJoins + `
WHERE ` + visible + `
ORDER BY p.position NULLS LAST, v.id LIMIT 300`
	sqlView = `
SELECT ` + viewColumns + ` FROM dari.views v
` + viewJoins + `
WHERE v.uid = $3 AND ` + visible
	sqlAddView = `
INSERT INTO dari.views (uid, staff_id, name, filter, sort, columns, shared_kind, shared_ref)
SELECT $1, $2, $3, $4, $5, $6, $7, $8 WHERE (SELECT count(*) FROM dari.views v WHERE v.staff_id = $2) < $9`
	sqlPutView = `
UPDATE dari.views SET name = $3, filter = $4, sort = $5, columns = $6, shared_kind = $7, shared_ref = $8, version = version + 1, updated_at = dari.clock()
WHERE uid = $1 AND version = $2`
	sqlDropPlaces = `DELETE FROM dari.view_places p USING dari.views v WHERE p.view_id = v.id AND v.uid = $1`
	sqlDropView   = `DELETE FROM dari.views WHERE uid = $1`
	sqlPlaceViews = `
INSERT INTO dari.view_places (staff_id, view_id, position)
SELECT $1, v.id, k.n FROM unnest($3::uuid[]) WITH ORDINALITY AS k (uid, n) JOIN dari.views v ON v.uid = k.uid WHERE ` + visible + `
ON CONFLICT (staff_id, view_id) DO UPDATE SET position = excluded.position`
	sqlHasTeam = `SELECT EXISTS (SELECT FROM dari.teams WHERE id::text = $1 AND deleted_at IS NULL)`
)

func scanView(actor staff.Actor) pgx.RowToFunc[View] {
	return func(row pgx.CollectableRow) (v View, err error) {
		err = row.Scan(&v.ID, &v.Name, &v.Filter, &v.Sort, &v.Columns, &v.Shared.Kind, &v.Shared.Ref, &v.Owner.ID, &v.Owner.Name, &v.Position, &v.Version)
		v.Mine = v.Owner.ID == person(actor) || v.Shared.Kind != "me" && leads(actor)
		return v, err
	}
}

// leads says who may change what others share.
func leads(a staff.Actor) bool {
	return a.Role == "lead" || a.Role == "admin" || a.Kind == staff.KindAPIKey && a.Can("settings:write")
}

// List reads the views a person sees, in their own order, with the counts of their lists.
func (s *Service) List(ctx context.Context, actor staff.Actor, lang string) ([]View, error) {
	rows, _ := s.db.Query(ctx, sqlViews, person(actor), actor.Role) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, scanView(actor))
	if err != nil {
		return nil, fmt.Errorf("list views: %w", err)
	}
	filters := make([]tickets.Filter, len(list))
	for i, v := range list {
		if filters[i], err = s.ready(ctx, lang, v.Filter); err != nil {
			return nil, err
		}
	}
	counts, err := tickets.Count(ctx, s.db, person(actor), filters...)
	if err != nil {
		return nil, err
	}
	for i := range list {
		list[i].Count = counts[i]
	}
	return slices.Clip(list), nil
}

// ready resolves the chips of a filter.
func (s *Service) ready(ctx context.Context, lang string, f tickets.Filter) (tickets.Filter, error) {
	f, _, err := tickets.Resolve(ctx, s.db, lang, f)
	return f, err
}

// Read is one view that the actor may see.
func (s *Service) Read(ctx context.Context, actor staff.Actor, id uuid.UUID) (View, error) {
	return read(ctx, s.db, actor, id)
}

func read(ctx context.Context, q postgres.Querier, actor staff.Actor, id uuid.UUID) (View, error) {
	rows, _ := q.Query(ctx, sqlView, person(actor), actor.Role, id) // CollectExactlyOneRow reports this error
	v, err := pgx.CollectExactlyOneRow(rows, scanView(actor))
	if errors.Is(err, pgx.ErrNoRows) {
		return View{}, fault.New(fault.NotFound, "views.not_found")
	}
	if err != nil {
		return View{}, fmt.Errorf("read a view: %w", err)
	}
	return v, nil
}

// Saved answers the filter and sort of a view that the actor may see, as the queue asks for it.
func (s *Service) Saved(ctx context.Context, actor staff.Actor, id string) (tickets.Filter, tickets.Sort, error) {
	uid, err := uuid.Parse(id)
	if err != nil {
		return tickets.Filter{}, "", fault.Field("views.not_found", "query.view")
	}
	v, err := s.Read(ctx, actor, uid)
	return v.Filter, v.Sort, err
}

// Count counts the tickets of a filter for a person.
func (s *Service) Count(ctx context.Context, actor staff.Actor, lang string, f tickets.Filter) (int, error) {
	f, err := s.ready(ctx, lang, f)
	if err != nil {
		return 0, err
	}
	n, err := tickets.Count(ctx, s.db, person(actor), f)
	if err != nil {
		return 0, err
	}
	return n[0], nil
}

// Add saves a new view of the actor.
func (s *Service) Add(ctx context.Context, actor staff.Actor, lang string, b Body) (View, error) {
	if person(actor) == 0 {
		return View{}, fault.New(fault.Forbidden, "views.needs_person")
	}
	b, filter, err := s.check(ctx, b)
	if err != nil {
		return View{}, err
	}
	id, err := uuid.NewV7()
	if err != nil {
		return View{}, fmt.Errorf("make an id: %w", err)
	}
	done, err := s.db.Exec(ctx, sqlAddView, id, person(actor), b.Name, filter, b.Sort, b.Columns, b.Shared.Kind, b.Shared.Ref, viewsMost)
	if err != nil {
		return View{}, fmt.Errorf("save a view: %w", err)
	}
	if done.RowsAffected() == 0 {
		return View{}, fault.New(fault.Conflict, "views.too_many")
	}
	return s.counted(ctx, actor, lang, id)
}

func (s *Service) counted(ctx context.Context, actor staff.Actor, lang string, id uuid.UUID) (View, error) {
	v, err := s.Read(ctx, actor, id)
	if err != nil {
		return v, err
	}
	v.Count, err = s.Count(ctx, actor, lang, v.Filter)
	return v, err
}

// Put changes a view; version is the one the change was made on.
func (s *Service) Put(ctx context.Context, actor staff.Actor, lang string, id uuid.UUID, version int, b Body) (View, error) {
	b, filter, err := s.check(ctx, b)
	if err != nil {
		return View{}, err
	}
	if err := s.mayChange(ctx, s.db, actor, id); err != nil {
		return View{}, err
	}
	done, err := s.db.Exec(ctx, sqlPutView, id, version, b.Name, filter, b.Sort, b.Columns, b.Shared.Kind, b.Shared.Ref)
	if err != nil {
		return View{}, fmt.Errorf("change a view: %w", err)
	}
	if done.RowsAffected() == 0 {
		return View{}, fault.New(fault.Conflict, "views.moved")
	}
	v, err := s.counted(ctx, actor, lang, id)
	if fault.Is(err, fault.NotFound) { // a lead has taken another's view back to its maker
		v, err = View{ID: id, Name: b.Name, Filter: b.Filter, Sort: b.Sort, Columns: b.Columns, Shared: b.Shared, Version: version + 1}, nil
	}
	return v, err
}

func (s *Service) mayChange(ctx context.Context, q postgres.Querier, actor staff.Actor, id uuid.UUID) error {
	v, err := read(ctx, q, actor, id)
	if err != nil {
		return err
	}
	if !v.Mine {
		return fault.New(fault.Forbidden, "views.not_yours")
	}
	return nil
}

// Delete takes a view out, for all who shared it.
func (s *Service) Delete(ctx context.Context, actor staff.Actor, id uuid.UUID) error {
	return postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		if err := s.mayChange(ctx, tx, actor, id); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, sqlDropPlaces, id); err != nil {
			return fmt.Errorf("take a view out of everybody's order: %w", err)
		}
		if _, err := tx.Exec(ctx, sqlDropView, id); err != nil {
			return fmt.Errorf("delete a view: %w", err)
		}
		return nil
	})
}

// Arrange puts the actor's views in an order of their own.
func (s *Service) Arrange(ctx context.Context, actor staff.Actor, ids []uuid.UUID) error {
	if person(actor) == 0 {
		return fault.New(fault.Forbidden, "views.needs_person")
	}
	seen := map[uuid.UUID]bool{}
	ids = slices.DeleteFunc(slices.Clone(ids), func(id uuid.UUID) bool { again := seen[id]; seen[id] = true; return again })
	if _, err := s.db.Exec(ctx, sqlPlaceViews, person(actor), actor.Role, ids); err != nil {
		return fmt.Errorf("arrange views: %w", err)
	}
	return nil
}

// check refuses what cannot be saved and fills in what was left out.
func (s *Service) check(ctx context.Context, b Body) (Body, []byte, error) {
	b.Name = strings.TrimSpace(b.Name)
	if b.Name == "" || utf8.RuneCountInString(b.Name) > 60 || strings.ContainsRune(b.Name, 0) {
		return b, nil, fault.Field("views.name", "body.name")
	}
	if err := b.Filter.Check("body.filter"); err != nil {
		return b, nil, err
	}
	if b.Sort == "" {
		b.Sort = tickets.ByDeadline
	}
	if b.Columns == nil {
		b.Columns = []string{}
	}
	for _, c := range b.Columns {
		if !slices.Contains(Columns, c) {
			return b, nil, fault.Field("views.columns", "body.columns")
		}
	}
	if b.Shared.Kind == "" {
		b.Shared.Kind = "me"
	}
	if err := s.checkShared(ctx, &b.Shared); err != nil {
		return b, nil, err
	}
	if err := tickets.CallTags(ctx, s.db, &b.Filter.Tags); err != nil {
		return b, nil, err
	}
	filter, err := json.Marshal(b.Filter)
	if err != nil {
		return b, nil, fmt.Errorf("encode a filter: %w", err)
	}
	return b, filter, nil
}

func (s *Service) checkShared(ctx context.Context, with *Shared) error {
	switch with.Kind {
	case "me", "all":
		with.Ref = ""
		return nil
	case "role":
		if staff.PermissionsOf(with.Ref) != nil {
			return nil
		}
	case "team":
		var found bool
		if err := s.db.QueryRow(ctx, sqlHasTeam, strings.ReplaceAll(with.Ref, "\x00", "")).Scan(&found); err != nil {
			return fmt.Errorf("look for a team: %w", err)
		}
		if found {
			return nil
		}
	}
	return fault.Field("views.shared_ref", "body.shared.ref")
}
