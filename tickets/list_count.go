package tickets

import (
	"context"

	"dari/internal/postgres"
)

// Counts of the views. None is counted beyond 1,000: the console writes 99+.
type Counts struct {
	Inbox      int `json:"inbox" doc:"state=new,open"`
	Mine       int `json:"mine" doc:"state=new,open,waiting and owner=me"`
	Unassigned int `json:"unassigned" doc:"state=new,open and owner=none"`
	Waiting    int `json:"waiting" doc:"state=waiting"`
	Solved     int `json:"solved" doc:"state=solved,closed"`
	Snoozed    int `json:"snoozed" doc:"snoozed=only"`
	Spam       int `json:"spam" doc:"spam=true"`
}

// The views that everybody has.
var standing = []Filter{
	{States: []State{Fresh, Open}},
	{States: []State{Fresh, Open, Waiting}, Owners: []string{ownMe}},
	{States: []State{Fresh, Open}, Owners: []string{ownNone}},
	{States: []State{Waiting}},
	{States: []State{Solved, Closed}},
	{Snoozed: "only"},
	{Spam: true},
}

// CountFor counts the views of a person.
func CountFor(ctx context.Context, db postgres.Querier, me int64) (Counts, error) {
	n, err := Count(ctx, db, me, standing...)
	if err != nil {
		return Counts{}, err
	}
	return Counts{n[0], n[1], n[2], n[3], n[4], n[5], n[6]}, nil
}

// Count counts the tickets of filters for a person, each up to 1,000: it asks with the conditions that
// the lists have. Chips in their words must have been resolved.
func Count(ctx context.Context, db postgres.Querier, me int64, filters ...Filter) ([]int, error) {
	if len(filters) == 0 {
		return nil, nil
	}
	q := &query{me: me}
	return runCount(ctx, db, q, q.count(filters))
}

// IDsMost is how many tickets one act can be chosen for.
const IDsMost = 5000

// IDs are the ids of a filter's tickets for a person, in the order of the queue; more says that there
// are others beyond the limit.
func IDs(ctx context.Context, db postgres.Querier, me int64, f Filter, limit int) (ids []int64, more bool, err error) {
	q := &query{me: me}
	if ids, err = runIDs(ctx, db, q, q.ids(f, limit+1)); err != nil {
		return nil, false, err
	}
	if more = len(ids) > limit; more {
		ids = ids[:limit]
	}
	return ids, more, nil
}
