package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/postgres/pgtest"
	"dari/internal/shop"
	"dari/notify"
	"dari/notify/consent"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// heldOfPeople says of every column that names a customer what a merge of people does with it. A new
// column fails the test until somebody has decided.
var heldOfPeople = map[string]string{
	"orders.customer_id":             "moves",
	"identities.customer_id":         "moves",
	"tickets.customer_id":            "moves",
	"deliveries.customer_id":         "moves",
	"coupon_issues.customer_id":      "moves, where the survivor has none of the same",
	"conversations.customer_id":      "mails move; a chat stays with the account it is shown to",
	"consent_events.customer_id":     "stays: it is the proof of what was said; the stricter side is said anew",
	"customers.merged_into":          "leads on",
	"customer_merges.from_id":        "tells of the merge",
	"customer_merges.into_id":        "tells of the merge",
	"customer_memos.customer_id":     "stays, and is shown with the survivor's",
	"visitors.customer_id":           "stays: of a browser and its account",
	"widget_revocations.customer_id": "stays: of an account's tokens",
	"order_lookups.customer_id":      "stays: what was opened to an account",
	"order_requests.customer_id":     "stays: the account that asked; staff see it by its ticket",
	"transcripts.customer_id":        "stays: what was handed to an account",
	"chat_prompts_shown.customer_id": "stays: what an account was shown",
	"chat_contexts.customer_id":      "stays: what an account looks at",
	"chat_blocks.customer_id":        "stays: of an account",
}

func TestEveryColumnThatNamesACustomerIsMinded(t *testing.T) {
	found := columnsOfPeople(t, pgtest.Tx(t))
	for _, column := range found {
		if heldOfPeople[column] == "" {
			t.Errorf("dari.%s names a customer: say in heldOfPeople what a merge of people does with it, and do it in mergeRooms", column)
		}
	}
	for column := range heldOfPeople {
		if !slices.Contains(found, column) {
			t.Errorf("dari.%s is not there any more", column)
		}
	}
}

func columnsOfPeople(t *testing.T, q postgres.Querier) []string {
	t.Helper()
	rows, _ := q.Query(t.Context(), `
SELECT c.conrelid::regclass::text || '.' || a.attname FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY(c.conkey)
WHERE c.contype = 'f' AND c.confrelid = 'dari.customers'::regclass ORDER BY 1`)
	list, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	for i := range list {
		list[i] = strings.TrimPrefix(list[i], "dari.")
	}
	return list
}

// family is a shop with some people, each with one of everything.
type family struct {
	*testing.T
	db    *pgxpool.Pool
	rooms []shop.MergeRoom
	n     int
	// What all of them have had: a birthday coupon of the year, and a campaign.
	programme, campaign int64
}

func newFamily(t *testing.T) *family {
	f := &family{T: t, db: pgtest.New(t), rooms: mergeRooms()}
	f.programme = f.id(`INSERT INTO dari.coupons (name, occasion, code_prefix, discount) VALUES ('birthday', 'birthday', 'B', '10%') RETURNING id`)
	f.campaign = f.id(`INSERT INTO dari.campaigns (uid, name, channel, state, body_text) VALUES (gen_random_uuid(), 'news', 'email', 'sending', 'news') RETURNING id`)
	return f
}

func (f *family) exec(sql string, args ...any) {
	f.Helper()
	if _, err := f.db.Exec(f.Context(), sql, args...); err != nil {
		f.Fatal(err)
	}
}

func (f *family) id(sql string, args ...any) (id int64) {
	f.Helper()
	if err := f.db.QueryRow(f.Context(), sql, args...).Scan(&id); err != nil {
		f.Fatal(err)
	}
	return id
}

// person has a number, an order, a chat with a ticket, a mail, a coupon and advertising that waits.
func (f *family) person(name string) int64 {
	f.Helper()
	f.n++
	phone := fmt.Sprintf("010-2345-%04d", f.n)
	id := f.id(`INSERT INTO dari.customers (uid, name, phone, email, tags) VALUES (gen_random_uuid(), $1, $2, $3, ARRAY[$1]) RETURNING id`, name, phone, name+"@example.kr")
	f.exec(`INSERT INTO dari.identities (customer_id, kind, value_norm) VALUES ($1, 'phone', $2)`, id, "+82"+strings.ReplaceAll(phone, "-", "")[1:])
	f.order(id)
	chat := f.id(`INSERT INTO dari.conversations (uid, kind, customer_id) VALUES (gen_random_uuid(), 'chat', $1) RETURNING id`, id)
	f.exec(`INSERT INTO dari.conversations (uid, kind, customer_id) VALUES (gen_random_uuid(), 'mail', $1)`, id)
	f.exec(`INSERT INTO dari.tickets (state, channel, subject, customer_id, conversation_id) VALUES ('open', 'chat', 'a question', $1, $2)`, id, chat)
	f.exec(`INSERT INTO dari.coupon_issues (coupon_id, customer_id, period, code, valid_until) VALUES ($1, $2, '2026', $3, '2030-01-01')`, f.programme, id, "B-"+name)
	f.exec(`INSERT INTO dari.deliveries (uid, class, lane, source_kind, source_id, kind, channel, recipient_key, address, customer_id, state, expires_at, message_id)
VALUES (gen_random_uuid(), 'marketing', 'marketing', 'campaign', $1, 'news', 'email', $2, $2, $3, 'planned', dari.clock() + interval '3 days', $2)`, f.campaign, name+"@example.kr", id)
	return id
}

func (f *family) order(id int64) int64 {
	f.n++
	return f.id(`INSERT INTO dari.orders (source, source_key, number, customer_id, status, placed_at) VALUES ('api', $1, $1, $2, 'paid', dari.clock()) RETURNING id`, fmt.Sprintf("O-%d", f.n), id)
}

func (f *family) says(id int64, channel notify.Channel, granted bool) {
	f.Helper()
	err := postgres.InTx(f.Context(), f.db, func(tx pgx.Tx) error {
		_, err := consent.Record(f.Context(), tx, consent.Change{CustomerID: id, Channel: channel, Granted: granted, Source: consent.SourcePage, Told: true})
		return err
	})
	if err != nil {
		f.Fatal(err)
	}
}

func (f *family) agreed(id int64, channel notify.Channel) bool {
	f.Helper()
	states, err := consent.Of(f.Context(), f.db, id)
	if err != nil {
		f.Fatal(err)
	}
	return slices.ContainsFunc(states, func(s consent.State) bool {
		return s.Channel == channel && s.Purpose == consent.Marketing && s.Granted
	})
}

func (f *family) merge(from, into int64) int64 {
	f.Helper()
	var m shop.Merge
	err := postgres.InTx(f.Context(), f.db, func(tx pgx.Tx) (err error) {
		m, err = shop.MergePeople(f.Context(), tx, f.rooms, shop.MergePlan{From: from, Into: into})
		return err
	})
	if err != nil {
		f.Fatal(err)
	}
	return m.ID
}

func (f *family) undo(id int64) error {
	return postgres.InTx(f.Context(), f.db, func(tx pgx.Tx) error {
		_, err := shop.UnmergePeople(f.Context(), tx, f.rooms, id, nil)
		return err
	})
}

// picture is every row that names a person, as it stands. What grows with each act is left out.
func (f *family) picture() map[string]string {
	f.Helper()
	rows, _ := f.db.Query(f.Context(), `
SELECT k.what || ' ' || k.id, k.says FROM (
  SELECT 'customer' AS what, id, concat_ws(' ', name, phone, email, tags::text, merged_into) AS says FROM dari.customers
  UNION ALL SELECT 'identity', id, concat_ws(' ', customer_id, kind, value_norm) FROM dari.identities
  UNION ALL SELECT 'order', id, concat_ws(' ', customer_id, number, status) FROM dari.orders
  UNION ALL SELECT 'conversation', id, concat_ws(' ', customer_id, kind, last_seq, merged_into) FROM dari.conversations
  UNION ALL SELECT 'ticket', id, concat_ws(' ', customer_id, state, conversation_id) FROM dari.tickets
  UNION ALL SELECT 'delivery', id, concat_ws(' ', customer_id, state, reason) FROM dari.deliveries
  UNION ALL SELECT 'issue', id, concat_ws(' ', customer_id, code, void_at, redeemed_at) FROM dari.coupon_issues) k`)
	picture := map[string]string{}
	var key, says string
	if _, err := pgx.ForEachRow(rows, []any{&key, &says}, func() error { picture[key] = says; return nil }); err != nil {
		f.Fatal(err)
	}
	return picture
}

func (f *family) same(want map[string]string) {
	f.Helper()
	got := f.picture()
	for key, says := range want {
		if got[key] != says {
			f.Errorf("%s is %q, want %q", key, got[key], says)
		}
	}
	if !maps.Equal(got, want) && len(got) != len(want) {
		f.Errorf("%d rows, want %d", len(got), len(want))
	}
}

// count is how many rows of a kind a person has.
func (f *family) count(what string, id int64) (n int) {
	for key, says := range f.picture() {
		if strings.HasPrefix(key, what+" ") && (says == fmt.Sprint(id) || strings.HasPrefix(says, fmt.Sprint(id)+" ")) {
			n++
		}
	}
	return n
}

func TestAMergeMovesAPersonAndItsUndoPutsThemBack(t *testing.T) {
	f := newFamily(t)
	a, b := f.person("a"), f.person("b")
	for _, channel := range []notify.Channel{notify.Email, notify.SMS} {
		f.says(b, channel, true)
	}
	f.says(a, notify.Email, true)
	f.says(a, notify.SMS, false)
	before := f.picture()
	id := f.merge(a, b)
	for what, want := range map[string]int{"order": 2, "identity": 2, "ticket": 2, "delivery": 2, "conversation": 3, "issue": 1} {
		if n := f.count(what, b); n != want {
			t.Errorf("the survivor has %d of %s, want %d", n, what, want)
		}
	}
	if !f.agreed(b, notify.Email) || f.agreed(b, notify.SMS) {
		t.Error("the stricter side does not hold")
	}
	if n := f.id(`SELECT count(*) FROM dari.deliveries WHERE state = 'planned'`); n != 1 {
		t.Errorf("the campaign goes %d times to one person", n)
	}
	if n := f.id(`SELECT count(*) FROM dari.coupon_issues WHERE void_at IS NULL AND redeemed_at IS NULL`); n != 1 {
		t.Errorf("%d coupons of one year count for one person", n)
	}
	if into, err := shop.Survivor(t.Context(), f.db, a); err != nil || into != b {
		t.Errorf("the old id leads to %d, %v", into, err)
	}
	if found, err := shop.FindByIdentity(t.Context(), f.db, shop.ByPhone, "010-2345-0001"); err != nil || found.ID != b {
		t.Errorf("the old number leads to %d, %v", found.ID, err)
	}
	if err := f.undo(id); err != nil {
		t.Fatal(err)
	}
	f.same(before)
	if !f.agreed(b, notify.Email) || !f.agreed(b, notify.SMS) || f.agreed(a, notify.SMS) {
		t.Error("what each had agreed to does not hold again")
	}
	if err := f.undo(id); !fault.Is(err, fault.Conflict) {
		t.Errorf("undone twice: %v", err)
	}
}

func TestWhatCameAfterAMergeStaysWithTheSurvivor(t *testing.T) {
	f := newFamily(t)
	a, b := f.person("a"), f.person("b")
	f.says(b, notify.SMS, true)
	id := f.merge(a, b)
	later := f.order(b)
	f.says(b, notify.SMS, true)   // they agree anew, for the number they have now
	f.says(a, notify.Email, true) // by a link in an old mail: it is the survivor who says so
	f.exec(`UPDATE dari.customers SET tags = ARRAY['b', 'vip'] WHERE id = $1`, b)
	f.exec(`UPDATE dari.coupon_issues SET redeemed_at = dari.clock() WHERE customer_id = $1`, b)
	if err := f.undo(id); err != nil {
		t.Fatal(err)
	}
	if got := f.id(`SELECT customer_id FROM dari.orders WHERE id = $1`, later); got != b {
		t.Errorf("the later order went to %d", got)
	}
	if n := f.count("order", a); n != 1 {
		t.Errorf("the first one has %d orders back, want 1", n)
	}
	if !f.agreed(b, notify.SMS) || !f.agreed(b, notify.Email) {
		t.Error("what the survivor said since is gone")
	}
	if n := f.id(`SELECT cardinality(tags) FROM dari.customers WHERE id = $1`, b); n != 2 {
		t.Errorf("the survivor has %d tags, want the 2 set since", n)
	}
}

func TestMergesInAChainAreUndoneInAnyOrder(t *testing.T) {
	tests := map[string]struct{ first, second int }{
		"the last first":  {1, 0},
		"the first first": {0, 1},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := newFamily(t)
			a, b, c := f.person("a"), f.person("b"), f.person("c")
			before := f.picture()
			merges := []int64{f.merge(a, b), f.merge(b, c)}
			if n := f.count("order", c); n != 3 {
				t.Fatalf("the last of the chain has %d orders, want 3", n)
			}
			for _, id := range []int64{a, b} {
				if into, err := shop.Survivor(t.Context(), f.db, id); err != nil || into != c {
					t.Fatalf("%d leads to %d, %v", id, into, err)
				}
			}
			if list, err := shop.MergesOf(t.Context(), f.db, c); err != nil || len(list) != 2 {
				t.Fatalf("%d merges stand, %v", len(list), err)
			}
			if err := f.undo(merges[tt.first]); err != nil {
				t.Fatal(err)
			}
			middle := map[int64][3]int{0: {1, 0, 2}, 1: {0, 2, 1}}[int64(tt.first)]
			for i, id := range []int64{a, b, c} {
				if n := f.count("order", id); n != middle[i] {
					t.Errorf("in between, person %d has %d orders, want %d", i, n, middle[i])
				}
			}
			if err := f.undo(merges[tt.second]); err != nil {
				t.Fatal(err)
			}
			f.same(before)
		})
	}
}

func TestAMergeIsRefused(t *testing.T) {
	f := newFamily(t)
	a, b, c := f.person("a"), f.person("b"), f.person("c")
	id := f.merge(a, b)
	tests := map[string]struct {
		plan shop.MergePlan
		want fault.Kind
	}{
		"with oneself":                 {shop.MergePlan{From: c, Into: c}, fault.Invalid},
		"with nobody":                  {shop.MergePlan{From: c, Into: 1 << 40}, fault.NotFound},
		"of who has gone on already":   {shop.MergePlan{From: a, Into: c}, fault.Conflict},
		"into who has gone on":         {shop.MergePlan{From: c, Into: a}, fault.Conflict},
		"of who has changed meanwhile": {shop.MergePlan{From: c, Into: b, FromVersion: 7}, fault.Conflict},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			err := postgres.InTx(t.Context(), f.db, func(tx pgx.Tx) error {
				_, err := shop.MergePeople(t.Context(), tx, f.rooms, tt.plan)
				return err
			})
			if !fault.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
	f.exec(`UPDATE dari.customer_merges SET undo_until = dari.clock()`)
	if err := f.undo(id); !fault.Is(err, fault.Gone) {
		t.Errorf("undone after 30 days: %v", err)
	}
}

func TestWhoMightBeTheSamePerson(t *testing.T) {
	f := newFamily(t)
	put := func(ref any, phone, email string) int64 {
		return f.id(`INSERT INTO dari.customers (uid, ref, name, phone, email) VALUES (gen_random_uuid(), $1, 'x', $2, $3) RETURNING id`, ref, phone, email)
	}
	me := put("m1", "010-7777-0001", "me@example.kr")
	same := put(nil, "+82 10 7777 0001", "")
	mail := put(nil, "", "ME@example.kr")
	put(nil, "010-8777-0001", "you@example.kr") // the end of the number alone
	list, err := shop.DuplicatesOf(context.Background(), f.db, me)
	if err != nil {
		t.Fatal(err)
	}
	why := map[int64]string{}
	for _, d := range list {
		why[d.ID] = strings.Join(d.Why, " ")
	}
	if want := map[int64]string{same: "phone", mail: "email"}; !maps.Equal(why, want) {
		t.Errorf("found %v, want %v", why, want)
	}
	guest := put(nil, "", "typed@example.kr")
	put(nil, "", "typed@example.kr")
	if list, err := shop.DuplicatesOf(context.Background(), f.db, guest); err != nil || len(list) != 0 {
		t.Errorf("an address that two guests typed made %d people one, %v", len(list), err)
	}
}
