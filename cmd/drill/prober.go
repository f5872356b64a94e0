package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// prober is somebody who has no part in what goes wrong: it reads and writes by HTTP all the while.
type prober struct {
	w       *world
	address string
	client  *http.Client
	token   string
	spans   samples
	failed  atomic.Int64 // answers of 5xx
	broken  atomic.Int64 // connections that broke: what was asked is asked again
	acked   map[string]bool
	after   string // the last Retry-After
}

func newProber(w *world, address string) *prober {
	dialer := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.IPv4(127, 2, 0, 1)}, Timeout: 3 * time.Second}
	return &prober{
		w: w, address: address, acked: map[string]bool{},
		client: &http.Client{Timeout: 20 * time.Second, Transport: &http.Transport{DialContext: dialer.DialContext}},
	}
}

// run asks and writes at a pace until the context ends.
func (p *prober) run(ctx context.Context, every time.Duration) {
	for n := 0; ctx.Err() == nil; n++ {
		began := time.Now()
		if n%4 > 0 { // a shopper without a socket may write a few times in a second
			p.once(ctx, http.MethodGet, "/api/v1/widget/config?key="+widgetKey, nil)
		} else {
			p.write(ctx, began)
		}
		pause(ctx, every-time.Since(began))
	}
	p.client.CloseIdleConnections()
}

// write sends one message until it is taken.
func (p *prober) write(ctx context.Context, began time.Time) {
	id := uuid.NewString()
	body, _ := json.Marshal(frame{"client_id": id, "text": "소켓 없이"}) // texts always have a JSON form
	for ctx.Err() == nil {
		status, answer := p.once(ctx, http.MethodPost, "/api/v1/widget/messages?key="+widgetKey, body)
		if status == http.StatusOK {
			p.spans.add(began, time.Since(began))
			p.acked[id] = true
			if token := answer.text("visitor_token"); token != "" {
				p.token = token
			}
			return
		}
		pause(ctx, 200*time.Millisecond)
	}
}

func (p *prober) once(ctx context.Context, method, path string, body []byte) (int, frame) {
	req, err := http.NewRequestWithContext(ctx, method, "http://"+p.address+path, bytes.NewReader(body))
	if err != nil {
		return 0, nil
	}
	req.Header.Set("Content-Type", "application/json")
	if p.token != "" {
		req.Header.Set("X-Dari-Visitor", p.token)
	}
	resp, err := p.client.Do(req)
	if err != nil {
		if ctx.Err() == nil {
			p.broken.Add(1)
		}
		return 0, nil
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil && ctx.Err() == nil {
		p.broken.Add(1)
		return 0, nil
	}
	if resp.StatusCode >= 500 {
		p.failed.Add(1)
		p.after = resp.Header.Get("Retry-After")
	}
	var answer frame
	_ = json.Unmarshal(text, &answer)
	return resp.StatusCode, answer
}

const sqlStoredOnce = `SELECT client_id::text, count(*) FROM dari.messages WHERE client_id = ANY($1::uuid[]) GROUP BY 1`

// report counts what the prober saw: whatever was acknowledged must be stored once.
func (p *prober) report(ctx context.Context, r *Result) error {
	ids := slices.Collect(maps.Keys(p.acked))
	rows, _ := p.w.db.Query(ctx, sqlStoredOnce, ids) // ForEachRow reports this error
	var id string
	var n int
	found := 0
	if _, err := pgx.ForEachRow(rows, []any{&id, &n}, func() error { found++; r.Dup += n - 1; return nil }); err != nil {
		return fmt.Errorf("count what was posted: %w", err)
	}
	r.Lost += len(ids) - found
	r.count("posts", int64(len(p.acked)))
	r.count("post_p99_ms", p.spans.quantile(0.99).Milliseconds())
	r.count("broken_connections", p.broken.Load())
	return nil
}

// metric is a number of a program's /metrics; the name may carry labels.
func (n *node) metric(ctx context.Context, name string) (float64, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+n.Addr+"/metrics", nil)
	if err != nil {
		return 0, fmt.Errorf("ask for metrics: %w", err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, fmt.Errorf("ask for metrics: %w", err)
	}
	defer resp.Body.Close()
	lines := bufio.NewScanner(resp.Body)
	for lines.Scan() {
		if value, ok := strings.CutPrefix(lines.Text(), name+" "); ok {
			return strconv.ParseFloat(value, 64)
		}
	}
	return 0, lines.Err() // a counter that was never moved is not there
}
