package link_test

import (
	"context"
	"fmt"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"dari/internal/postgres"
	"dari/internal/postgres/pgtest"
	"dari/internal/shop/link"

	"github.com/jackc/pgx/v5"
)

func TestTheShopSellsWhateverBecomesOfUs(t *testing.T) {
	tests := map[string]string{
		"the table of changes is dropped": `DROP TABLE dari.link_changes`,
		"all our tables are dropped":      `DO $$ DECLARE t text; BEGIN FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'dari' LOOP EXECUTE 'DROP TABLE IF EXISTS dari.' || t || ' CASCADE'; END LOOP; END $$`,
		"our schema is dropped":           `DROP SCHEMA dari CASCADE`,
		"our clock is broken":             `SET dari.clock = 'nonsense'`,
		"the table refuses rows":          `ALTER TABLE dari.link_changes ADD CHECK (link_id < 0) NOT VALID`,
	}
	for name, harm := range tests {
		t.Run(name, func(t *testing.T) {
			s := open(t, storeOrders(), storeLines())
			ctx := context.Background()
			conn, err := s.db.Acquire(ctx)
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Release()
			for _, sql := range []string{
				`UPDATE store.orders SET state = '배송중' WHERE id = 1`, // the plan is kept from before the harm
				harm,
				`UPDATE store.orders SET state = '취소'`,
				`INSERT INTO store.orders (id, order_no, state) VALUES (50, 'A-50', 'placed')`,
				`DELETE FROM store.orders WHERE id = 5`,
				`DELETE FROM store.lines`,
			} {
				if _, err := conn.Exec(ctx, sql); err != nil {
					t.Fatalf("%.50s: %v", sql, err)
				}
			}
			var n int
			if err := conn.QueryRow(ctx, `SELECT count(*) FROM store.orders WHERE state = '취소'`).Scan(&n); err != nil || n != 4 {
				t.Errorf("%d orders are cancelled, %v", n, err)
			}
		})
	}
}

func TestTheShopDoesNotWaitForALockOfOurs(t *testing.T) {
	s := open(t, storeOrders())
	ctx := context.Background()
	tx, err := s.db.Begin(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback(ctx) }()
	if _, err := tx.Exec(ctx, `LOCK TABLE dari.link_changes`); err != nil {
		t.Fatal(err)
	}
	limited, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	if _, err := s.db.Exec(limited, `UPDATE store.orders SET state = '취소'`); err != nil {
		t.Errorf("the shop waited: %v", err)
	}
}

func TestATwoPhaseCommitWorks(t *testing.T) {
	s := open(t, storeOrders())
	if s.number(`SELECT current_setting('max_prepared_transactions')::int`) == 0 {
		t.Skip("the server has max_prepared_transactions = 0; TestNothingForbidsATwoPhaseCommit looks at the cause instead")
	}
	ctx := context.Background()
	tx, err := s.db.Begin(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, sql := range []string{`UPDATE store.orders SET state = '배송중' WHERE id = 1`, `PREPARE TRANSACTION 'sale'`} {
		if _, err := tx.Exec(ctx, sql); err != nil {
			t.Fatalf("%s: %v", sql, err)
		}
	}
	_ = tx.Rollback(ctx)
	s.exec(`COMMIT PREPARED 'sale'`)
	s.want("order.shipped 2")
}

// NOTIFY and temporary tables are what a trigger could do to forbid PREPARE TRANSACTION.
func TestNothingForbidsATwoPhaseCommit(t *testing.T) {
	s := open(t, storeOrders(), storeLines(), storeMembers())
	if n := s.number(`SELECT count(*) FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'dari' AND p.proname LIKE 'link\_%'
		AND p.prosrc ~* 'notify|temp'`); n != 0 {
		t.Errorf("%d functions notify or make temporary tables", n)
	}
	if n := s.number(`SELECT count(*) FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'dari' AND p.proname LIKE 'link\_%'
		AND p.prosecdef AND p.proconfig[1] = 'search_path=pg_catalog, pg_temp'`); n != 9 {
		t.Errorf("%d functions are SECURITY DEFINER with a fixed search_path, want 9", n)
	}
}

func TestAUserWithoutRightsOnOurSchemaIsHeard(t *testing.T) {
	s := open(t, storeOrders())
	role := fmt.Sprintf("shop_clerk_%d", time.Now().UnixNano())
	s.exec(fmt.Sprintf(`CREATE ROLE %[1]s; GRANT USAGE ON SCHEMA store TO %[1]s; GRANT SELECT, UPDATE ON store.orders TO %[1]s`, role))
	t.Cleanup(func() { s.exec(fmt.Sprintf(`DROP OWNED BY %[1]s; DROP ROLE %[1]s`, role)) })
	err := postgres.InTx(context.Background(), s.db, func(tx pgx.Tx) error {
		if _, err := tx.Exec(context.Background(), `SET LOCAL ROLE `+role); err != nil {
			return err
		}
		_, err := tx.Exec(context.Background(), `UPDATE store.orders SET state = '배송중' WHERE id = 4`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	s.want("order.shipped 2")
}

func TestPartitionsAreWatchedThroughEveryDoor(t *testing.T) {
	s := open(t)
	s.exec(`
CREATE TABLE store.parts (no text NOT NULL, state text NOT NULL, year integer NOT NULL, note text) PARTITION BY LIST (year);
CREATE TABLE store.parts_2025 PARTITION OF store.parts FOR VALUES IN (2025);
CREATE TABLE store.parts_2026 PARTITION OF store.parts FOR VALUES IN (2026);
INSERT INTO store.parts VALUES ('P-1', 'paid', 2026), ('P-2', 'paid', 2026)`)
	spec := link.Spec{Kind: link.Orders, Table: "store.parts", Key: "no", Map: map[string]string{"status": "state"}}
	if _, err := s.links.Add(context.Background(), spec); err != nil {
		t.Fatal(err)
	}
	s.exec(`UPDATE store.parts SET note = 'x'`)
	if n := s.number(`SELECT count(*) FROM dari.link_changes`); n != 0 {
		t.Errorf("%d changes noted, though no mapped column changed", n)
	}
	s.exec(`UPDATE store.parts SET state = 'shipped' WHERE no = 'P-1'`)
	s.mirror()
	s.exec(`UPDATE store.parts_2026 SET state = 'shipped' WHERE no = 'P-2'`)
	s.mirror()
	s.exec(`INSERT INTO store.parts_2025 VALUES ('P-3', 'placed', 2025)`)
	s.mirror()
	s.exec(`UPDATE store.parts SET year = 2025 WHERE no = 'P-1'`) // moves to the other partition
	s.want("order.shipped 2", "order.shipped 2", "order.placed 1")
	found, err := s.links.Find(context.Background(), "parts")
	if err != nil || found.Trigger != "row" {
		t.Errorf("link %+v, %v", found, err)
	}
}

func TestARemovedLinkLeavesNoTrace(t *testing.T) {
	dump, err := exec.LookPath("pg_dump")
	if err != nil {
		t.Skip("no pg_dump on this machine")
	}
	s := open(t)
	s.exec(`CREATE TABLE store.parts (no text NOT NULL, state text NOT NULL, year integer NOT NULL) PARTITION BY LIST (year);
CREATE TABLE store.parts_2026 PARTITION OF store.parts FOR VALUES IN (2026)`)
	schema := func() string {
		out, err := exec.Command(dump, "--schema-only", "-n", "store", s.db.Config().ConnString()).CombinedOutput()
		if err != nil {
			t.Fatalf("pg_dump: %v: %s", err, out)
		}
		var kept []string
		for line := range strings.Lines(string(out)) {
			if !strings.HasPrefix(line, `\restrict`) && !strings.HasPrefix(line, `\unrestrict`) { // a new word each time
				kept = append(kept, line)
			}
		}
		return strings.Join(kept, "")
	}
	before := schema()
	parts := link.Spec{Kind: link.Orders, Table: "store.parts", Key: "no", Map: map[string]string{"status": "state"}}
	for _, spec := range []link.Spec{storeOrders(), storeLines(), storeMembers(), parts} {
		if _, err := s.links.Add(context.Background(), spec); err != nil {
			t.Fatal(err)
		}
	}
	if schema() == before {
		t.Error("the links left no trace while they were there")
	}
	for _, name := range []string{"store_orders", "lines", "members", "parts"} {
		if err := s.links.Remove(context.Background(), name); err != nil {
			t.Fatal(err)
		}
	}
	if after := schema(); after != before {
		t.Error("the shop's schema is not what it was")
	}
	if n := s.number(`SELECT count(*) FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'dari' AND p.proname LIKE 'link\_%'`); n != 0 {
		t.Errorf("%d functions are left", n)
	}
}

func TestALinkWhoseTableWasDroppedCanBeRemoved(t *testing.T) {
	s := open(t, storeLines(), storeOrders())
	s.exec(`ALTER TABLE store.lines RENAME COLUMN qty TO amount; UPDATE store.lines SET amount = 9`)
	s.exec(`UPDATE store.orders SET state = '배송중' WHERE id = 1`)
	s.want("order.shipped 2") // the broken link did not stop the other
	s.exec(`DROP TABLE store.orders`)
	for _, name := range []string{"store_orders", "lines"} {
		if err := s.links.Remove(context.Background(), name); err != nil {
			t.Fatal(err)
		}
	}
	s.exec(`UPDATE store.lines SET amount = 8`)
}

func TestNothingIsLostBetweenTriggersAndFill(t *testing.T) {
	s := open(t)
	ctx := context.Background()
	s.links = link.New(link.Options{DB: s.db, Batch: 50})
	s.exec(`INSERT INTO store.orders (id, order_no, state) SELECT n, 'A-' || n, 'placed' FROM generate_series(100, 2099) n`)
	stop := make(chan struct{})
	var writers sync.WaitGroup
	for w := range 3 {
		writers.Go(func() {
			for n := 0; ; n++ {
				select {
				case <-stop:
					return
				default:
				}
				id := 100 + (w*700+n)%2000
				if _, err := s.db.Exec(ctx, `UPDATE store.orders SET state = CASE state WHEN 'placed' THEN 'paid' ELSE 'shipped' END WHERE id = $1`, id); err != nil {
					t.Error(err)
					return
				}
				if _, err := s.db.Exec(ctx, `INSERT INTO store.orders (id, order_no, state) VALUES ($1, $2, 'placed')`, 10000+w*100000+n, fmt.Sprintf("N-%d-%d", w, n)); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	if _, err := s.links.Add(ctx, storeOrders()); err != nil {
		t.Fatal(err)
	}
	close(stop)
	writers.Wait()
	s.mirror()
	if n := s.number(`SELECT count(*) FROM store.orders o LEFT JOIN dari.orders d ON d.number = o.order_no
		WHERE d.status IS DISTINCT FROM CASE o.state WHEN '결제완료' THEN 'paid' ELSE o.state END`); n != 0 {
		t.Errorf("%d orders differ from the shop's", n)
	}
	// An order is told of exactly when it was made or moved after the triggers were there.
	if n := s.number(`SELECT count(*) FROM dari.orders o WHERE (o.version > 1) <> EXISTS (SELECT FROM dari.outbox e WHERE e.subject_id = o.id AND e.version = o.version AND o.version > 1)`); n != 0 {
		t.Errorf("%d orders changed without an event", n)
	}
}

// BenchmarkUpdateOf10000 compares one UPDATE of 10,000 linked orders with the same without a link, in
// turn, and how long the mirror takes for it.
func BenchmarkUpdateOf10000(b *testing.B) {
	ctx := context.Background()
	db := pgtest.New(b)
	links := link.New(link.Options{DB: db})
	exec := func(sql string) time.Duration {
		started := time.Now()
		if _, err := db.Exec(ctx, sql); err != nil {
			b.Fatal(err)
		}
		return time.Since(started)
	}
	exec(sqlShop)
	exec(`DELETE FROM store.orders; INSERT INTO store.orders SELECT n, 'A-' || n, 'placed', '구매자', '010-2000-' || lpad((n % 9000)::text, 4, '0'), 'b' || n || '@example.com',
		1000, '2026-12-13', '', NULL, NULL, '2026-11-03 14:05' FROM generate_series(1, 10000) n; CREATE TABLE store.plain (LIKE store.orders INCLUDING ALL); INSERT INTO store.plain SELECT * FROM store.orders`)
	fill := time.Now()
	if _, err := links.Add(ctx, storeOrders()); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(time.Since(fill).Milliseconds()), "fill-ms")
	var plain, linked, mirrored time.Duration
	states := []string{"shipped", "paid"}
	b.ResetTimer()
	for n := range b.N {
		state := states[n%2]
		exec(`VACUUM store.plain, store.orders, dari.link_changes`)
		exec(`UPDATE store.orders SET state = 'x' WHERE id = -1`)
		plain += exec(`UPDATE store.plain SET state = '` + state + `'`)
		linked += exec(`UPDATE store.orders SET state = '` + state + `'`)
		started := time.Now()
		for taken := 1; taken > 0; {
			err := postgres.InTx(ctx, db, func(tx pgx.Tx) (err error) {
				taken, err = links.Mirror(ctx, tx)
				return err
			})
			if err != nil {
				b.Fatal(err)
			}
		}
		mirrored += time.Since(started)
	}
	b.StopTimer()
	per := float64(b.N) * float64(time.Millisecond)
	b.ReportMetric(float64(plain)/per, "plain-ms")
	b.ReportMetric(float64(linked)/per, "linked-ms")
	b.ReportMetric(float64(mirrored)/per, "mirror-ms")
	b.ReportMetric(float64(linked)/float64(plain), "ratio")
	var n int
	if err := db.QueryRow(ctx, `SELECT count(*) FROM dari.outbox`).Scan(&n); err != nil || n != 10000*b.N {
		b.Errorf("%d events, %v; want %d", n, err, 10000*b.N)
	}
}
