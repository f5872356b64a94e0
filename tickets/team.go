package tickets

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/staff"

	"github.com/jackc/pgx/v5"
)

// Team is people who work on tickets together.
type Team struct {
	ID      int64    `json:"id"`
	Name    string   `json:"name"`
	Members []Person `json:"members"`
	Version int64    `json:"version"`
}

const (
	sqlTeamExists = `SELECT EXISTS (SELECT FROM dari.teams WHERE id = $1 AND deleted_at IS NULL)`
	sqlTeams      = `
SELECT t.id, t.name, t.version, m.staff_id, s.name
FROM dari.teams t
LEFT JOIN dari.team_members m ON m.team_id = t.id
LEFT JOIN dari.staff s ON s.id = m.staff_id
WHERE t.deleted_at IS NULL AND ($1 = 0 OR t.id = $1)
ORDER BY t.name, t.id, s.name, m.staff_id`
	sqlAddTeam  = `INSERT INTO dari.teams (name) VALUES ($1) RETURNING id`
	sqlSaveTeam = `
UPDATE dari.teams SET name = $2, version = version + 1 WHERE id = $1 AND version = $3 AND deleted_at IS NULL RETURNING id`
	sqlEndTeam   = `UPDATE dari.teams SET deleted_at = dari.clock(), version = version + 1 WHERE id = $1 AND deleted_at IS NULL`
	sqlLeaveTeam = `DELETE FROM dari.team_members WHERE team_id = $1 AND staff_id <> ALL ($2)`
	sqlJoinTeam  = `
INSERT INTO dari.team_members (team_id, staff_id) SELECT $1, id FROM unnest($2::bigint[]) AS k (id) ORDER BY id ON CONFLICT DO NOTHING`
	sqlTeamsOf = `
SELECT m.team_id FROM dari.team_members m JOIN dari.teams t ON t.id = m.team_id AND t.deleted_at IS NULL WHERE m.staff_id = $1 ORDER BY m.team_id`
)

func teamExists(ctx context.Context, q postgres.Querier, id int64) (found bool, err error) {
	if err := q.QueryRow(ctx, sqlTeamExists, id).Scan(&found); err != nil {
		return false, fmt.Errorf("look for team %d: %w", id, err)
	}
	return found, nil
}

// Teams are all teams with their members, by name.
func Teams(ctx context.Context, q postgres.Querier) ([]Team, error) { return readTeams(ctx, q, 0) }

func readTeams(ctx context.Context, q postgres.Querier, id int64) ([]Team, error) {
	rows, _ := q.Query(ctx, sqlTeams, id) // ForEachRow reports this error
	teams := []Team{}
	var t Team
	var member *int64
	var name *string
	_, err := pgx.ForEachRow(rows, []any{&t.ID, &t.Name, &t.Version, &member, &name}, func() error {
		if len(teams) == 0 || teams[len(teams)-1].ID != t.ID {
			t.Members = []Person{}
			teams = append(teams, t)
		}
		if member != nil && name != nil {
			last := &teams[len(teams)-1]
			last.Members = append(last.Members, Person{*member, *name})
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the teams: %w", err)
	}
	return teams, nil
}

// TeamsOf are the teams a person is a member of.
func TeamsOf(ctx context.Context, q postgres.Querier, staffID int64) ([]int64, error) {
	rows, _ := q.Query(ctx, sqlTeamsOf, staffID) // CollectRows reports this error
	ids, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return nil, fmt.Errorf("read the teams of %d: %w", staffID, err)
	}
	return ids, nil
}

// AddTeam makes a team of people.
func (s *Service) AddTeam(ctx context.Context, actor staff.Actor, name string, members []int64) (Team, error) {
	return s.putTeam(ctx, actor, "team.add", name, members, sqlAddTeam, tidyName(name))
}

// SaveTeam gives a team another name and other members.
func (s *Service) SaveTeam(ctx context.Context, actor staff.Actor, id int64, name string, members []int64, version int64) (Team, error) {
	if found, err := teamExists(ctx, s.db, id); err != nil || !found {
		return Team{}, orNotFound(err)
	}
	return s.putTeam(ctx, actor, "team.change", name, members, sqlSaveTeam, id, tidyName(name), version)
}

func (s *Service) putTeam(ctx context.Context, actor staff.Actor, action, name string, members []int64, sql string, args ...any) (Team, error) {
	if tidyName(name) == "" {
		return Team{}, fault.Field("tickets.name_empty", "name")
	}
	members = slices.Compact(slices.Sorted(slices.Values(members)))
	if members == nil {
		members = []int64{}
	}
	var team Team
	err := postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		holders, err := staff.Holders(ctx, tx, members, "tickets:read")
		if err != nil {
			return err
		}
		if len(holders) != len(members) {
			return fault.Field("tickets.owner_unknown", "members")
		}
		var id int64
		if err := tx.QueryRow(ctx, sql, args...).Scan(&id); err != nil {
			return teamFault(err)
		}
		if _, err := tx.Exec(ctx, sqlLeaveTeam, id, members); err != nil {
			return fmt.Errorf("take people out of team %d: %w", id, err)
		}
		if _, err := tx.Exec(ctx, sqlJoinTeam, id, members); err != nil {
			return fmt.Errorf("put people into team %d: %w", id, err)
		}
		list, err := readTeams(ctx, tx, id)
		if err != nil {
			return err
		}
		team = list[0]
		return staff.Append(ctx, tx, staff.By(actor, action, "team", teamID(id)))
	})
	return team, err
}

func teamFault(err error) error {
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return fault.New(fault.Conflict, "tickets.setup_changed")
	case postgres.IsUnique(err, "teams_name"):
		return fault.Field("tickets.name_taken", "name").Because(err)
	}
	return fmt.Errorf("save a team: %w", err)
}

// EndTeam ends a team. Its tickets keep its name, and can be given to another.
func (s *Service) EndTeam(ctx context.Context, actor staff.Actor, id int64) error {
	return s.setUp(ctx, actor, "team.end", "team", teamID(id), func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, sqlLeaveTeam, id, []int64{}); err != nil {
			return fmt.Errorf("take people out of team %d: %w", id, err)
		}
		return change(ctx, tx, sqlEndTeam, id)
	})
}
