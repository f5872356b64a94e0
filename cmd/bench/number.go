package main

import (
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"time"
)

// Number is one figure: the medians of both sides and of their ratios.
type Number struct {
	ID        string  `json:"id"`
	Name      string  `json:"name"`
	Ours      float64 `json:"ours"`
	Yardstick float64 `json:"yardstick"`
	Ratio     float64 `json:"ratio"`
	Spread    string  `json:"spread"` // of the ratios: smallest to largest
	Goal      string  `json:"goal"`
	Unit      string  `json:"unit"`
	Pairs     int     `json:"pairs"`
	Pass      bool    `json:"pass"`
}

// pairs collects what both sides showed in their turns.
type pairs struct{ ours, yardstick []float64 }

func (p *pairs) add(ours, yardstick float64) {
	p.ours, p.yardstick = append(p.ours, ours), append(p.yardstick, yardstick)
}

// number folds the turns into a figure; least says that the ratio must not be below the goal, else
// it must not be above it.
func (p *pairs) number(id, name, unit string, goal float64, least bool) Number {
	ratios := make([]float64, len(p.ours))
	for i := range ratios {
		ratios[i] = p.ours[i] / p.yardstick[i]
	}
	sign := "≤"
	if least {
		sign = "≥"
	}
	n := Number{
		ID: id, Name: name, Unit: unit, Pairs: len(ratios), Goal: fmt.Sprintf("%s %g×", sign, goal),
		Ours: round(median(p.ours)), Yardstick: round(median(p.yardstick)), Ratio: round(median(ratios)),
		Spread: fmt.Sprintf("%.2f–%.2f", slices.Min(ratios), slices.Max(ratios)),
	}
	n.Pass = n.Ratio <= goal
	if least {
		n.Pass = n.Ratio >= goal
	}
	return n
}

func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	if n := len(sorted); n%2 == 0 {
		return (sorted[n/2-1] + sorted[n/2]) / 2
	}
	return sorted[len(sorted)/2]
}

// round keeps three digits.
func round(v float64) float64 {
	if v == 0 {
		return 0
	}
	scale := math.Pow(10, 2-math.Floor(math.Log10(math.Abs(v))))
	return math.Round(v*scale) / scale
}

const heading = "| id | what | ours | yardstick | ratio | spread | goal | pairs | measured |\n|---|---|--:|--:|--:|---|---|--:|---|\n"

func (n Number) row(day string) string {
	missed := ""
	if !n.Pass {
		missed = " (missed)"
	}
	return fmt.Sprintf("| %s | %s, %s | %g | %g | %g | %s | %s%s | %d | %s |", n.ID, n.Name, n.Unit, n.Ours, n.Yardstick, n.Ratio, n.Spread, n.Goal, missed, n.Pairs, day)
}

// keepNumbers puts the rows into the page's table; rows of other numbers stay as they were measured.
func keepNumbers(page string, numbers []Number) error {
	text, err := os.ReadFile(page)
	if err != nil {
		return fmt.Errorf("read the page of the numbers: %w", err)
	}
	before, rest, found := strings.Cut(string(text), heading)
	if !found {
		return fmt.Errorf("%s has no table of numbers", page)
	}
	rows, after, _ := strings.Cut(rest, "\n\n")
	kept := map[string]string{}
	for row := range strings.SplitSeq(rows, "\n") {
		if cells := strings.Split(row, "|"); len(cells) > 2 {
			kept[strings.TrimSpace(cells[1])] = row
		}
	}
	for _, n := range numbers {
		kept[n.ID] = n.row(time.Now().Format(time.DateOnly))
	}
	ids := make([]string, 0, len(kept))
	for id := range kept {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b string) int {
		if len(a) != len(b) && !strings.ContainsAny(a+b, " ") {
			return len(a) - len(b)
		}
		return strings.Compare(a, b)
	})
	lines := make([]string, len(ids))
	for i, id := range ids {
		lines[i] = kept[id]
	}
	out := before + heading + strings.Join(lines, "\n") + "\n\n" + strings.TrimLeft(after, "\n")
	if err := os.WriteFile(page, []byte(out), 0o644); err != nil {
		return fmt.Errorf("write the page of the numbers: %w", err)
	}
	return nil
}
