package tickets

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/staff"

	"github.com/jackc/pgx/v5"
)

const (
	sqlAddType = `
INSERT INTO dari.ticket_types (key, label_ko, label_en, steps, fields, next, sla_policy, position, team_id, contact, hint_ko, hint_en)
VALUES ($1, $2, $3, $4, $5, $6, $7, CASE WHEN $8 > 0 THEN $8 ELSE (SELECT coalesce(max(position), 0) + 1 FROM dari.ticket_types) END, $9, $10, $11, $12)
ON CONFLICT (key) DO UPDATE SET label_ko = excluded.label_ko, label_en = excluded.label_en, steps = excluded.steps, fields = excluded.fields,
  next = excluded.next, sla_policy = excluded.sla_policy, position = excluded.position, retired_at = NULL,
  team_id = excluded.team_id, contact = excluded.contact, hint_ko = excluded.hint_ko, hint_en = excluded.hint_en,
  version = ticket_types.version + 1, updated_at = dari.clock()
WHERE ticket_types.retired_at IS NOT NULL
RETURNING ` + typeColumns
	sqlSaveType = `
UPDATE dari.ticket_types SET label_ko = $2, label_en = $3, steps = $4, fields = $5, next = $6, sla_policy = $7,
  position = CASE WHEN $8 > 0 THEN $8 ELSE position END, team_id = $9, contact = $10, hint_ko = $11, hint_en = $12,
  version = version + 1, updated_at = dari.clock()
WHERE key = $1 AND version = $13 AND retired_at IS NULL
RETURNING ` + typeColumns
	sqlRetireType = `
UPDATE dari.ticket_types SET retired_at = dari.clock(), version = version + 1 WHERE key = $1 AND NOT builtin AND retired_at IS NULL`
)

// check refuses a type that contradicts itself.
func (t *Type) check() error {
	var steps []string
	for i, s := range t.Steps {
		if slices.Contains(steps, s.ID) {
			return fault.Field("tickets.id_twice", fmt.Sprintf("body.steps[%d].id", i))
		}
		steps = append(steps, s.ID)
	}
	for from, list := range t.Next {
		if !slices.Contains(steps, from) {
			return fault.Field("tickets.step_unknown", "next")
		}
		for _, to := range list {
			if !slices.Contains(steps, to) {
				return fault.Field("tickets.step_unknown", "next."+from)
			}
		}
	}
	var fields []string
	for i, f := range t.Fields {
		if slices.Contains(fields, f.ID) {
			return fault.Field("tickets.id_twice", fmt.Sprintf("body.fields[%d].id", i))
		}
		fields = append(fields, f.ID)
		if (f.Kind == "choice") == (len(f.Choices) == 0) {
			return fault.Field("tickets.choices_missing", fmt.Sprintf("body.fields[%d].choices", i))
		}
	}
	if t.Steps == nil {
		t.Steps = []Step{}
	}
	if t.Fields == nil {
		t.Fields = []Field{}
	}
	if t.Next == nil {
		t.Next = map[string][]string{}
	}
	return nil
}

// columns are the values of a type's row.
func (t Type) columns() ([]any, error) {
	steps, err1 := json.Marshal(t.Steps)
	fields, err2 := json.Marshal(t.Fields)
	next, err3 := json.Marshal(t.Next)
	if err := errors.Join(err1, err2, err3); err != nil {
		return nil, fmt.Errorf("encode the type %s: %w", t.Key, err)
	}
	return []any{t.Key, t.Label.Ko, t.Label.En, steps, fields, next, t.SLAPolicy, t.Position, t.TeamID, t.Contact, t.Hint.Ko, t.Hint.En}, nil
}

// AddType adds what a ticket can be about. The key of a type that was taken out may be used again.
func (s *Service) AddType(ctx context.Context, actor staff.Actor, t Type) (Type, error) {
	return s.putType(ctx, actor, t, "ticket_type.add", sqlAddType, fault.New(fault.Conflict, "tickets.key_taken"))
}

// SaveType changes a type. Tickets keep the values of fields that it no longer has.
func (s *Service) SaveType(ctx context.Context, actor staff.Actor, t Type, version int64) (Type, error) {
	return s.putType(ctx, actor, t, "ticket_type.change", sqlSaveType, fault.New(fault.Conflict, "tickets.setup_changed"), version)
}

func (s *Service) putType(ctx context.Context, actor staff.Actor, t Type, action, sql string, otherwise error, more ...any) (saved Type, err error) {
	if err := t.check(); err != nil {
		return Type{}, err
	}
	args, err := t.columns()
	if err != nil {
		return Type{}, err
	}
	err = s.setUp(ctx, actor, action, "ticket_type", t.Key, func(tx pgx.Tx) error {
		if t.TeamID != nil {
			if found, err := teamExists(ctx, tx, *t.TeamID); err != nil || !found {
				return orField(err, "tickets.team_unknown", "team_id")
			}
		}
		if len(more) > 0 {
			if there, err := typeOf(ctx, tx, t.Key, false); err != nil || there == nil {
				return orNotFound(err)
			}
		}
		rows, _ := tx.Query(ctx, sql, append(args, more...)...) // CollectExactlyOneRow reports this error
		saved, err = pgx.CollectExactlyOneRow(rows, scanType)
		if errors.Is(err, pgx.ErrNoRows) {
			return otherwise
		}
		if err != nil {
			return fmt.Errorf("save the type %s: %w", t.Key, err)
		}
		return nil
	})
	return saved, err
}

// RetireType offers a type no more. Those that come with the product stay: other rooms open tickets of them.
func (s *Service) RetireType(ctx context.Context, actor staff.Actor, key string) error {
	return s.setUp(ctx, actor, "ticket_type.retire", "ticket_type", key, func(tx pgx.Tx) error {
		t, err := typeOf(ctx, tx, key, false)
		if err != nil || t == nil {
			return orNotFound(err)
		}
		if t.Builtin {
			return fault.New(fault.Conflict, "tickets.type_builtin")
		}
		return change(ctx, tx, sqlRetireType, key)
	})
}

// setUp does something to the setup, and writes down who did.
func (s *Service) setUp(ctx context.Context, actor staff.Actor, action, subject, id string, do func(pgx.Tx) error) error {
	return postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		if err := do(tx); err != nil {
			return err
		}
		return staff.Append(ctx, tx, staff.By(actor, action, subject, id))
	})
}

func orNotFound(err error) error {
	if err != nil {
		return err
	}
	return fault.New(fault.NotFound, "tickets.setup_unknown")
}

// change runs a statement that changes one row of the setup.
func change(ctx context.Context, tx pgx.Tx, sql string, args ...any) error {
	tag, err := tx.Exec(ctx, sql, args...)
	if err != nil {
		return fmt.Errorf("change the setup of tickets: %w", err)
	}
	if tag.RowsAffected() == 0 {
		return orNotFound(nil)
	}
	return nil
}

// OwnState is a name of the shop's own for where a ticket stands.
type OwnState struct {
	Key      string `json:"key"`
	State    State  `json:"state" enum:"new,open,waiting,solved" doc:"Which of the states it stands for; reports know only those."`
	Label    Label  `json:"label"`
	Position int    `json:"position"`
	Version  int64  `json:"version"`
}

const stateColumns = `key, state, label_ko, label_en, position, version`

const (
	sqlOwnStates = `SELECT ` + stateColumns + ` FROM dari.ticket_states WHERE retired_at IS NULL ORDER BY position, key`
	sqlAddState  = `
INSERT INTO dari.ticket_states (key, state, label_ko, label_en, position) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (key) DO UPDATE SET state = excluded.state, label_ko = excluded.label_ko, label_en = excluded.label_en, position = excluded.position,
  retired_at = NULL, version = ticket_states.version + 1, updated_at = dari.clock()
WHERE ticket_states.retired_at IS NOT NULL
RETURNING ` + stateColumns
	sqlSaveState = `
UPDATE dari.ticket_states SET state = $2, label_ko = $3, label_en = $4, position = $5, version = version + 1, updated_at = dari.clock()
WHERE key = $1 AND version = $6 AND retired_at IS NULL
RETURNING ` + stateColumns
	sqlRetireState = `UPDATE dari.ticket_states SET retired_at = dari.clock(), version = version + 1 WHERE key = $1 AND retired_at IS NULL`
)

func scanState(row pgx.CollectableRow) (o OwnState, err error) {
	err = row.Scan(&o.Key, &o.State, &o.Label.Ko, &o.Label.En, &o.Position, &o.Version)
	return o, err
}

// OwnStates are the shop's own names for where a ticket stands.
func OwnStates(ctx context.Context, q postgres.Querier) ([]OwnState, error) {
	rows, _ := q.Query(ctx, sqlOwnStates) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, scanState)
	if err != nil {
		return nil, fmt.Errorf("read the shop's own states: %w", err)
	}
	return list, nil
}

// AddState adds a name for where a ticket stands.
func (s *Service) AddState(ctx context.Context, actor staff.Actor, o OwnState) (OwnState, error) {
	return s.putState(ctx, actor, o, "ticket_state.add", sqlAddState, fault.New(fault.Conflict, "tickets.key_taken"))
}

// SaveState changes a name. Tickets that stand there are where they were.
func (s *Service) SaveState(ctx context.Context, actor staff.Actor, o OwnState, version int64) (OwnState, error) {
	return s.putState(ctx, actor, o, "ticket_state.change", sqlSaveState, fault.New(fault.Conflict, "tickets.setup_changed"), version)
}

func (s *Service) putState(ctx context.Context, actor staff.Actor, o OwnState, action, sql string, otherwise error, more ...any) (saved OwnState, err error) {
	err = s.setUp(ctx, actor, action, "ticket_state", o.Key, func(tx pgx.Tx) error {
		if len(more) > 0 {
			if _, found, err := stateNamed(ctx, tx, o.Key); err != nil || !found {
				return orNotFound(err)
			}
		}
		args := append([]any{o.Key, o.State, o.Label.Ko, o.Label.En, o.Position}, more...)
		rows, _ := tx.Query(ctx, sql, args...) // CollectExactlyOneRow reports this error
		saved, err = pgx.CollectExactlyOneRow(rows, scanState)
		if errors.Is(err, pgx.ErrNoRows) {
			return otherwise
		}
		if err != nil {
			return fmt.Errorf("save the state %s: %w", o.Key, err)
		}
		return nil
	})
	return saved, err
}

// RetireState offers a name no more.
func (s *Service) RetireState(ctx context.Context, actor staff.Actor, key string) error {
	return s.setUp(ctx, actor, "ticket_state.retire", "ticket_state", key, func(tx pgx.Tx) error {
		return change(ctx, tx, sqlRetireState, key)
	})
}

// teamID is how the audit log names a team.
func teamID(id int64) string { return strconv.FormatInt(id, 10) }

func tidyName(name string) string { return oneLine(name) }
