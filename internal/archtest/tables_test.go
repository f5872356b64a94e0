package archtest

import (
	"context"
	"go/ast"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"dari/internal/postgres/pgtest"

	"github.com/jackc/pgx/v5"
)

// owners are the packages that write tables, and no other does. A sub-package that is not named
// here has no tables.
var owners = map[string][]string{
	"internal/postgres":   {"schema_steps", "goose_db_version"},
	"internal/event":      {"outbox", "outbox_pending", "schedule_runs"},
	"internal/shop":       {"customers", "identities", "orders", "order_items", "shipments", "shipment_events", "promises", "carriers", "customer_merges", "customer_merge_parts", "customer_memos"},
	"internal/shop/hours": {"calendars", "calendar_rules", "calendar_exceptions", "calendar_closures", "holiday_rules"},
	// The link's fill and mirror put customers and orders through shop; these tables are its own.
	"internal/shop/link": {"links", "link_changes", "link_parked"},
	"internal/staff":     {"staff", "staff_sessions", "api_keys", "audit_log", "settings", "staff_preferences"},
	"internal/report":    {"reply_facts", "solve_facts", "score_facts", "fact_waits", "fact_days"},
	"internal/thread":    {"conversations", "messages", "notes", "receipts", "drafts", "attachments", "server_epoch"},
	"chat":               {"visitors", "duties", "contacts", "widget_revocations"},
	"chat/orders":        {"order_lookups", "order_tries", "order_requests", "order_links", "promise_choices"},
	"chat/follow":        {"follow_waits", "follow_ups", "follow_links", "follow_stops", "inbound_sms", "transcripts"},
	"chat/guide":         {"chat_rules", "chat_answers", "chat_prompts_shown", "chat_contexts", "chat_blocks"},
	"tickets/replies":    {"saved_replies", "macros", "macro_runs"},
	"tickets/later":      {"scheduled_answers"},
	"tickets/rules":      {"ticket_rules", "ticket_rule_queue", "ticket_rule_runs", "ticket_rule_trials"},
	"tickets/bulk":       {"bulk_jobs", "bulk_items"},
	"tickets/mail":       {"inbound_mail", "outbound_refs", "mail_parties", "auto_reply_log", "imap_cursors"},
	"tickets/letters":    {"letters"},
	"tickets/returns":    {"returns", "return_calls", "return_settings"},
	"tickets/contact":    {"contact_forms", "contact_tries", "contact_lookups"},
	"tickets/alerts":     {"alert_preferences", "alerts"},
	"tickets/mentions":   {"mentions"},
	"tickets/sla":        {"sla_policies", "sla_policy_versions", "sla_tickets", "sla_clocks", "sla_spans", "sla_promises", "sla_jobs", "sla_calendars"},
	"tickets":            {"tickets", "ticket_conversations", "ticket_events", "ticket_types", "ticket_states", "teams", "team_members", "tags", "ticket_makings", "ticket_seen"},
	"tickets/views":      {"views", "view_places", "message_search", "search_waits"},
	"notify": {
		"templates", "template_versions", "deliveries", "delivery_attempts", "notice_rates", "suppressions", "legal_rules",
	},
	"notify/consent":  {"consent_events", "consent_reminders"},
	"notify/campaign": {"campaigns"},
	"notify/coupon":   {"coupons", "coupon_issues"},
	"notify/survey":   {"surveys", "survey_answers"},
	"faq":             {"categories", "articles", "article_versions", "article_keys", "article_state", "searches"},
}

func ownerOf(table string) string {
	for owner, tables := range owners {
		if slices.Contains(tables, table) {
			return owner
		}
	}
	return ""
}

// A write is looked for in every text of the program, whether or not it is a sqlXxx constant.
var write = regexp.MustCompile(`(?i)\b(?:insert\s+into|update(?:\s+only)?|delete\s+from(?:\s+only)?|merge\s+into|truncate(?:\s+table)?|copy)\s+dari\.([a-z_]+)`)

// A write without the schema would follow the search_path, perhaps into the shop's own tables.
var unqualified = regexp.MustCompile(`\b(?:INSERT\s+INTO|DELETE\s+FROM|MERGE\s+INTO)\s+([a-z_]+)\b[^.]`)

func TestOnlyTheOwnerWritesATable(t *testing.T) {
	seen := 0
	for _, s := range sources(t) {
		for text, pos := range s.texts {
			for _, m := range write.FindAllStringSubmatch(text, -1) {
				seen++
				switch owner := ownerOf(m[1]); owner {
				case s.rel():
				case "":
					t.Errorf("%s writes dari.%s, which has no owner", s.at(pos), m[1])
				default:
					t.Errorf("%s writes dari.%s, which belongs to %s", s.at(pos), m[1], owner)
				}
			}
			for _, m := range unqualified.FindAllStringSubmatch(text, -1) {
				t.Errorf("%s writes %s without naming the schema", s.at(pos), m[1])
			}
		}
	}
	if seen < 50 {
		t.Errorf("only %d writes were found: the search is broken", seen)
	}
}

// texts yields every string literal with its place.
func (s *source) texts(yield func(string, token.Pos) bool) {
	for _, file := range s.files {
		more := true
		ast.Inspect(file, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if !more || !ok || lit.Kind != token.STRING {
				return more
			}
			if text, err := strconv.Unquote(lit.Value); err == nil {
				more = yield(text, lit.Pos())
			}
			return more
		})
		if !more {
			return
		}
	}
}

func TestEveryTableHasAnOwner(t *testing.T) {
	rows, err := pgtest.Tx(t).Query(context.Background(), `SELECT relname FROM pg_class WHERE relnamespace = 'dari'::regnamespace AND relkind IN ('r', 'p')`)
	if err != nil {
		t.Fatal(err)
	}
	tables, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range tables {
		if ownerOf(table) == "" {
			t.Errorf("dari.%s has no owner: enter it in owners", table)
		}
	}
	for owner, owned := range owners {
		if !slices.ContainsFunc(sources(t), func(s *source) bool { return s.rel() == owner }) {
			t.Errorf("%s owns tables and does not exist", owner)
		}
		for _, table := range owned {
			if !slices.Contains(tables, table) {
				t.Errorf("%s owns dari.%s, which the schema does not have", owner, table)
			}
		}
	}
}

func TestAWriteIsFound(t *testing.T) {
	for text, want := range map[string]string{
		"INSERT INTO dari.orders (number) VALUES ($1)":                                   "orders",
		"WITH gone AS (\n DELETE FROM dari.drafts WHERE id = $1)\nSELECT 1":              "drafts",
		"update dari.staff SET name = $1":                                                "staff",
		"TRUNCATE dari.messages":                                                         "messages",
		"SELECT id FROM dari.orders FOR UPDATE":                                          "",
		"INSERT INTO demo_shop.orders (a) SELECT 1":                                      "",
		"SELECT x FROM y ON CONFLICT DO UPDATE SET a = 1 FROM dari.orders WHERE id = $1": "",
	} {
		got := ""
		if m := write.FindStringSubmatch(text); m != nil {
			got = m[1]
		}
		if got != want {
			t.Errorf("%q writes %q, want %q", strings.ReplaceAll(text, "\n", " "), got, want)
		}
	}
}
