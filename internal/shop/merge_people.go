package shop

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"dari/internal/fault"
	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

// UndoMerge is how long a merge of people can be taken back.
const UndoMerge = 30 * 24 * time.Hour

// MergeRoom is what a room does with the rows it keeps of a person when two turn out to be one.
type MergeRoom struct {
	Name string
	// Count says what would move, by kind: for the preview.
	Count func(ctx context.Context, q postgres.Querier, from, into int64) (map[string]int, error)
	// Move brings the rows over and answers what Back needs to know; it runs in the merge's transaction.
	Move func(ctx context.Context, tx pgx.Tx, from, into int64) (any, error)
	// Back puts back what Move brought, as far as it is still there: what came later stays.
	Back func(ctx context.Context, tx pgx.Tx, from, into int64, kept json.RawMessage) error
}

// Merge is two customers who are one person, from the day of MergedAt on.
type Merge struct {
	ID        int64      `json:"id"`
	FromID    int64      `json:"from_id"`
	IntoID    int64      `json:"into_id"`
	Name      string     `json:"name" doc:"Of the one that has gone on in the other."`
	Ref       string     `json:"ref" doc:"The shop's own key of that one; empty for a guest."`
	By        string     `json:"by" doc:"Who merged them; empty for a program."`
	MergedAt  time.Time  `json:"merged_at"`
	UndoUntil time.Time  `json:"undo_until"`
	CanUndo   bool       `json:"can_undo"`
	UndoneAt  *time.Time `json:"undone_at"`

	fields, tags []string
}

// MergePlan is who goes on in whom, and as who they were seen: versions of 0 ask for nothing.
type MergePlan struct {
	From, Into               int64
	FromVersion, IntoVersion int
	StaffID                  *int64
}

// MergePeople lets one customer go on in another: what staff see of the one belongs to the other from
// then on. What belongs to an account or a browser stays with it: its chat, what it was shown and said.
func MergePeople(ctx context.Context, tx pgx.Tx, rooms []MergeRoom, p MergePlan) (Merge, error) {
	if err := lockCustomers(ctx, tx); err != nil {
		return Merge{}, err
	}
	from, into, err := lockBoth(ctx, tx, p)
	if err != nil {
		return Merge{}, err
	}
	m := Merge{FromID: p.From, IntoID: p.Into}
	filled := into.Customer
	m.fields, m.tags = fillBlanks(&filled, &from.Customer)
	if len(m.fields)+len(m.tags) > 0 {
		filled.Version++
		if err := putPerson(ctx, tx, &filled); err != nil {
			return Merge{}, err
		}
	}
	if err := insertMerge(ctx, tx, &m, p.StaffID); err != nil {
		return Merge{}, err
	}
	for _, room := range rooms {
		kept, err := room.Move(ctx, tx, p.From, p.Into)
		if err != nil {
			return Merge{}, fmt.Errorf("merge customer %d into %d: %s: %w", p.From, p.Into, room.Name, err)
		}
		if err := keepPart(ctx, tx, m.ID, room.Name, kept); err != nil {
			return Merge{}, err
		}
	}
	if err := leadOn(ctx, tx, p.From, p.Into); err != nil {
		return Merge{}, err
	}
	return mergeByID(ctx, tx, m.ID)
}

// UnmergePeople takes a merge back: what it brought goes back where it still is, and what came after it
// stays with the survivor. It may stand in the middle of a chain.
func UnmergePeople(ctx context.Context, tx pgx.Tx, rooms []MergeRoom, id int64, staffID *int64) (Merge, error) {
	if err := lockCustomers(ctx, tx); err != nil {
		return Merge{}, err
	}
	m, err := mergeByID(ctx, tx, id)
	if err != nil {
		return Merge{}, err
	}
	switch {
	case m.UndoneAt != nil:
		return Merge{}, fault.New(fault.Conflict, "shop.merge_undone")
	case !m.CanUndo:
		return Merge{}, fault.New(fault.Gone, "shop.merge_over")
	}
	into, err := Survivor(ctx, tx, m.IntoID)
	if err != nil {
		return Merge{}, err
	}
	people, err := lockPeople(ctx, tx, m.FromID, into)
	if err != nil {
		return Merge{}, err
	}
	for _, room := range slices.Backward(rooms) {
		kept, found, err := keptPart(ctx, tx, m.ID, room.Name)
		if err != nil {
			return Merge{}, err
		}
		if !found {
			continue
		}
		if err := room.Back(ctx, tx, m.FromID, into, kept); err != nil {
			return Merge{}, fmt.Errorf("take back merge %d: %s: %w", id, room.Name, err)
		}
	}
	if err := emptyAgain(ctx, tx, &m, people); err != nil {
		return Merge{}, err
	}
	if err := endMerge(ctx, tx, &m, into, staffID); err != nil {
		return Merge{}, err
	}
	return mergeByID(ctx, tx, id)
}

// lockBoth locks the two and refuses what makes no sense.
func lockBoth(ctx context.Context, tx pgx.Tx, p MergePlan) (from, into *person, err error) {
	if p.From == p.Into {
		return nil, nil, fault.Field("shop.merge_self", "body.from")
	}
	people, err := lockPeople(ctx, tx, p.From, p.Into)
	if err != nil {
		return nil, nil, err
	}
	from, into = people[p.From], people[p.Into]
	switch {
	case from == nil || into == nil:
		return nil, nil, fault.New(fault.NotFound, "shop.customer_not_found")
	case from.MergedInto != nil || into.MergedInto != nil:
		return nil, nil, fault.New(fault.Conflict, "shop.merged_already")
	case p.FromVersion != 0 && p.FromVersion != from.Version, p.IntoVersion != 0 && p.IntoVersion != into.Version:
		return nil, nil, fault.New(fault.Conflict, "shop.customer_changed")
	}
	return from, into, nil
}

// fillBlanks gives a survivor what they lack: who was known by a number alone is still reached there.
func fillBlanks(into, from *Customer) (fields, tags []string) {
	fields, tags = []string{}, []string{}
	if into.Name == "" && from.Name != "" {
		into.Name, fields = from.Name, append(fields, "name")
	}
	if into.Phone == "" && from.Phone != "" {
		into.Phone, fields = from.Phone, append(fields, "phone")
	}
	if into.Email == "" && from.Email != "" {
		into.Email, fields = from.Email, append(fields, "email")
	}
	if into.Birthday == nil && from.Birthday != nil {
		into.Birthday, fields = from.Birthday, append(fields, "birthday")
	}
	for _, tag := range from.Tags {
		if !slices.Contains(into.Tags, tag) {
			tags = append(tags, tag)
		}
	}
	into.Tags = append(slices.Clone(into.Tags), tags...)
	return fields, tags
}

// emptyAgain takes from the survivor what the other one had lent, unless somebody has changed it since.
func emptyAgain(ctx context.Context, tx pgx.Tx, m *Merge, people map[int64]*person) error {
	// In a chain it was lent to the one in the middle.
	direct, err := lockPeople(ctx, tx, m.IntoID)
	if err != nil {
		return err
	}
	from, into := people[m.FromID], direct[m.IntoID]
	if from == nil || into == nil {
		return fmt.Errorf("take back merge %d: one of its people is not there", m.ID)
	}
	next, lent := into.Customer, from.Customer
	for _, field := range m.fields {
		switch {
		case field == "name" && next.Name == lent.Name:
			next.Name = ""
		case field == "phone" && next.Phone == lent.Phone:
			next.Phone = ""
		case field == "email" && next.Email == lent.Email:
			next.Email = ""
		case field == "birthday" && sameBirthday(next.Birthday, lent.Birthday):
			next.Birthday = nil
		}
	}
	next.Tags = slices.DeleteFunc(slices.Clone(next.Tags), func(tag string) bool { return slices.Contains(m.tags, tag) })
	if sameCustomer(&into.Customer, &next) {
		return nil
	}
	next.Version++
	return putPerson(ctx, tx, &next)
}
