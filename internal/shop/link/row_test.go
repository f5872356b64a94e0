package link

import (
	"testing"
	"time"

	"dari/internal/shop"
)

func seoul(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Asia/Seoul")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func TestColumnsAreReadAsShopsWriteThem(t *testing.T) {
	link := &Link{Spec: Spec{Name: "x", Kind: Orders, StatusMap: map[string]string{"결제완료": "paid"}}}
	tests := map[string]struct {
		raw  string
		ok   func(c shop.OrderChange) bool
		want parking
	}{
		"a status of the shop's":      {`{"number": "1", "status": "결제완료"}`, func(c shop.OrderChange) bool { return *c.Status == "paid" }, parking{}},
		"a status of ours":            {`{"number": "1", "status": " Shipped "}`, func(c shop.OrderChange) bool { return *c.Status == "shipped" }, parking{}},
		"an unknown status":           {`{"number": "1", "status": "flying"}`, nil, parking{Reason: "status", Column: "status"}},
		"no number":                   {`{"number": null, "status": "paid"}`, nil, parking{Reason: "missing", Column: "number"}},
		"a number that is a number":   {`{"number": 12345678901234567890}`, func(c shop.OrderChange) bool { return c.Number == "12345678901234567890" }, parking{}},
		"a sum with its decimals":     {`{"number": "1", "total": 38000.50}`, func(c shop.OrderChange) bool { return *c.Total == 38001 }, parking{}},
		"a sum with commas":           {`{"number": "1", "total": "38,000"}`, func(c shop.OrderChange) bool { return *c.Total == 38000 }, parking{}},
		"a sum that is words":         {`{"number": "1", "total": "삼만"}`, nil, parking{Reason: "number", Column: "total"}},
		"a sum beyond all sums":       {`{"number": "1", "total": 1e400}`, nil, parking{Reason: "number", Column: "total"}},
		"a date":                      {`{"number": "1", "eta_to": "2026-12-13"}`, func(c shop.OrderChange) bool { return *c.ETATo == "2026-12-13" && *c.IsPreorder }, parking{}},
		"a date with dots":            {`{"number": "1", "eta_to": "2026.12.13"}`, func(c shop.OrderChange) bool { return *c.ETATo == "2026-12-13" }, parking{}},
		"a moment as a date":          {`{"number": "1", "eta_to": "2026-12-13T00:00:00"}`, func(c shop.OrderChange) bool { return *c.ETATo == "2026-12-13" }, parking{}},
		"no date":                     {`{"number": "1", "eta_to": null}`, func(c shop.OrderChange) bool { return *c.ETATo == "" && !*c.IsPreorder }, parking{}},
		"a day of no calendar":        {`{"number": "1", "eta_to": "2026-02-30"}`, nil, parking{Reason: "date", Column: "eta_to"}},
		"the end of time":             {`{"number": "1", "eta_to": "infinity"}`, nil, parking{Reason: "date", Column: "eta_to"}},
		"yes":                         {`{"number": "1", "is_preorder": "Y"}`, func(c shop.OrderChange) bool { return *c.IsPreorder }, parking{}},
		"neither yes nor no":          {`{"number": "1", "is_preorder": "maybe"}`, nil, parking{Reason: "boolean", Column: "is_preorder"}},
		"a column that is not mapped": {`{"number": "1"}`, func(c shop.OrderChange) bool { return c.BuyerName == nil && c.Total == nil && c.IsPreorder == nil }, parking{}},
		"a moment without a zone":     {`{"number": "1", "placed_at": "2026-11-03 14:05"}`, func(c shop.OrderChange) bool { return c.PlacedAt.UTC().Hour() == 5 }, parking{}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := readRow("k", tt.raw, seoul(t))
			c := r.order(link, time.Time{})
			if r.bad.Reason != tt.want.Reason || r.bad.Column != tt.want.Column {
				t.Fatalf("refused for %+v, want %+v", r.bad, tt.want)
			}
			if tt.ok != nil && !tt.ok(c) {
				t.Errorf("change %+v", c)
			}
		})
	}
}

func TestBirthdaysAreReadAsShopsWriteThem(t *testing.T) {
	tests := map[string]struct {
		raw        string
		kind       string
		year       int // 0: not known
		month, day int // 0: no birthday
		leap, none bool
	}{
		"a date":                {`{"birthday": "1990-03-02"}`, "solar", 1990, 3, 2, false, false},
		"the year is not known": {`{"birthday": "03-02"}`, "solar", 0, 3, 2, false, false},
		"by the moon":           {`{"birthday": "1990-02-30", "birth_kind": "음력"}`, "lunar", 1990, 2, 30, false, false},
		"in a leap month":       {`{"birthday": "1990-05-02", "birth_kind": "윤"}`, "lunar", 1990, 5, 2, true, false},
		"not told":              {`{"birthday": null}`, "", 0, 0, 0, false, true},
		"not mapped":            {`{}`, "", 0, 0, 0, false, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			b, none := readRow("k", tt.raw, seoul(t)).birthday()
			if none != tt.none || (b == nil) != (tt.month == 0) {
				t.Fatalf("birthday %+v, none %t", b, none)
			}
			if b == nil {
				return
			}
			year := 0
			if b.Year != nil {
				year = *b.Year
			}
			if b.Kind != tt.kind || year != tt.year || b.Month != tt.month || b.Day != tt.day || b.LeapMonth != tt.leap {
				t.Errorf("birthday %+v of %d", *b, year)
			}
		})
	}
}

func TestAStatusMapIsReadFromText(t *testing.T) {
	got, err := ParseStatusMap("paid=결제완료, paid=입금확인,shipped=배송중")
	if err != nil || len(got) != 3 || got["입금확인"] != "paid" || got["배송중"] != "shipped" {
		t.Errorf("%v, %v", got, err)
	}
	for _, bad := range []string{"paid", "flying=x", "paid="} {
		if _, err := ParseStatusMap(bad); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
}
