package tickets

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
)

// Every statement of the acts that reads a table which grows finds its rows by an index.
func TestActsReadNoGrowingTableWhole(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	conn, err := w.db.Acquire(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Release()
	if _, err := conn.Exec(ctx, `SET enable_seqscan = off`); err != nil {
		t.Fatal(err)
	}
	number, ids, texts := int64(1001), []int64{1, 2}, []string{"가"}
	group := newID()
	for name, q := range map[string]struct {
		sql  string
		args []any
	}{
		"snoozed":       {sqlLockSnoozed, []any{500}},
		"candidates":    {sqlMergeCandidates, []any{number}},
		"group":         {sqlGroupEvents, []any{number, group}},
		"undone":        {sqlIsUndone, []any{number, group}},
		"moved since":   {sqlMovedSince, []any{number, number}},
		"talk":          {sqlTalkOf, []any{number}},
		"spans":         {sqlSpansOf, []any{ids}},
		"conversations": {sqlConversationsOf, []any{ids}},
		"covered":       {sqlCovered, []any{number}},
		"children":      {sqlHasChildren, []any{number}},
		"family":        {sqlFamilyOf, []any{number}},
		"by ids":        {sqlTicketsByID, []any{ids}},
		"by number":     {sqlTicketByNumber, []any{number}},
		"tags":          {sqlRememberTags, []any{texts}},
		"order":         {sqlOrderExists, []any{"A7"}},
	} {
		var plan []byte
		if err := conn.QueryRow(ctx, "EXPLAIN (FORMAT JSON) "+q.sql, q.args...).Scan(&plan); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, table := range scannedWhole(t, plan) {
			if !strings.Contains(" teams ticket_types ticket_states ", " "+table+" ") {
				t.Errorf("%s reads all of %s", name, table)
			}
		}
	}
}

// scannedWhole are the tables that a plan reads from end to end.
func scannedWhole(t *testing.T, plan []byte) (tables []string) {
	t.Helper()
	var list []map[string]any
	if err := json.Unmarshal(plan, &list); err != nil {
		t.Fatal(err)
	}
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			if v["Node Type"] == "Seq Scan" {
				name, _ := v["Relation Name"].(string)
				tables = append(tables, name)
			}
			for _, child := range v {
				walk(child)
			}
		case []any:
			for _, child := range v {
				walk(child)
			}
		}
	}
	for _, p := range list {
		walk(p)
	}
	return tables
}
