package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	"dari/internal/event"
	"dari/notify"
)

// ledger reads the export of the ledger as anybody with a key can.
func (w *world) ledger(ctx context.Context, n *node) ([]notify.Line, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+n.addr+"/api/v1/deliveries/export", nil)
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
