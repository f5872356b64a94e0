package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestANumberIsTheMedianOfItsPairs(t *testing.T) {
	var p pairs
	for _, turn := range [][2]float64{{6000, 10000}, {100, 10000}, {7000, 10000}} {
		p.add(turn[0], turn[1])
	}
	most, least := p.number("P1", "x", "1/s", 0.6, false), p.number("P1", "x", "1/s", 0.7, true)
	if most.Ratio != 0.6 || most.Spread != "0.01–0.70" || !most.Pass || least.Pass || least.Goal != "≥ 0.7×" {
		t.Errorf("got %+v and %+v", most, least)
	}
}

func TestThePageKeepsTheOtherNumbers(t *testing.T) {
	page := filepath.Join(t.TempDir(), "benchmarks.md")
	if err := os.WriteFile(page, []byte("# Numbers\n\n"+heading+"| P1 | old |\n| P10 | idle |\n\nMore.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := keepNumbers(page, []Number{{ID: "P2", Name: "new"}, {ID: "P1", Name: "again", Pass: true}}); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	text := string(raw)
	at := func(s string) int { return strings.Index(text, s) }
	if at("| P1 | again") < 0 || at("| P1 | again") > at("| P2 | new") || at("| P2 | new") > at("| P10 | idle |") || at("\n\nMore.\n") < at("P10") || at("old") >= 0 {
		t.Errorf("got\n%s", text)
	}
}
