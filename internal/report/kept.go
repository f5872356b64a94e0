package report

import (
	"context"
	"fmt"

	"dari/internal/api"
	"dari/internal/postgres"
)

// keptDays is how far back answers are looked at to tell how a deadline would have been kept.
const keptDays = 28

// Kept is how many of the answers and settlings of the last weeks would have kept deadlines (UX 11.3).
type Kept struct {
	Days int `json:"days" doc:"How many days are looked at."`
	N    int `json:"n" doc:"Answers and settlings that such a deadline would have been for."`
	Kept int `json:"kept" doc:"Of them, those within their time."`
}

type keptInput struct {
	First    int      `query:"first" minimum:"0" maximum:"100000" doc:"Business minutes to the first answer; 0: none is owed."`
	Next     int      `query:"next" minimum:"0" maximum:"100000" doc:"Business minutes to each later answer."`
	Solve    int      `query:"solve" minimum:"0" maximum:"100000" doc:"Business minutes until it is settled."`
	Channels []string `query:"channels" maxItems:"10" doc:"Of these channels alone."`
	Types    []string `query:"types" maxItems:"50" doc:"Of these types alone."`
	Tags     []string `query:"tags" maxItems:"50" doc:"With one of these tags."`
}

const sqlKept = `
SELECT count(*), count(*) FILTER (WHERE k.took <= k.owed * 60)
FROM (SELECT f.ticket_id, f.business_seconds AS took, CASE WHEN f.first THEN $2::bigint ELSE $3::bigint END AS owed
      FROM dari.reply_facts f WHERE f.replied_at >= dari.clock() - make_interval(days => $1)
      UNION ALL
      SELECT f.ticket_id, f.business_seconds, $4::bigint
      FROM dari.solve_facts f WHERE f.solved_at >= dari.clock() - make_interval(days => $1)) k
JOIN dari.tickets t ON t.id = k.ticket_id
WHERE k.owed > 0 AND NOT t.spam
  AND (cardinality($5::text[]) = 0 OR t.channel = ANY($5)) AND (cardinality($6::text[]) = 0 OR t.type = ANY($6))
  AND (cardinality($7::text[]) = 0 OR t.tags && $7)`

func (s *Service) handleKept(ctx context.Context, in *keptInput) (*api.OK[Kept], error) {
	k, err := kept(ctx, s.DB, in)
	return api.Reply(k), err
}

func kept(ctx context.Context, q postgres.Querier, in *keptInput) (Kept, error) {
	out := Kept{Days: keptDays}
	some := func(list []string) []string { return append([]string{}, list...) } // an empty list, not null
	err := q.QueryRow(ctx, sqlKept, keptDays, in.First, in.Next, in.Solve, some(in.Channels), some(in.Types), some(in.Tags)).Scan(&out.N, &out.Kept)
	if err != nil {
		return out, fmt.Errorf("count what would have been kept: %w", err)
	}
	return out, nil
}
