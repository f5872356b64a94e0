package main

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"dari/cmd/lab"
	"dari/internal/staff"
	"dari/tickets/views"
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

//go:embed reads.sql
var readsSeed string

const readsSchema = `CREATE SCHEMA IF NOT EXISTS bench; CREATE TABLE bench.bodies (n integer PRIMARY KEY, body text NOT NULL, search tsvector NOT NULL)`

// What shoppers and agents write, with a word now and then that somebody looks for.
var (
	readPhrases = strings.Split("주문한 그릇은 언제 도착하나요|배송이 조금 늦어지고 있어요|확인하고 바로 알려 드릴게요|색상을 바꿀 수 있을까요|포장을 선물용으로 부탁드려요|결제는 카드로 했어요|재입고 알림을 받고 싶어요|예약 상품이라 제작에 시간이 걸려요|주소를 바꾸고 싶은데 방법을 모르겠어요|답변 감사합니다|사이즈가 생각보다 작네요|쿠폰이 적용되지 않았어요|영수증을 메일로 받을 수 있나요|다음 주까지 꼭 필요해요|사진을 함께 보내 드려요|교환은 어떻게 하나요|배송지 연락처가 달라졌어요|주말에도 받을 수 있나요", "|")
	readRare    = []struct {
		every int
		text  string
	}{{60, "그릇이 파손되어 왔어요"}, {90, "송장 번호를 알려 주세요"}, {20, "환불은 언제 되나요"}, {5000, "도면을 보내 주실 수 있나요"}}
)

// consoleReads is P4: what the console asks for all day, through gin with a session, on a large shop.
func consoleReads(ctx context.Context, s *stand) ([]Number, error) {
	count := readTickets
	if n, err := strconv.Atoi(os.Getenv("DARI_BENCH_TICKETS")); err == nil && n > 0 {
		count = n
	}
	if err := s.seedReads(ctx, count); err != nil {
		return nil, err
	}
	r := &reader{stand: s, http: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 32}}}
	if _, err := staff.Add(ctx, s.db, staff.NewStaff{Email: leadEmail, Name: "민호", Role: "lead", Password: staffPassword}); err != nil {
		return nil, err
	}
	var err error
	if r.cookie, err = s.node.SignIn(ctx, leadEmail, staffPassword); err != nil {
		return nil, err
	}
	numbers, err := r.pages(ctx, count)
	if err != nil {
		return numbers, err
	}
	found, err := r.searches(ctx)
	if numbers = append(numbers, found...); err != nil {
		return numbers, err
	}
	rest, err := r.reports(ctx)
	if numbers = append(numbers, rest...); err != nil {
		return numbers, err
	}
	return numbers, r.plans(ctx)
}

const leadEmail = "lead@ondam.example"

// seedReads fills the shop.
func (s *stand) seedReads(ctx context.Context, count int) error {
	began := time.Now()
	if _, err := s.db.Exec(ctx, readsSchema); err != nil {
		return fmt.Errorf("make the tables of the seed: %w", err)
	}
	r := rand.New(rand.NewPCG(4, 4))
	var ns []int32
	var bodies, grams []string
	for n := range readBodies {
		var b strings.Builder
		for i := range 1 + r.IntN(3) {
			if i > 0 {
				b.WriteString(". ")
			}
			b.WriteString(readPhrases[r.IntN(len(readPhrases))])
		}
		for _, rare := range readRare {
			if n%rare.every == rare.every-1 {
				b.WriteString(". " + rare.text)
			}
		}
		fmt.Fprintf(&b, ". 주문 %06d", r.IntN(1_000_000))
		ns, bodies, grams = append(ns, int32(n)), append(bodies, b.String()), append(grams, strings.Join(views.Grams(b.String()), " "))
	}
	_, err := s.db.Exec(ctx, `INSERT INTO bench.bodies SELECT n, body, array_to_tsvector(string_to_array(grams, ' ')) FROM unnest($1::int[], $2::text[], $3::text[]) AS k (n, body, grams)`, ns, bodies, grams)
	if err != nil {
		return fmt.Errorf("write the texts of the seed: %w", err)
	}
	fill := strings.NewReplacer("{tickets}", strconv.Itoa(count), "{each}", strconv.Itoa(readEach), "{bodies}", strconv.Itoa(readBodies))
	for _, statement := range strings.Split(fill.Replace(readsSeed), ";\n") {
		if statement = strings.TrimSpace(statement); statement == "" {
			continue
		}
		if _, err := s.db.Exec(ctx, statement); err != nil {
			return fmt.Errorf("seed: %.60s: %w", statement, err)
		}
	}
	if _, err := s.db.Exec(ctx, `VACUUM ANALYZE`); err != nil {
		return fmt.Errorf("tidy up after the seed: %w", err)
	}
	s.progress("seeded %d tickets and %d messages in %s", count, count*readEach, time.Since(began).Round(time.Second))
	return nil
}

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

func (r *reader) pages(ctx context.Context, count int) ([]Number, error) {
	depth := min(readDepth, count/readPage*3/4)
	deep, err := r.walk(ctx, depth*readPage)
	if err != nil {
		return nil, err
	}
	var p50, deeper, rate pairs
	var slow, slowDeep, slowFilter []float64
	own := "/tickets?limit=25&state=open,waiting&owner=" + strconv.Itoa(readAgent)
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
		theirs, err := r.times(ctx, 300, func(int) string { return own })
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

func (r *reader) searches(ctx context.Context) ([]Number, error) {
	var none pairs
	slow := map[string][]float64{}
	words := []struct{ id, name, query, path string }{
		{"P4 search none", "two syllables that nobody wrote", "낙타", searchFor("낙타")},
		{"P4 search rare", "two syllables in 200 messages", "도면", searchFor("도면")},
		{"P4 search some", "two syllables in 17,000 messages", "파손", searchFor("파손")},
		{"P4 search many", "two syllables in 200,000 messages", "배송", searchFor("배송")},
		{"P4 search chips", "two syllables among an agent's open tickets", "파손", searchFor("담당:나 상태:열림 파손")},
		{"P4 search all", "two syllables in messages, customers, orders and articles", "송장", "/search?q=" + url.QueryEscape("송장")},
		{"P4 search phone", "the last 4 digits of a phone", "1234", "/search?q=1234"},
		{"P4 search order", "the end of an order's number", "0012345", "/search?q=0012345"},
	}
	for i := range r.pairs {
		scan, err := r.pgbench(ctx, "ilike", ilike("낙타"), 1, 5)
		if err != nil {
			return nil, err
		}
		for _, w := range words {
			took, err := r.times(ctx, 100, func(int) string { return w.path })
			if err != nil {
				return nil, err
			}
			slow[w.id] = append(slow[w.id], at(took, 0.99))
			r.progress("%s: p50 %.2f ms, p99 %.2f ms", w.id, at(took, 0.5), at(took, 0.99))
			if w.query == "낙타" {
				none.add(at(took, 0.5), scan.p50)
			}
		}
		r.progress("pair %d: no hits p99 %.2f ms, many hits p99 %.2f ms, ILIKE %.0f ms", i+1, slow[words[0].id][i], slow[words[3].id][i], scan.p50)
	}
	numbers := []Number{none.number("P4 search ÷ ILIKE", "search without hits beside the same ILIKE on 1,000,000 messages, p50", "ms", 0.005, false)}
	for _, w := range words {
		numbers = append(numbers, limit(w.id, "search: "+w.name+", p99 beside its limit", slow[w.id], 50))
	}
	return numbers, nil
}

// packed waits until the product has packed the facts of the last quarter, as those of a shop always are.
func (r *reader) packed(ctx context.Context) error {
	return lab.Await(ctx, 3*time.Minute, "the days of facts are packed", func() bool {
		var n int
		err := r.db.QueryRow(ctx, `SELECT count(*) FROM dari.fact_days WHERE from_at > dari.clock() - interval '90 days'`).Scan(&n)
		return err == nil && n >= 89
	}, r.node.Alive)
}

// reports are the two reads of other rooms. One that is not there is told, and not measured.
func (r *reader) reports(ctx context.Context) (numbers []Number, err error) {
	var customer int64
	if err := r.db.QueryRow(ctx, `SELECT max(id) - 7 FROM dari.customers`).Scan(&customer); err != nil {
		return nil, fmt.Errorf("choose a customer: %w", err)
	}
	if err := r.packed(ctx); err != nil {
		r.progress("the report is read from facts: %v", err)
	}
	now := time.Now()
	for _, read := range []struct {
		id, name, path string
		most           float64
		times          int
	}{
		{"P4 timeline", "a customer's timeline, p99 beside its limit", fmt.Sprintf("/people/%d/timeline", customer), 150, 200},
		{"P4 report", "the report of 90 days, p99 beside its limit", "/reports/agents?from=" + now.AddDate(0, 0, -89).Format(time.DateOnly) + "&to=" + now.Format(time.DateOnly), 500, 25},
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
