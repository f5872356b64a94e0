package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"dari/cmd/lab"
)

// The size of P4: what is read is the same at any size, so a small one tries the benchmark out.
const (
	readTickets = 100_000
	readEach    = 10 // messages of each
	readBodies  = 5000
	readPage    = 25
	readDepth   = 3000 // pages
	readAgent   = 5    // one of the twelve who have the tickets
)

// What the console asks for all day, through gin with a session, on a large shop: P4 in parts, each of
// which can be measured by itself.
var consoleReads = []benchmark{
	{id: "P4-PAGES", large: true, run: part((*reader).pages)},
	{id: "P4-SEARCH", large: true, run: part((*reader).searches)},
	{id: "P4-REPORTS", large: true, run: part((*reader).reports)},
	{id: "P4-COST", large: true, run: part((*reader).costs)},
	{id: "P4-PLANS", large: true, run: part((*reader).plans)},
}

// part is one of them, asked by a lead.
func part(measure func(*reader, context.Context) ([]Number, error)) func(context.Context, *stand) ([]Number, error) {
	return func(ctx context.Context, s *stand) (_ []Number, err error) {
		r := &reader{stand: s, http: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 32}}}
		if r.cookie, err = s.node.SignIn(ctx, leadEmail, staffPassword); err != nil {
			return nil, err
		}
		return measure(r, ctx)
	}
}

const leadEmail = "lead@ondam.example"

// reader asks the product as the console does.
type reader struct {
	*stand
	http   *http.Client
	cookie string
}

func (r *reader) get(ctx context.Context, path string) ([]byte, time.Duration, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+r.node.Addr+"/api/v1"+path, nil)
	if err != nil {
		return nil, 0, fmt.Errorf("make a request: %w", err)
	}
	req.Header.Set("Cookie", r.cookie)
	began := time.Now()
	resp, err := r.http.Do(req)
	if err != nil {
		return nil, 0, fmt.Errorf("GET %s: %w", path, err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	took := time.Since(began)
	if err == nil && resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("GET %s was answered %d: %.200s", path, resp.StatusCode, body)
	}
	return body, took, err
}

// times asks n times, one after the other, and answers how long each took in ms, sorted.
func (r *reader) times(ctx context.Context, n int, path func(i int) string) ([]float64, error) {
	out := make([]float64, n)
	for i := range n {
		_, took, err := r.get(ctx, path(i))
		if err != nil {
			return nil, err
		}
		out[i] = float64(took.Microseconds()) / 1000
	}
	slices.Sort(out)
	return out, nil
}

func at(sorted []float64, share float64) float64 {
	return sorted[min(len(sorted)-1, int(float64(len(sorted))*share))]
}

// rate asks from several connections for a while and answers how often a second.
func (r *reader) rate(ctx context.Context, clients int, length time.Duration, path string) (float64, error) {
	var group sync.WaitGroup
	var done atomic.Int64
	var failed atomic.Pointer[error]
	until := time.Now().Add(length)
	for range clients {
		group.Go(func() {
			for time.Now().Before(until) && ctx.Err() == nil {
				if _, _, err := r.get(ctx, path); err != nil {
					failed.Store(&err)
					return
				}
				done.Add(1)
			}
		})
	}
	group.Wait()
	if err := failed.Load(); err != nil {
		return 0, *err
	}
	return float64(done.Load()) / length.Seconds(), ctx.Err()
}

const firstPage = "/tickets?limit=25"

// bestPage is the one best SELECT of the first page: a walk along the index for the rows of the page, and
// the names beside those alone. Without the inner limit Postgres makes room for the names of all tickets,
// which takes it five times as long.
const bestPage = `SELECT t.id, t.number, t.state, t.channel, t.subject, t.priority, t.owner_id, s.name, t.customer_id, c.name, o.number, t.preview, t.preview_from, t.waiting_since, t.snoozed_until, t.last_message_at, t.version, v.uid, t.type, t.due_at, t.score
FROM (SELECT t.* FROM dari.tickets t WHERE (t.queue_key, t.id) > (0, 0) ORDER BY t.queue_key, t.id LIMIT 25) t
JOIN dari.conversations v ON v.id = t.conversation_id LEFT JOIN dari.staff s ON s.id = t.owner_id LEFT JOIN dari.customers c ON c.id = t.customer_id LEFT JOIN dari.orders o ON o.id = t.order_id
ORDER BY t.queue_key, t.id;
`

// ownPage is the list that an agent begins with.
var ownPage = "/tickets?limit=25&state=open,waiting&owner=" + strconv.Itoa(readAgent)

func (r *reader) pages(ctx context.Context) ([]Number, error) {
	depth := min(readDepth, readCount()/readPage*3/4)
	deep, err := r.walk(ctx, depth*readPage)
	if err != nil {
		return nil, err
	}
	var p50, deeper, rate pairs
	var slow, slowDeep, slowFilter []float64
	for i := range r.pairs {
		best, err := r.pgbench(ctx, "page", bestPage, 1, 3)
		if err != nil {
			return nil, err
		}
		first, err := r.times(ctx, 300, func(int) string { return firstPage })
		if err != nil {
			return nil, err
		}
		far, err := r.times(ctx, 300, func(int) string { return deep })
		if err != nil {
			return nil, err
		}
		theirs, err := r.times(ctx, 300, func(int) string { return ownPage })
		if err != nil {
			return nil, err
		}
		p50.add(at(first, 0.5), best.p50)
		deeper.add(at(far, 0.5), at(first, 0.5))
		slow, slowDeep, slowFilter = append(slow, at(first, 0.99)), append(slowDeep, at(far, 0.99)), append(slowFilter, at(theirs, 0.99))
		many, err := r.pgbench(ctx, "page", bestPage, 8, 4)
		if err != nil {
			return nil, err
		}
		often, err := r.rate(ctx, 8, 4*time.Second, firstPage)
		if err != nil {
			return nil, err
		}
		rate.add(often, many.tps)
		r.progress("pair %d: page p50 %.2f ms (deep %.2f), SELECT %.2f ms; %.0f/s, SELECT %.0f/s", i+1, at(first, 0.5), at(far, 0.5), best.p50, often, many.tps)
	}
	return []Number{
		p50.number("P4 page", "first page of 25 of 100,000 tickets through gin with a session beside pgbench on the one best SELECT, p50", "ms", 2.5, false),
		deeper.number("P4 deep", fmt.Sprintf("page %d beside the first, p50", depth), "ms", 1.25, false),
		rate.number("P4 rate", "first pages by 8 clients beside pgbench's SELECT by 8 clients", "1/s", 0.45, true),
		limit("P4 page p99", "first page, p99 beside its limit", slow, 50), limit("P4 deep p99", "the deep page, p99 beside its limit", slowDeep, 50),
		limit("P4 filter p99", "state and owner, p99 beside its limit", slowFilter, 50),
	}, nil
}

// limit is a figure beside what it must not exceed.
func limit(id, name string, values []float64, most float64) Number {
	var p pairs
	for _, v := range values {
		p.add(v, most)
	}
	return p.number(id, name, "ms", 1, false)
}

// walk turns the pages to a depth and answers the address of the page that begins there.
func (r *reader) walk(ctx context.Context, rows int) (string, error) {
	cursor := ""
	for seen := 0; seen < rows; seen += 100 {
		body, _, err := r.get(ctx, "/tickets?limit="+strconv.Itoa(min(100, rows-seen))+"&cursor="+cursor)
		if err != nil {
			return "", err
		}
		var page struct{ Next string }
		if err := json.Unmarshal(body, &page); err != nil || page.Next == "" {
			return "", fmt.Errorf("the list ended after %d tickets: %w", seen, err)
		}
		cursor = page.Next
	}
	return firstPage + "&cursor=" + cursor, nil
}

func searchFor(q string) string { return "/search?limit=20&kinds=tickets&q=" + url.QueryEscape(q) }

// ilike is what a search without an index is.
func ilike(word string) string {
	return "SELECT conversation_id, seq FROM dari.messages WHERE body ILIKE '%" + word + "%' ORDER BY created_at DESC LIMIT 20;\n"
}

// searchWords are what is looked for.
var searchWords = []struct{ id, name, query, path string }{
	{"P4 search none", "two syllables that nobody wrote", "낙타", searchFor("낙타")},
	{"P4 search rare", "two syllables in 200 messages", "도면", searchFor("도면")},
	{"P4 search some", "two syllables in 17,000 messages", "파손", searchFor("파손")},
	{"P4 search many", "two syllables in 200,000 messages", "배송", searchFor("배송")},
	{"P4 search chips", "two syllables among an agent's open tickets", "파손", searchFor("담당:나 상태:열림 파손")},
	{"P4 search all", "two syllables in messages, customers, orders and articles", "송장", "/search?q=" + url.QueryEscape("송장")},
	{"P4 search phone", "the last 4 digits of a phone", "1234", "/search?q=1234"},
	{"P4 search order", "the end of an order's number", "0012345", "/search?q=0012345"},
}

func (r *reader) searches(ctx context.Context) ([]Number, error) {
	var none pairs
	slow := map[string][]float64{}
	for i := range r.pairs {
		scan, err := r.pgbench(ctx, "ilike", ilike("낙타"), 1, 5)
		if err != nil {
			return nil, err
		}
		for _, w := range searchWords {
			took, err := r.times(ctx, 300, func(int) string { return w.path })
			if err != nil {
				return nil, err
			}
			slow[w.id] = append(slow[w.id], at(took, 0.99))
			r.progress("%s: p50 %.2f ms, p99 %.2f ms", w.id, at(took, 0.5), at(took, 0.99))
			if w.query == "낙타" {
				none.add(at(took, 0.5), scan.p50)
			}
		}
		r.progress("pair %d: no hits p99 %.2f ms, many hits p99 %.2f ms, ILIKE %.0f ms", i+1, slow[searchWords[0].id][i], slow[searchWords[3].id][i], scan.p50)
	}
	numbers := []Number{none.number("P4 search ÷ ILIKE", "search without hits beside the same ILIKE on 1,000,000 messages, p50", "ms", 0.005, false)}
	for _, w := range searchWords {
		numbers = append(numbers, limit(w.id, "search: "+w.name+", p99 beside its limit", slow[w.id], 50))
	}
	return numbers, nil
}

const (
	sqlSomebody   = `SELECT max(id) - 7 FROM dari.customers`
	sqlPackedDays = `SELECT count(*) FROM dari.fact_days WHERE from_at > dari.clock() - interval '90 days'`
)

// packed waits until the product has packed the facts of the last quarter, as those of a shop always are.
func (r *reader) packed(ctx context.Context) error {
	return lab.Await(ctx, 3*time.Minute, "the days of facts are packed", func() bool {
		var n int
		err := r.db.QueryRow(ctx, sqlPackedDays).Scan(&n)
		return err == nil && n >= 89
	}, r.node.Alive)
}

func (r *reader) somebody(ctx context.Context) (id int64, err error) {
	if err = r.db.QueryRow(ctx, sqlSomebody).Scan(&id); err != nil {
		return 0, fmt.Errorf("choose a customer: %w", err)
	}
	return id, nil
}

func timelineOf(customer int64) string { return fmt.Sprintf("/people/%d/timeline", customer) }

// quarter is the report of the last 90 days.
func quarter() string {
	now := time.Now()
	return "/reports/agents?from=" + now.AddDate(0, 0, -89).Format(time.DateOnly) + "&to=" + now.Format(time.DateOnly)
}

// reports are the two reads of other rooms. One that is not there is told, and not measured.
func (r *reader) reports(ctx context.Context) (numbers []Number, err error) {
	customer, err := r.somebody(ctx)
	if err != nil {
		return nil, err
	}
	if err := r.packed(ctx); err != nil {
		r.progress("the report is read from facts: %v", err)
	}
	for _, read := range []struct {
		id, name, path string
		most           float64
		times          int
	}{
		{"P4 timeline", "a customer's timeline, p99 beside its limit", timelineOf(customer), 150, 300},
		{"P4 report", "the report of 90 days, p99 beside its limit", quarter(), 500, 50},
	} {
		if _, _, err := r.get(ctx, read.path); err != nil {
			r.progress("%s is not measured: %v", read.id, err)
			continue
		}
		var slow []float64
		for range r.pairs {
			took, err := r.times(ctx, read.times, func(int) string { return read.path })
			if err != nil {
				return numbers, err
			}
			slow = append(slow, at(took, 0.99))
		}
		numbers = append(numbers, limit(read.id, read.name, slow, read.most))
	}
	return numbers, nil
}
