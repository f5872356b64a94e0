package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
)

const (
	insertTable = `CREATE SCHEMA bench; CREATE TABLE bench.messages (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, conversation_id bigint NOT NULL, body text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now())`
	insertScript = "\\set c random(1, 200)\nINSERT INTO bench.messages (conversation_id, body) VALUES (:c, '주문한 그릇은 언제 도착하나요?');\n"
)

var tpsLine = regexp.MustCompile(`tps = ([0-9.]+)`)

// measured is what pgbench has shown: transactions a second and, of a single client, the middle time in ms.
type measured struct{ tps, p50 float64 }

// pgbench runs a script with prepared statements.
func (s *stand) pgbench(ctx context.Context, name, text string, clients, seconds int) (m measured, err error) {
	script := filepath.Join(s.dir, name+".sql")
	if err := os.WriteFile(script, []byte(text), 0o600); err != nil {
		return m, fmt.Errorf("write the script of pgbench: %w", err)
	}
	program, err := exec.LookPath("pgbench")
	if err != nil {
		found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/pgbench")
		if len(found) == 0 {
			return m, fmt.Errorf("no pgbench is installed (Debian: apt-get install postgresql)")
		}
		program = found[len(found)-1]
	}
	args := []string{"-n", "-c", strconv.Itoa(clients), "-j", strconv.Itoa(min(2, clients)), "-T", strconv.Itoa(seconds), "-M", "prepared", "-f", script}
	log := filepath.Join(s.dir, name+".times")
	if clients == 1 {
		args = append(args, "-l", "--log-prefix="+log)
	}
	out, err := exec.CommandContext(ctx, program, append(args, s.url)...).CombinedOutput()
	if err != nil {
		return m, fmt.Errorf("pgbench: %w: %s", err, out)
	}
	found := tpsLine.FindSubmatch(out)
	if found == nil {
		return m, fmt.Errorf("pgbench gave no rate: %s", out)
	}
	if m.tps, err = strconv.ParseFloat(string(found[1]), 64); err != nil || clients > 1 {
		return m, err
	}
	m.p50, err = middle(log)
	return m, err
}

// middle is the middle time of pgbench's log of transactions, in ms; the log is taken away.
func middle(prefix string) (float64, error) {
	files, _ := filepath.Glob(prefix + ".*")
	var times []float64
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return 0, fmt.Errorf("read the times of pgbench: %w", err)
		}
		for line := range strings.SplitSeq(string(text), "\n") {
			if cells := strings.Fields(line); len(cells) > 2 {
				us, err := strconv.ParseFloat(cells[2], 64)
				if err != nil {
					return 0, fmt.Errorf("read a time of pgbench: %w", err)
				}
				times = append(times, us/1000)
			}
		}
		_ = os.Remove(file)
	}
	if len(times) == 0 {
		return 0, fmt.Errorf("pgbench wrote no times")
	}
	return median(times), nil
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
		base, err := s.pgbench(ctx, "insert", insertScript, 16, 4)
		if err != nil {
			return nil, err
		}
		tps := base.tps
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
