package tickets

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

// A list is put together here, out of constants alone: a filter says which conditions stand in it, and
// every value goes by $n. One statement for all filters would carry the conditions that are not set
// along, and Postgres could not see that a list of what is at work lies in the small index of those.

// Sort of a list.
type Sort string

// The sorts: the next deadline first, then who waits without one, then the rest by its last message;
// who waits longest first, then the rest; the last message first; the most urgent first.
const (
	ByDeadline Sort = "deadline"
	ByWaiting  Sort = "waiting"
	ByRecent   Sort = "recent"
	ByPriority Sort = "priority"
)

// sorting is how a sort is walked: its keys, what a page begins after, and the same keys as numbers.
type sorting struct {
	by, after, keys string
}

var sortings = map[Sort]sorting{
	ByDeadline: {"t.queue_key, t.id", "(t.queue_key, t.id) > (%s, %s)", "t.queue_key, 0::bigint"},
	ByWaiting:  {"t.wait_key, t.id", "(t.wait_key, t.id) > (%s, %s)", "t.wait_key, 0::bigint"},
	ByPriority: {"-t.priority, t.queue_key, t.id", "(-t.priority, t.queue_key, t.id) > (%[3]s, %[1]s, %[2]s)", "t.queue_key, (-t.priority)::bigint"},
	ByRecent:   {"t.last_message_at DESC, t.id DESC", "(t.last_message_at, t.id) < (%s, %s)", "(extract(epoch FROM t.last_message_at) * 1000000)::bigint, 0::bigint"},
}

// query grows a statement and its values.
type query struct {
	me      int64
	args    []any
	planned bool // the statement is walked the same way whatever its values are
}

func (q *query) arg(v any) string {
	q.args = append(q.args, v)
	return "$" + strconv.Itoa(len(q.args))
}

// where are the conditions of a filter, joined.
func (q *query) where(f Filter) string {
	all := append([]Filter{f}, f.and...)
	conds := []string{"t.merged_into IS NULL", shown(all)}
	if slices.ContainsFunc(all, func(f Filter) bool { return f.Spam }) {
		conds = append(conds, "t.spam")
	} else {
		conds = append(conds, "NOT t.spam")
	}
	for _, f := range all {
		if own := q.conditions(f); len(own) > 0 && f.Any {
			conds = append(conds, "("+strings.Join(own, " OR ")+")")
		} else {
			conds = append(conds, own...)
		}
	}
	return strings.Join(slices.DeleteFunc(conds, func(c string) bool { return c == "" }), "\n  AND ")
}

// shown is the condition on what is put aside; it concerns what is at work alone.
func shown(all []Filter) string {
	for _, f := range all {
		switch f.Snoozed {
		case "only":
			return "(t.snoozed_until > (SELECT dari.clock()) OR t.snoozed_reply) AND t.state IN ('new', 'open', 'waiting')"
		case "with":
			return ""
		}
	}
	return "(t.state IN ('solved', 'closed') OR ((t.snoozed_until IS NULL OR t.snoozed_until <= (SELECT dari.clock())) AND NOT t.snoozed_reply))"
}

func (q *query) conditions(f Filter) (conds []string) {
	f = f.tidy()
	if len(f.States) > 0 {
		conds = append(conds, stateIn(f.States))
	}
	if len(f.Owners) > 0 {
		conds = append(conds, q.oneOf("t.owner_id", f.Owners))
	}
	if len(f.Teams) > 0 {
		conds = append(conds, q.oneOf("t.team_id", f.Teams))
	}
	for _, field := range []struct {
		values []string
		cond   string
	}{
		{f.Channels, "t.channel = ANY(%s)"},
		{f.Types, "t.type = ANY(%s)"},
		{f.Tags, "t.tags && %s::text[]"},
		{f.OrderStates, "EXISTS (SELECT FROM dari.orders fo WHERE fo.id = t.order_id AND fo.status = ANY(%s))"},
		{lowered(f.Grades), "EXISTS (SELECT FROM dari.customers fc, unnest(fc.tags) AS ft (tag) WHERE fc.id = t.customer_id AND lower(ft.tag) = ANY(%s))"},
		// The last call alone: one who was to be called again and has been reached is in no list of those.
		{f.Calls, `EXISTS (SELECT FROM dari.ticket_events ec WHERE ec.ticket_id = t.id AND ec.kind = 'called' AND ec.data ->> 'outcome' = ANY(%s)
    AND NOT EXISTS (SELECT FROM dari.ticket_events el WHERE el.ticket_id = t.id AND el.kind = 'called' AND el.seq > ec.seq))`},
	} {
		if len(field.values) > 0 {
			conds = append(conds, fmt.Sprintf(field.cond, q.arg(field.values)))
		}
	}
	if len(f.Priorities) > 0 {
		conds = append(conds, "t.priority = ANY("+q.arg(f.Priorities)+")")
	}
	if len(f.Scores) > 0 {
		conds = append(conds, "t.score = ANY("+q.arg(f.Scores)+")")
	}
	if end := OrderEnd(f.Order); end != "" {
		conds = append(conds, "t.order_id IN (SELECT fn.id FROM dari.orders fn WHERE "+numberEnd+" ~>=~ "+q.arg(end)+" AND "+numberEnd+" ~<~ "+q.arg(end+"~")+")")
	} else if f.Order != "" {
		conds = append(conds, "false")
	}
	if f.never {
		conds = append(conds, "false")
	}
	if f.LateDays > 0 {
		conds = append(conds, "EXISTS (SELECT FROM dari.orders fl WHERE fl.id = t.order_id AND fl.status IN ('placed', 'paid', 'preparing') AND fl.eta_to <= "+today+" - "+q.arg(f.LateDays)+"::integer)")
	}
	if f.Waited > 0 {
		conds = append(conds, "t.waiting_since <= (SELECT dari.clock()) - "+q.arg(f.Waited)+"::integer * interval '1 minute'")
	}
	if f.Text != "" {
		conds = append(conds, q.holds(f.Text))
	}
	return conds
}

const (
	// numberEnd is an order's number from its end, as an index has it.
	numberEnd = `reverse(upper(regexp_replace(fn.number, '[^0-9A-Za-z]', '', 'g')))`
	today     = `(SELECT (dari.clock() AT TIME ZONE coalesce((SELECT z.value ->> 'zone' FROM dari.settings z WHERE z.key = 'shop' AND z.value ->> 'zone' <> ''), 'Asia/Seoul'))::date)`
)

// OrderEnd is the end of an order's number as it is looked for: from its end, without signs.
func OrderEnd(number string) string {
	var b []rune
	for _, r := range strings.ToUpper(number) {
		if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' {
			b = append(b, r)
		}
	}
	slices.Reverse(b)
	return string(b)
}

// stateIn writes the states out, so that Postgres sees in which index they lie.
func stateIn(states []State) string {
	var quoted []string
	for _, s := range known.states {
		if slices.Contains(states, State(s)) {
			quoted = append(quoted, "'"+s+"'")
		}
	}
	if len(quoted) == 0 {
		return "false"
	}
	return "t.state IN (" + strings.Join(quoted, ", ") + ")"
}

// oneOf is the condition on who has it: me, nobody, or ids.
func (q *query) oneOf(column string, values []string) string {
	var ids []int64
	var conds []string
	for _, v := range values {
		switch v {
		case ownMe:
			ids = append(ids, q.me)
		case ownNone:
			conds = append(conds, column+" IS NULL")
		case teamMine:
			conds = append(conds, column+" IN (SELECT tm.team_id FROM dari.team_members tm WHERE tm.staff_id = "+q.arg(q.me)+")")
		default:
			if id, err := strconv.ParseInt(v, 10, 64); err == nil {
				ids = append(ids, id)
			}
		}
	}
	switch len(ids) {
	case 0:
	case 1: // an index of owners can be walked in the order of the queue for one of them
		conds = append(conds, column+" = "+q.arg(ids[0]))
	default:
		conds = append(conds, column+" = ANY("+q.arg(ids)+")")
	}
	if len(conds) == 1 {
		return conds[0]
	}
	return "(" + strings.Join(conds, " OR ") + ")"
}

// holds chooses tickets by words of their messages, among the newest that hold them all.
func (q *query) holds(text string) string {
	words := Terms(text)
	if words == "" {
		return "false"
	}
	return `t.id IN (SELECT fs.ticket_id
    FROM (SELECT ms.conversation_id, ms.seq FROM dari.message_search ms WHERE ms.search @@ ` + q.arg(words) + `::tsquery ORDER BY ms.id DESC LIMIT 5000) fm
    JOIN dari.ticket_conversations fs ON fs.conversation_id = fm.conversation_id AND fm.seq >= fs.from_seq AND fm.seq <= coalesce(fs.to_seq, fm.seq))`
}

func lowered(values []string) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = strings.ToLower(strings.TrimSpace(v))
	}
	return out
}

// order is the order in which a filter's tickets stand: those that are done stand in all of them by
// their last message, and that one has an index of its own.
func (f Filter) order(sort Sort) Sort {
	only := func(f Filter) bool {
		f = f.tidy()
		return len(f.States) > 0 && (!f.Any || len((&query{}).conditions(f)) == 1) &&
			!slices.ContainsFunc(f.States, func(s State) bool { return s != Solved && s != Closed })
	}
	if only(f) || slices.ContainsFunc(f.and, only) {
		return ByRecent
	}
	return sort
}

// page is the statement of one page.
func (q *query) page(f Filter, sort Sort, c *cursor, limit int) string {
	o := sortings[sort]
	if len(q.args) == 0 {
		q.arg(q.me) // the first, as dressColumns has it
	}
	where := q.where(f)
	q.planned = f.walked()
	if c != nil {
		key := any(c.Key)
		if sort == ByRecent {
			key = c.time()
		}
		values := []any{q.arg(key), q.arg(c.ID)}
		if sort == ByPriority {
			values = append(values, q.arg(c.Second))
		}
		where += "\n  AND " + fmt.Sprintf(o.after, values...)
	}
	return q.rows(o, where, limit)
}

// walked says that the filter's tickets lie together in an index of the queue's order, so that there is
// one good plan: all, those in some states, or one person's that are at work. Any other condition may
// choose few of many, and Postgres must see its values.
func (f Filter) walked() bool {
	f = f.tidy()
	own := len(f.Owners)
	f.Owners = nil
	if len(f.and) > 0 || f.Any || f.Snoozed == "only" || f.Spam || len(f.States) == 0 && own > 0 || own > 1 {
		return false
	}
	if own == 1 && slices.ContainsFunc(f.States, func(s State) bool { return s == Solved || s == Closed }) {
		return false
	}
	f.States, f.Snoozed = nil, ""
	return len((&query{}).conditions(f)) == 0
}

// rows is a statement that reads tickets with their names. The rows are chosen first and get their names
// after the limit, so that a page costs the same however long the queue is.
func (q *query) rows(o sorting, where string, limit int) string {
	return `
SELECT ` + o.keys + `, ` + dressColumns + `, ` + ticketColumns + `
FROM (SELECT t.* FROM dari.tickets t
WHERE ` + where + `
ORDER BY ` + o.by + ` LIMIT ` + strconv.Itoa(limit) + `) t
` + ticketJoins + `
ORDER BY ` + o.by
}

// countMost is how far tickets are counted: the console writes 99+ or 999+.
const countMost = 1000

// count is the statement that counts filters, each up to a limit.
func (q *query) count(filters []Filter) string {
	counts := make([]string, len(filters))
	for i, f := range filters {
		counts[i] = "(SELECT count(*) FROM (SELECT FROM dari.tickets t WHERE " + q.where(f) + " LIMIT " + strconv.Itoa(countMost) + ") n)"
	}
	return "SELECT ARRAY[" + strings.Join(counts, ",\n") + "]::integer[]"
}

// ids is the statement that names the tickets of a filter, in the order of the queue.
func (q *query) ids(f Filter, limit int) string {
	return "SELECT t.id FROM dari.tickets t\nWHERE " + q.where(f) + "\nORDER BY t.queue_key, t.id LIMIT " + strconv.Itoa(limit)
}

// among is the statement that reads those of some tickets that a filter chooses, in the order of the queue.
func (q *query) among(f Filter, ids []int64) string {
	q.arg(q.me)
	q.planned = true
	chosen := "t.id = ANY(" + q.arg(ids) + ")\n  AND " + q.where(f)
	return q.rows(sortings[ByDeadline], chosen, pickMost)
}

// keyed is a row that begins with the keys of its place in the order, and what stands beside the ticket.
type keyed struct {
	pgx.CollectableRow
	dressing
	key, second int64
}

// Scan reads the keys and hands on the rest.
func (k *keyed) Scan(dest ...any) error {
	return k.CollectableRow.Scan(append(append([]any{&k.key, &k.second}, k.into()...), dest...)...)
}

// runPage reads a page, and the place of each ticket.
func runPage(ctx context.Context, db postgres.Querier, q *query, sql string) (list []Ticket, keys [][2]int64, err error) {
	collect := func(rows pgx.Rows) (err error) {
		list, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (Ticket, error) {
			k := keyed{CollectableRow: row}
			t, err := scanTicket(&k)
			k.on(&t)
			keys = append(keys, [2]int64{k.key, k.second})
			return t, err
		})
		return err
	}
	if q.planned {
		b := postgres.Planned()
		b.Queue(sql, q.args...).Query(collect)
		err = db.SendBatch(ctx, b).Close()
	} else {
		rows, _ := db.Query(ctx, sql, q.args...) // collect reports this error
		err = collect(rows)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("list tickets: %w", err)
	}
	return list, keys, nil
}

func runCount(ctx context.Context, db postgres.Querier, q *query, sql string) (counts []int, err error) {
	if err := db.QueryRow(ctx, sql, q.args...).Scan(&counts); err != nil {
		return nil, fmt.Errorf("count tickets: %w", err)
	}
	return counts, nil
}

func runIDs(ctx context.Context, db postgres.Querier, q *query, sql string) ([]int64, error) {
	rows, _ := db.Query(ctx, sql, q.args...) // CollectRows reports this error
	ids, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return nil, fmt.Errorf("name the tickets of a filter: %w", err)
	}
	return ids, nil
}
