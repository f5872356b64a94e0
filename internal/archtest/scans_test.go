package archtest

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"dari/internal/postgres/pgtest"

	"github.com/jackc/pgx/v5"
)

// growing are the tables that grow with the shop's years. No statement reads one of them whole.
var growing = strings.Fields(`
	alerts attachments audit_log auto_reply_log bulk_items bulk_jobs campaign_recipients chat_answers chat_contexts consent_events contacts
	conversations coupon_issues customer_memos customer_merges customers deliveries delivery_attempts fact_days follow_links follow_ups identities
	inbound_mail inbound_sms letters macro_runs mail_parties mentions message_search messages notes order_items order_requests orders outbound_refs
	outbox promises receipts reply_facts return_calls returns schedule_runs scheduled_answers score_facts searches shipment_events shipments
	sla_clocks sla_promises sla_spans solve_facts suppressions survey_answers surveys ticket_conversations ticket_events ticket_rule_runs
	ticket_seen tickets transcripts visitors webhook_deliveries`)

// readWhole are the statements that may all the same: "package.name" and why.
var readWhole = map[string]string{
	"tickets/rules.sqlInsertTrial": "counts what has changed in 30 days, once for each trial of a rule that a person asks for",
}

var wholeRead = regexp.MustCompile(`Seq Scan on (\w+)`)

// Postgres is told to read no table whole where there is another way, so that the plans for empty
// tables tell what it will do with full ones.
func TestNoStatementReadsAGrowingTableWhole(t *testing.T) {
	ctx := context.Background()
	conn, err := pgtest.New(t).Acquire(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Release()
	if _, err := conn.Exec(ctx, "SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off; SET jit = off"); err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	for i, st := range shipped(t) {
		for _, table := range readBy(ctx, t, conn.Conn(), fmt.Sprintf("s%d", i), st.text) {
			if !slices.Contains(growing, table) {
				continue
			}
			if used[st.key] = true; readWhole[st.key] == "" {
				t.Errorf("%s reads dari.%s whole: it needs an index (or a reason in readWhole)", st.key, table)
			}
		}
	}
	for key := range readWhole {
		if !used[key] {
			t.Errorf("%s is excepted and reads nothing whole: take it out", key)
		}
	}
}

type keyed struct{ key, text string }

// shipped are the statements of the product, without those of the drills and the bench.
func shipped(t *testing.T) (list []keyed) {
	for _, s := range sources(t) {
		if strings.HasPrefix(s.rel(), "cmd/drill") || strings.HasPrefix(s.rel(), "cmd/bench") {
			continue
		}
		for _, st := range s.statements(t) {
			list = append(list, keyed{s.rel() + "." + st.name, st.text})
		}
	}
	return list
}

// readBy names the tables that a statement reads whole, whatever its values are.
func readBy(ctx context.Context, t *testing.T, conn *pgx.Conn, name, text string) (tables []string) {
	t.Helper()
	prepared, err := conn.Prepare(ctx, name, text)
	if err != nil {
		return nil // another test tells
	}
	call := name
	if n := len(prepared.ParamOIDs); n > 0 {
		call += "(" + strings.TrimSuffix(strings.Repeat("NULL,", n), ",") + ")"
	}
	rows, _ := conn.Query(ctx, "EXPLAIN (COSTS off) EXECUTE "+call, pgx.QueryExecModeSimpleProtocol) // CollectRows reports this error
	plan, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return nil // LOCK and the like have no plan
	}
	for _, m := range wholeRead.FindAllStringSubmatch(strings.Join(plan, "\n"), -1) {
		tables = append(tables, m[1])
	}
	return tables
}
