package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"time"
)

const (
	insertTable = `CREATE SCHEMA bench; CREATE TABLE bench.messages (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, conversation_id bigint NOT NULL, body text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now())`
	insertScript = "\\set c random(1, 200)\nINSERT INTO bench.messages (conversation_id, body) VALUES (:c, '주문한 그릇은 언제 도착하나요?');\n"
)

var tpsLine = regexp.MustCompile(`tps = ([0-9.]+)`)

// pgbench measures transactions a second of a single-row INSERT by 16 clients.
func (s *stand) pgbench(ctx context.Context, seconds int) (float64, error) {
	script := filepath.Join(s.dir, "insert.sql")
	if err := os.WriteFile(script, []byte(insertScript), 0o600); err != nil {
		return 0, fmt.Errorf("write the script of pgbench: %w", err)
	}
	program, err := exec.LookPath("pgbench")
	if err != nil {
		found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/pgbench")
		if len(found) == 0 {
			return 0, fmt.Errorf("no pgbench is installed (Debian: apt-get install postgresql)")
		}
		program = found[len(found)-1]
	}
	out, err := exec.CommandContext(ctx, program, "-n", "-c", "16", "-j", "2", "-T", strconv.Itoa(seconds), "-M", "prepared", "-f", script, s.url).CombinedOutput()
	if err != nil {
		return 0, fmt.Errorf("pgbench: %w: %s", err, out)
	}
	found := tpsLine.FindSubmatch(out)
	if found == nil {
		return 0, fmt.Errorf("pgbench gave no rate: %s", out)
	}
	return strconv.ParseFloat(string(found[1]), 64)
}

// limitMs is what 99 of 100 messages must not exceed, for the acknowledgement and for the agent.
const limitMs = 50

// chatCapacity is P1: the highest rate at which messages are still acknowledged and seen in time.
func chatCapacity(ctx context.Context, s *stand) ([]Number, error) {
	if _, err := s.db.Exec(ctx, insertTable); err != nil {
		return nil, fmt.Errorf("make the table of the yardstick: %w", err)
	}
	l, err := s.openChat(ctx)
	if err != nil {
		return nil, err
	}
	defer l.close()
	l.at(ctx, 500, time.Second)
	var p pairs
	for i := range s.pairs {
		tps, err := s.pgbench(ctx, 4)
		if err != nil {
			return nil, err
		}
		rate, err := s.highest(ctx, l, tps)
		if err != nil {
			return nil, err
		}
		p.add(rate, tps)
		s.progress("pair %d: %.0f messages/s, pgbench %.0f/s", i+1, rate, tps)
	}
	return []Number{p.number("P1", "chat messages a second with ack and agent's socket in 50 ms (p99), beside pgbench's single-row INSERT by 16 clients", "1/s", 0.6, true)}, nil
}

// highest climbs in steps of a twentieth of the yardstick until a step is not kept.
func (s *stand) highest(ctx context.Context, l *load, tps float64) (float64, error) {
	best := 0.0
	for share := 0.15; share <= 1.2; share += 0.05 {
		t := l.at(ctx, tps*share, 2*time.Second)
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		ack, seen := ms(t.ack, 99), ms(t.seen, 99)
		s.progress("%.0f/s: ack p99 %.1f ms, agent p99 %.1f ms", tps*share, ack, seen)
		if ack > limitMs || seen > limitMs {
			break
		}
		best = tps * share
	}
	return best, nil
}
