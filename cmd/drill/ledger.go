package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"dari/cmd/lab"
	"dari/internal/event"
	"dari/notify"
)

// ledger reads the export of the ledger as anybody with a key can.
func (w *world) ledger(ctx context.Context, n *node) ([]notify.Line, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+n.Addr+"/api/v1/deliveries/export", nil)
	if err != nil {
		return nil, fmt.Errorf("ask for the ledger: %w", err)
	}
	req.Header.Set("Authorization", "Bearer "+w.key)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, fmt.Errorf("ask for the ledger: %w", err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the ledger's export answered %d", resp.StatusCode)
	}
	var lines []notify.Line
	scan := bufio.NewScanner(resp.Body)
	scan.Buffer(make([]byte, 0, 64<<10), 1<<20)
	for scan.Scan() {
		if len(bytes.TrimSpace(scan.Bytes())) == 0 {
			continue
		}
		var l notify.Line
		if err := json.Unmarshal(scan.Bytes(), &l); err != nil {
			return nil, fmt.Errorf("read line %d of the ledger: %w", len(lines)+1, err)
		}
		lines = append(lines, l)
	}
	if err := scan.Err(); err != nil {
		return nil, fmt.Errorf("read the ledger: %w", err)
	}
	return lines, nil
}

// evidence takes both sides as they stand; it waits for nothing.
func (w *world) evidence(ctx context.Context, ads int, killed bool) (evidence, error) {
	lines, err := w.ledger(ctx, w.nodes[0])
	if err != nil {
		return evidence{}, err
	}
	events, err := event.Export(ctx, w.db, 0, 1_000_000)
	if err != nil {
		return evidence{}, err
	}
	return evidence{ledger: lines, journal: w.journal.Lines(), events: events, ads: ads, killed: killed}, nil
}

// What is not settled yet: rows that must still become something, and changes on their way to a row.
const sqlOpen = `
SELECT (SELECT count(*) FROM dari.link_changes) + (SELECT count(*) FROM dari.outbox_pending)
  + (SELECT count(*) FROM dari.campaigns WHERE state IN ('scheduled', 'freezing'))
  + (SELECT count(*) FROM dari.deliveries WHERE state IN ('planned', 'held', 'queued', 'leased', 'handed_off', 'deferred')
     OR state = 'unknown' AND class <> 'marketing' AND unknown_retries = 0)`

func (w *world) openRows(ctx context.Context) (int, error) {
	var n int
	if err := w.db.QueryRow(ctx, sqlOpen).Scan(&n); err != nil {
		return 0, fmt.Errorf("count what is open: %w", err)
	}
	return n, nil
}

// settle waits until nothing is open. What is open after the limit counts as lost, so that is no error.
func (w *world) settle(ctx context.Context, limit time.Duration) {
	_ = lab.Await(ctx, limit, "everything is settled", func() bool {
		n, err := w.openRows(ctx)
		return err == nil && n == 0
	}, nil)
}
