package tickets

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/staff"

	"github.com/jackc/pgx/v5"
)

// tagRoutes registers what leads do with the tags of all tickets.
func (s *Service) tagRoutes(r *api.Router) {
	read, admin := staff.Can("tickets:read"), staff.Can("settings:write")
	api.Get(r, "/tags/uses", s.handleTagUses, read, api.Summary("The tags with the tickets that carry them"))
	api.Post(r, "/tags", s.handleAddTag, admin, api.Status(http.StatusCreated), api.Summary("Offer a tag before it is on a ticket"))
	api.Post(r, "/tags/rename", s.handleRenameTag, admin, api.Summary("Give a tag another name, on all tickets; the name of another makes one of both"))
	api.Post(r, "/tags/remove", s.handleRemoveTag, admin, api.Summary("Take a tag off all tickets and offer it no more"))
}

// TagUse is a tag with the tickets that carry it.
type TagUse struct {
	Name    string `json:"name"`
	Tickets int    `json:"tickets"`
	Open    int    `json:"open" doc:"Of them, those that are not settled."`
	Moving  bool   `json:"moving" doc:"Tickets that carry another name of it are still being changed."`
}

const (
	maxRetag  = 50  // tickets of one transaction
	maxAtOnce = 500 // tickets that are changed while somebody waits; the rest follows within a minute

	sqlTagUses = `
WITH used AS (
  SELECT k.name, count(*) AS tickets, count(*) FILTER (WHERE t.state IN ('new', 'open', 'waiting')) AS open
  FROM dari.tickets t, unnest(t.tags) AS k (name) WHERE t.tags <> '{}' AND t.merged_into IS NULL GROUP BY k.name)
SELECT g.name, coalesce(u.tickets, 0), coalesce(u.open, 0),
  EXISTS (SELECT FROM dari.tags old JOIN used o ON o.name = old.name WHERE old.becomes = g.name)
FROM dari.tags g LEFT JOIN used u ON u.name = g.name
WHERE g.becomes IS NULL ORDER BY g.name LIMIT 1000`
	sqlTagNames   = `SELECT name, becomes FROM dari.tags WHERE name = ANY($1) AND becomes IS NOT NULL`
	sqlHoldTags   = `SELECT name, becomes FROM dari.tags WHERE name = ANY($1) ORDER BY name FOR SHARE`
	sqlLockTag    = `SELECT becomes FROM dari.tags WHERE name = $1 FOR UPDATE`
	sqlFreshTag   = `INSERT INTO dari.tags (name) VALUES ($1) ON CONFLICT (name) DO UPDATE SET becomes = NULL WHERE tags.becomes IS NOT NULL`
	sqlBecome     = `UPDATE dari.tags SET becomes = $2 WHERE name = $1 OR becomes = $1`
	sqlForgetTag  = `DELETE FROM dari.tags WHERE name = $1 OR becomes = $1`
	sqlTagged     = `SELECT number FROM dari.tickets WHERE tags <> '{}' AND tags && ARRAY[$1::text] AND merged_into IS NULL ORDER BY number LIMIT $2`
	sqlOldTags    = `SELECT name, becomes FROM dari.tags WHERE becomes IS NOT NULL ORDER BY name`
	sqlCountTags  = `SELECT count(*) FROM dari.tickets WHERE tags <> '{}' AND tags && ARRAY[$1::text] AND merged_into IS NULL`
	causeOfTags   = "tags"
	tagFieldInAPI = "name"
)

func tagUses(ctx context.Context, q postgres.Querier) ([]TagUse, error) {
	rows, _ := q.Query(ctx, sqlTagUses) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[TagUse])
	if err != nil {
		return nil, fmt.Errorf("count the uses of tags: %w", err)
	}
	return list, nil
}

// renamed puts what tags are called now in the place of the names they had.
func renamed(ctx context.Context, q postgres.Querier, tags []string) ([]string, error) {
	now, err := tagsNow(ctx, q, sqlTagNames, tags)
	if err != nil || len(now) == 0 {
		return tags, err
	}
	return called(tags, now), nil
}

// CallTags writes tags of what is being saved as they are kept, and by what they are called now where somebody has
// typed a name they had. Until the end of the transaction they are given no other one.
func CallTags(ctx context.Context, q postgres.Querier, lists ...*[]string) error {
	var all []string
	for _, list := range lists {
		all = append(all, *list...)
	}
	for i, t := range all {
		if plain := plainTag(t); plain != "" {
			all[i] = plain
		}
	}
	now, err := tagsNow(ctx, q, sqlHoldTags, all)
	if err != nil {
		return err
	}
	for _, list := range lists {
		if n := len(*list); n > 0 {
			*list, all = called(all[:n], now), all[n:]
		}
	}
	return nil
}

// called puts the new names in the place of old ones, each once.
func called(tags []string, now map[string]string) []string {
	var out []string
	for _, t := range tags {
		if to, old := now[t]; old {
			t = to
		}
		if !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}

// tagsNow are the new names of tags that were renamed.
func tagsNow(ctx context.Context, q postgres.Querier, sql string, tags []string) (map[string]string, error) {
	if len(tags) == 0 {
		return nil, nil //nolint:nilnil // none was renamed
	}
	rows, _ := q.Query(ctx, sql, tags) // ForEachRow reports this error
	now := map[string]string{}
	var name string
	var becomes *string
	_, err := pgx.ForEachRow(rows, []any{&name, &becomes}, func() error {
		if becomes != nil {
			now[name] = *becomes
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("look what tags are called now: %w", err)
	}
	return now, nil
}

// oneTag is a name as it is kept.
func oneTag(name, field string) (string, error) {
	tidy, err := tidyTags([]string{name}, field)
	if err != nil {
		return "", err
	}
	if len(tidy) == 0 {
		return "", fault.Field("tickets.name_empty", field)
	}
	return tidy[0], nil
}

// AddTag offers a tag before it is on a ticket.
func (s *Service) AddTag(ctx context.Context, actor staff.Actor, name string) error {
	name, err := oneTag(name, tagFieldInAPI)
	if err != nil {
		return err
	}
	return s.setUp(ctx, actor, "tag.add", "tag", name, func(tx pgx.Tx) error {
		tag, err := tx.Exec(ctx, sqlFreshTag, name)
		if err != nil {
			return fmt.Errorf("add a tag: %w", err)
		}
		if tag.RowsAffected() == 0 {
			return fault.Field("tickets.name_taken", tagFieldInAPI)
		}
		return nil
	})
}

// RenameTag gives a tag another name. With the name of another tag both are one. Tickets are changed one
// by one, each with an event of its own; of very many the rest follows by the schedule. The old name stays
// known: whoever types it gives the new one. Views, rules, macros and answer times take the new name over.
func (s *Service) RenameTag(ctx context.Context, actor staff.Actor, from, to string) (left int, err error) {
	if to, err = oneTag(to, "to"); err != nil {
		return 0, err
	}
	if from == to {
		return 0, nil
	}
	err = s.setUp(ctx, actor, "tag.rename", "tag", from, func(tx pgx.Tx) error {
		if err := lockTag(ctx, tx, from); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, sqlFreshTag, to); err != nil {
			return fmt.Errorf("write down the new name of a tag: %w", err)
		}
		if _, err := tx.Exec(ctx, sqlBecome, from, to); err != nil {
			return fmt.Errorf("rename a tag: %w", err)
		}
		return s.tellNamed(ctx, tx, from, to)
	})
	if err != nil {
		return 0, err
	}
	return s.retagAll(ctx, actor, from, Change{AddTags: []string{to}, RemoveTags: []string{from}}, maxAtOnce)
}

// tellNamed gives the new name of a tag to those who ask for it or give it by the old one.
func (s *Service) tellNamed(ctx context.Context, tx pgx.Tx, from, to string) error {
	for _, retag := range s.retag {
		if err := retag(ctx, tx, from, to); err != nil {
			return err
		}
	}
	return nil
}

// RemoveTag takes a tag off all tickets.
func (s *Service) RemoveTag(ctx context.Context, actor staff.Actor, name string) (left int, err error) {
	err = s.setUp(ctx, actor, "tag.remove", "tag", name, func(tx pgx.Tx) error { return lockTag(ctx, tx, name) })
	if err != nil {
		return 0, err
	}
	left, err = s.retagAll(ctx, actor, name, Change{RemoveTags: []string{name}}, 20*maxAtOnce)
	if err != nil || left > 0 {
		return left, err
	}
	if _, err := s.db.Exec(ctx, sqlForgetTag, name); err != nil {
		return 0, fmt.Errorf("forget a tag: %w", err)
	}
	return 0, nil
}

// lockTag refuses a name that no tag has now.
func lockTag(ctx context.Context, tx pgx.Tx, name string) error {
	var becomes *string
	err := tx.QueryRow(ctx, sqlLockTag, name).Scan(&becomes)
	if errors.Is(err, pgx.ErrNoRows) || err == nil && becomes != nil {
		return orNotFound(nil)
	}
	if err != nil {
		return fmt.Errorf("lock a tag: %w", err)
	}
	return nil
}

// retagAll changes the tickets that carry a tag, a few in each transaction, and tells how many are left.
func (s *Service) retagAll(ctx context.Context, actor staff.Actor, tag string, c Change, most int) (left int, err error) {
	c.Cause, c.exactTags = causeOfTags, true
	for done := 0; done < most; done += maxRetag {
		more, err := s.retagSome(ctx, actor, tag, c)
		if err != nil || !more {
			return 0, err
		}
	}
	if err := s.db.QueryRow(ctx, sqlCountTags, tag).Scan(&left); err != nil {
		return 0, fmt.Errorf("count what still carries a tag: %w", err)
	}
	return left, nil
}

func (s *Service) retagSome(ctx context.Context, actor staff.Actor, tag string, c Change) (more bool, err error) {
	err = postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		rows, _ := tx.Query(ctx, sqlTagged, tag, maxRetag) // CollectRows reports this error
		numbers, err := pgx.CollectRows(rows, pgx.RowTo[int64])
		if err != nil {
			return fmt.Errorf("look for tickets with a tag: %w", err)
		}
		for _, n := range numbers {
			if _, _, err := s.ApplyTx(ctx, tx, actor, n, c); err != nil {
				return err
			}
		}
		more = len(numbers) == maxRetag
		return nil
	})
	return more, err
}

// MoveTags goes on with what was renamed while very many tickets carried it.
func (s *Service) MoveTags(ctx context.Context) error {
	rows, _ := s.db.Query(ctx, sqlOldTags) // ForEachRow reports this error
	var old [][2]string
	var name, becomes string
	if _, err := pgx.ForEachRow(rows, []any{&name, &becomes}, func() error { old = append(old, [2]string{name, becomes}); return nil }); err != nil {
		return fmt.Errorf("look for tags that were renamed: %w", err)
	}
	for _, o := range old {
		change := Change{AddTags: []string{o[1]}, RemoveTags: []string{o[0]}}
		if _, err := s.retagAll(ctx, staff.Actor{Kind: staff.KindSystem}, o[0], change, 4*maxAtOnce); err != nil {
			return err
		}
		if s.retagged {
			continue
		}
		if err := postgres.InTx(ctx, s.db, func(tx pgx.Tx) error { return s.tellNamed(ctx, tx, o[0], o[1]) }); err != nil {
			return err
		}
	}
	s.retagged = true
	return nil
}

func (s *Service) handleTagUses(ctx context.Context, _ *api.None) (*api.OK[api.Page[TagUse]], error) {
	list, err := tagUses(ctx, s.db)
	return api.Reply(api.Page[TagUse]{Items: list}), err
}

type tagInput struct {
	Body struct {
		Name string `json:"name" minLength:"1" maxLength:"60"`
	}
}

func (s *Service) handleAddTag(ctx context.Context, in *tagInput) (*api.OK[api.Page[TagUse]], error) {
	if err := s.AddTag(ctx, staff.From(ctx), in.Body.Name); err != nil {
		return nil, err
	}
	return s.handleTagUses(ctx, nil)
}

type renameTagInput struct {
	Body struct {
		Name string `json:"name" minLength:"1" maxLength:"60"`
		To   string `json:"to" minLength:"1" maxLength:"60" doc:"The new name, or the name of another tag: then both are one."`
	}
}

func (s *Service) handleRenameTag(ctx context.Context, in *renameTagInput) (*api.OK[api.Page[TagUse]], error) {
	if _, err := s.RenameTag(ctx, staff.From(ctx), in.Body.Name, in.Body.To); err != nil {
		return nil, err
	}
	return s.handleTagUses(ctx, nil)
}

func (s *Service) handleRemoveTag(ctx context.Context, in *tagInput) (*api.OK[api.Page[TagUse]], error) {
	if _, err := s.RemoveTag(ctx, staff.From(ctx), in.Body.Name); err != nil {
		return nil, err
	}
	return s.handleTagUses(ctx, nil)
}
