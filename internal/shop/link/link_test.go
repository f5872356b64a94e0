package link_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"dari/internal/event"
	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/postgres/pgtest"
	"dari/internal/shop"
	"dari/internal/shop/link"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

const sqlShop = `
CREATE SCHEMA store;
CREATE TABLE store.orders (
  id bigint PRIMARY KEY, order_no text NOT NULL UNIQUE, state text NOT NULL, buyer text, tel text, mail text, sum_krw numeric(12,2),
  promised date, memo text, carrier text, tracking text, ordered_at timestamp);
CREATE TABLE store.lines (id bigserial PRIMARY KEY, order_no text NOT NULL, name text, qty integer, price integer);
CREATE TABLE store.members (id bigint PRIMARY KEY, name text, tel text, mail text, born date, sms_ok boolean, mail_ok char(1));
INSERT INTO store.orders SELECT n, 'A-' || n, '결제완료', '구매자', '010-2000-' || lpad(n::text, 4, '0'), 'b' || n || '@example.com', 1000 * n,
  '2026-12-13', '', NULL, NULL, '2026-11-03 14:05' FROM generate_series(1, 5) n;
INSERT INTO store.lines (order_no, name, qty, price) SELECT 'A-' || n, '백자 반상기', 1, 1000 * n FROM generate_series(1, 5) n;
INSERT INTO store.members VALUES (1, '김하늘', '010-2345-6789', 'haneul@example.com', '1990-12-01', true, 'N');`

func storeOrders() link.Spec {
	return link.Spec{
		Name: "store_orders", Kind: link.Orders, Table: "store.orders", Key: "id",
		Map: map[string]string{
			"number": "order_no", "status": "state", "buyer_name": "buyer", "buyer_phone": "tel", "buyer_email": "mail", "total": "sum_krw",
			"eta_to": "promised", "carrier": "carrier", "tracking_no": "tracking", "placed_at": "ordered_at",
		},
		StatusMap: map[string]string{"결제완료": "paid", "배송중": "shipped", "취소": "cancelled"},
	}
}

func storeLines() link.Spec {
	return link.Spec{
		Kind: link.OrderLines, Table: "store.lines", Key: "id",
		Map: map[string]string{"number": "order_no", "title": "name", "quantity": "qty", "price": "price"},
	}
}

func storeMembers() link.Spec {
	return link.Spec{
		Kind: link.Members, Table: "store.members", Key: "id",
		Map: map[string]string{"name": "name", "phone": "tel", "email": "mail", "birthday": "born", "sms_ok": "sms_ok", "email_ok": "mail_ok"},
	}
}

// store is a shop with tables of its own, linked.
type store struct {
	t     *testing.T
	db    *pgxpool.Pool
	links *link.Links
	said  []shop.Consent
}

func open(t *testing.T, specs ...link.Spec) *store {
	t.Helper()
	s := &store{t: t, db: pgtest.New(t)}
	s.links = link.New(link.Options{DB: s.db, Consents: func(_ context.Context, _ pgx.Tx, consents []shop.Consent) error {
		s.said = append(s.said, consents...)
		return nil
	}})
	s.exec(sqlShop)
	for _, spec := range specs {
		if _, err := s.links.Add(context.Background(), spec); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func (s *store) exec(sql string, args ...any) {
	s.t.Helper()
	if _, err := s.db.Exec(context.Background(), sql, args...); err != nil {
		s.t.Fatalf("%.60s: %v", sql, err)
	}
}

func (s *store) number(sql string, args ...any) (n int) {
	s.t.Helper()
	if err := s.db.QueryRow(context.Background(), sql, args...).Scan(&n); err != nil {
		s.t.Fatalf("%.60s: %v", sql, err)
	}
	return n
}

func (s *store) mirror() {
	s.t.Helper()
	for {
		var n int
		err := postgres.InTx(context.Background(), s.db, func(tx pgx.Tx) (err error) {
			n, err = s.links.Mirror(context.Background(), tx)
			return err
		})
		if err != nil {
			s.t.Fatal(err)
		}
		if n == 0 {
			return
		}
	}
}

// events mirrors and answers what has been published so far.
func (s *store) events() []string {
	s.t.Helper()
	s.mirror()
	list := []string{}
	events, err := event.Export(context.Background(), s.db, 0, 100000)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, e := range events {
		list = append(list, fmt.Sprintf("%s %d", e.Kind, e.Version))
	}
	return list
}

func (s *store) want(want ...string) {
	s.t.Helper()
	if got := s.events(); !slices.Equal(got, want) {
		s.t.Errorf("events %v, want %v", got, want)
	}
}

func (s *store) order(number string) shop.Order {
	s.t.Helper()
	o, err := shop.OrderByNumber(context.Background(), s.db, number)
	if err != nil {
		s.t.Fatal(err)
	}
	return o
}

func TestTheFirstFillMirrorsAllAndTellsNobody(t *testing.T) {
	// Lines first: they must wait for their orders.
	s := open(t, storeLines(), storeOrders(), storeMembers())
	s.want()
	o := s.order("A-3")
	if o.Status != shop.Paid || o.Total != 3000 || o.ETATo != "2026-12-13" || !o.IsPreorder || o.Source != "store_orders" || o.Version != 1 {
		t.Errorf("order %+v", o)
	}
	if got := o.PlacedAt.UTC().Format("2006-01-02 15:04"); got != "2026-11-03 05:05" {
		t.Errorf("placed at %s; a time without a zone is the shop's", got)
	}
	if len(o.Items) != 1 || o.Items[0].Title != "백자 반상기" || len(o.Promises) != 1 {
		t.Errorf("items %+v, promises %+v", o.Items, o.Promises)
	}
	c, err := shop.CustomerByRef(context.Background(), s.db, "1")
	if err != nil || c.Name != "김하늘" || c.Birthday == nil || c.Birthday.Month != 12 {
		t.Errorf("member %+v, %v", c, err)
	}
	if len(s.said) != 2 || !s.said[0].Granted || s.said[1].Granted || s.said[1].Channel != "email" || !s.said[0].Known {
		t.Errorf("consents %+v", s.said)
	}
	if n := s.number(`SELECT count(*) FROM dari.link_parked`); n != 0 {
		t.Errorf("%d rows are parked", n)
	}
}

func TestWhateverWritesTheRowCausesTheEvent(t *testing.T) {
	tests := map[string]struct {
		write string
		want  []string
	}{
		"one row":                         {`UPDATE store.orders SET state = '배송중', carrier = 'hanjin', tracking = '4401' WHERE id = 1`, []string{"order.shipped 2"}},
		"all rows":                        {`UPDATE store.orders SET state = '배송중'`, []string{"order.shipped 2", "order.shipped 2", "order.shipped 2", "order.shipped 2", "order.shipped 2"}},
		"a column that is not mapped":     {`UPDATE store.orders SET memo = 'x'`, nil},
		"the same again":                  {`UPDATE store.orders SET state = state`, nil},
		"a later arrival":                 {`UPDATE store.orders SET promised = promised + 10 WHERE id = 2`, []string{"preorder.delayed 2"}},
		"an earlier arrival":              {`UPDATE store.orders SET promised = promised - 3 WHERE id = 2`, []string{"preorder.moved_up 2"}},
		"a new order":                     {`INSERT INTO store.orders (id, order_no, state) VALUES (9, 'A-9', 'placed')`, []string{"order.placed 1"}},
		"rolled back":                     {`DO $$ BEGIN UPDATE store.orders SET state = '배송중'; RAISE EXCEPTION 'x'; EXCEPTION WHEN OTHERS THEN END $$`, nil},
		"MERGE":                           {`MERGE INTO store.orders o USING (SELECT 1 AS id) s ON s.id = o.id WHEN MATCHED THEN UPDATE SET state = '취소'`, []string{"order.cancelled 2"}},
		"INSERT ON CONFLICT":              {`INSERT INTO store.orders (id, order_no, state) VALUES (1, 'A-1', '취소') ON CONFLICT (id) DO UPDATE SET state = excluded.state`, []string{"order.cancelled 2"}},
		"a deleted order stays, silently": {`DELETE FROM store.orders WHERE id = 1`, nil},
		"a changed key is the same order": {`UPDATE store.orders SET id = 77 WHERE id = 1`, nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := open(t, storeOrders())
			s.exec(tt.write)
			s.want(tt.want...)
			if n := s.number(`SELECT count(*) FROM dari.link_changes`); n != 0 {
				t.Errorf("%d changes are left", n)
			}
		})
	}
}

func TestThereAndBackAreDistinctVersions(t *testing.T) {
	s := open(t, storeOrders())
	for _, state := range []string{"배송중", "결제완료", "배송중"} {
		s.exec(`UPDATE store.orders SET state = $1 WHERE id = 1`, state)
		s.mirror()
	}
	s.want("order.shipped 2", "order.paid 3", "order.shipped 4")
}

func TestABadRowStopsNoOther(t *testing.T) {
	s := open(t, storeOrders(), storeLines())
	s.exec(`UPDATE store.orders SET state = CASE id WHEN 2 THEN '알수없음' ELSE '배송중' END`)
	s.exec(`UPDATE store.lines SET qty = 0 WHERE order_no = 'A-1'`)
	s.want("order.shipped 2", "order.shipped 2", "order.shipped 2", "order.shipped 2")
	if n := s.number(`SELECT count(*) FROM dari.link_parked WHERE (reason, column_name) IN (('status', 'status'), ('number', 'quantity'))`); n != 2 {
		t.Errorf("%d rows are parked with their reasons, want 2", n)
	}
	s.exec(`UPDATE store.orders SET state = '취소' WHERE id = 2`)
	s.mirror()
	if o := s.order("A-2"); o.Status != shop.Cancelled {
		t.Errorf("the mended row is %s", o.Status)
	}
	if n := s.number(`SELECT count(*) FROM dari.link_parked`); n != 1 {
		t.Errorf("%d rows are parked, want the line only", n)
	}
}

func TestWhatTheDatabaseRefusesIsParkedAlone(t *testing.T) {
	s := open(t, storeOrders())
	s.exec(`ALTER TABLE dari.orders ADD CHECK (buyer_name <> '금지')`)
	s.exec(`UPDATE store.orders SET state = '배송중', buyer = CASE id WHEN 3 THEN '금지' ELSE buyer END`)
	if got := len(s.events()); got != 4 {
		t.Errorf("%d events, want those of the 4 good rows", got)
	}
	if n := s.number(`SELECT count(*) FROM dari.link_parked WHERE reason = 'database' AND source_key = '3'`); n != 1 {
		t.Error("the refused row is not parked")
	}
}

func TestAnUnchangedColumnNeverOverrides(t *testing.T) {
	s := open(t, storeOrders())
	// Someone here promises another day; then the shop changes the state only.
	later := "2026-12-20"
	err := postgres.InTx(context.Background(), s.db, func(tx pgx.Tx) error {
		_, err := shop.ApplyOrders(context.Background(), tx, []shop.OrderChange{{Source: shop.FromAPI, SourceKey: "A-1", Number: "A-1", ETATo: &later, DecidedBy: "staff:7"}}, shop.Apply{})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	s.exec(`UPDATE store.orders SET state = '배송중' WHERE id = 1`)
	s.want("preorder.delayed 2", "order.shipped 3")
	o := s.order("A-1")
	if o.ETATo != later || o.Status != shop.Shipped || o.Promises[0].DecidedBy != "staff:7" {
		t.Errorf("order %+v", o)
	}
}

func TestLinesMakeAVersionAndNoEvent(t *testing.T) {
	s := open(t, storeOrders(), storeLines())
	s.exec(`UPDATE store.lines SET qty = 3 WHERE order_no = 'A-1'`)
	s.exec(`INSERT INTO store.lines (order_no, name, qty, price) VALUES ('A-1', '찻잔', 2, 9000)`)
	s.exec(`DELETE FROM store.lines WHERE order_no = 'A-2'`)
	s.want()
	if o := s.order("A-1"); o.Version != 2 || len(o.Items) != 2 || o.Items[0].Quantity != 3 {
		t.Errorf("order %+v", o)
	}
	if o := s.order("A-2"); o.Version != 2 || len(o.Items) != 0 {
		t.Errorf("order %+v", o)
	}
	// A new order and its lines, the lines noted first.
	s.exec(`INSERT INTO store.lines (order_no, name, qty, price) VALUES ('A-8', '찻잔', 2, 9000)`)
	s.mirror()
	s.exec(`INSERT INTO store.orders (id, order_no, state) VALUES (8, 'A-8', 'placed')`)
	s.want("order.placed 1")
	if o := s.order("A-8"); o.Version != 1 || len(o.Items) != 1 {
		t.Errorf("order %+v", o)
	}
}

func TestAConsentIsToldOnceWhenItChanges(t *testing.T) {
	s := open(t, storeMembers())
	s.said = nil
	s.exec(`UPDATE store.members SET mail_ok = 'Y'`)
	s.mirror()
	s.exec(`UPDATE store.members SET name = '김바다'`)
	s.mirror()
	if len(s.said) != 1 || s.said[0].Channel != "email" || !s.said[0].Granted || s.said[0].CustomerID == 0 || s.said[0].Known {
		t.Errorf("consents %+v", s.said)
	}
	s.said = nil
	s.exec(`DELETE FROM store.members`)
	s.mirror()
	if len(s.said) != 2 || s.said[0].Granted || s.said[1].Granted {
		t.Errorf("who left: consents %+v", s.said)
	}
}

func TestWhatCannotBeLinkedIsRefusedWithASentence(t *testing.T) {
	s := open(t)
	s.exec(`CREATE VIEW store.v AS SELECT * FROM store.orders; CREATE TABLE store.dup AS SELECT * FROM store.orders`)
	changed := func(f func(*link.Spec)) link.Spec {
		spec := storeOrders()
		f(&spec)
		return spec
	}
	tests := map[string]link.Spec{
		"no such table":      changed(func(s *link.Spec) { s.Table = "store.nope" }),
		"a view":             changed(func(s *link.Spec) { s.Table = "store.v" }),
		"no such column":     changed(func(s *link.Spec) { s.Map["status"] = "nope" }),
		"no such item":       changed(func(s *link.Spec) { s.Map["colour"] = "memo" }),
		"no status":          changed(func(s *link.Spec) { delete(s.Map, "status") }),
		"a key not unique":   changed(func(s *link.Spec) { s.Table = "store.dup" }),
		"no key":             changed(func(s *link.Spec) { s.Key = "" }),
		"a state not ours":   changed(func(s *link.Spec) { s.StatusMap = map[string]string{"x": "flying"} }),
		"a table of our own": changed(func(s *link.Spec) { s.Table = "dari.orders" }),
	}
	for name, spec := range tests {
		t.Run(name, func(t *testing.T) {
			if _, err := s.links.Add(context.Background(), spec); !fault.Is(err, fault.Invalid) {
				t.Errorf("error %v, want a sentence", err)
			}
		})
	}
	if _, err := s.links.Add(context.Background(), storeOrders()); err != nil {
		t.Fatal(err)
	}
	if _, err := s.links.Add(context.Background(), storeOrders()); !fault.Is(err, fault.Conflict) {
		t.Errorf("linked twice: %v", err)
	}
}

func TestTestShowsRowsAndWhatIsWrongWithThem(t *testing.T) {
	s := open(t)
	s.exec(`UPDATE store.orders SET state = '알수없음' WHERE id = 2`)
	samples, err := s.links.Test(context.Background(), storeOrders())
	if err != nil || len(samples) != 5 {
		t.Fatalf("%d samples, %v", len(samples), err)
	}
	for _, sample := range samples {
		if sample.Key == "2" && sample.Problem != "status" {
			t.Errorf("sample %+v", sample)
		}
		if sample.Key == "1" && (sample.Values["status"] != "paid" || sample.Values["number"] != "A-1") {
			t.Errorf("sample %+v", sample)
		}
	}
	if n := s.number(`SELECT count(*) FROM dari.orders`); n != 0 {
		t.Error("a test wrote something")
	}
}

func TestTwoRowsUnderOneNumberAreOneOrder(t *testing.T) {
	s := open(t)
	s.exec(`CREATE TABLE store.legacy (id bigint PRIMARY KEY, no text, state text)`)
	spec := link.Spec{Kind: link.Orders, Table: "store.legacy", Key: "id", Map: map[string]string{"number": "no", "status": "state"}}
	if _, err := s.links.Add(context.Background(), spec); err != nil {
		t.Fatal(err)
	}
	s.exec(`INSERT INTO store.legacy VALUES (1, 'L-1', 'placed'), (2, 'L-1', 'paid'), (3, 'L-3', 'paid'), (4, NULL, 'paid')`)
	s.mirror()
	s.exec(`UPDATE store.legacy SET state = 'shipped' WHERE id = 2`)
	s.mirror()
	found, err := s.links.Find(context.Background(), "legacy")
	if err != nil || found.Parked != 2 || found.Waiting != 0 {
		t.Errorf("link %+v, %v", found, err)
	}
	parked, err := s.links.ParkedRows(context.Background(), found.ID, 10)
	if err != nil || len(parked) != 2 {
		t.Fatalf("parked %+v, %v", parked, err)
	}
	reasons := map[string]string{}
	for _, p := range parked {
		reasons[p.Key] = p.Reason
	}
	if reasons["4"] != "missing" || reasons["1"]+reasons["2"] != "number_taken" {
		t.Errorf("reasons %v", reasons)
	}
	// Mended, and looked at again.
	s.exec(`SET session_replication_role = replica; UPDATE store.legacy SET no = 'L-' || id; SET session_replication_role = DEFAULT`)
	if n, err := s.links.Retry(context.Background(), found.ID); err != nil || n != 2 {
		t.Errorf("retried %d, %v", n, err)
	}
	s.mirror()
	if n := s.number(`SELECT count(*) FROM dari.orders`); n != 4 {
		t.Errorf("%d orders, want 4", n)
	}
}
