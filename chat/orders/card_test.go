package orders

import (
	"strings"
	"testing"
	"time"

	"dari/internal/i18n"
	"dari/internal/shop"
)

func koreanReader() reader {
	now := time.Date(2026, time.November, 23, 5, 5, 0, 0, time.UTC)
	return reader{i18n.Korean, i18n.Format{Lang: i18n.Korean, Zone: i18n.Seoul(), Now: now}, i18n.Seoul()}
}

func promises(dates ...string) []shop.Promise { // oldest first
	list := make([]shop.Promise, len(dates))
	for i, d := range dates {
		list[len(dates)-1-i] = shop.Promise{Version: i + 1, ETATo: d, ReasonText: "가마 보수"}
	}
	return list
}

func TestACardSaysHowTheArrivalHasMoved(t *testing.T) {
	tests := map[string]struct {
		told    []string
		text    string
		earlier bool
		days    int
	}{
		"said once":                      {[]string{"2026-12-29"}, "", false, 0},
		"later":                          {[]string{"2026-12-16", "2026-12-23"}, "12월 16일에서 12월 23일로 7일 늦어졌어요 · 가마 보수", false, 7},
		"earlier than ever":              {[]string{"2026-12-29", "2026-12-16"}, "처음 안내한 12월 29일보다 13일 빨라요", true, 13},
		"later, and then a little less":  {[]string{"2026-12-16", "2026-12-29", "2026-12-23"}, "12월 29일에서 12월 23일로 6일 빨라졌어요", true, 6},
		"twice earlier":                  {[]string{"2026-12-29", "2026-12-20", "2026-12-16"}, "처음 안내한 12월 29일보다 13일 빨라요", true, 13},
		"the same again":                 {[]string{"2026-12-29", "2026-12-29"}, "", false, 0},
		"later after having been sooner": {[]string{"2026-12-29", "2026-12-16", "2026-12-18"}, "12월 16일에서 12월 18일로 2일 늦어졌어요 · 가마 보수", false, 2},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			c := koreanReader().card(shop.Order{Number: "A", Status: shop.Paid, IsPreorder: true, ETATo: tt.told[len(tt.told)-1], Promises: promises(tt.told...)}, beside{}, nil)
			if tt.text == "" {
				if c.Moved != nil {
					t.Errorf("moved: %+v", c.Moved)
				}
				return
			}
			if c.Moved == nil || c.Moved.Text != tt.text || c.Moved.Earlier != tt.earlier || c.Moved.Days != tt.days {
				t.Errorf("moved: %+v, want %s", c.Moved, tt.text)
			}
			if len(c.History) != len(tt.told) {
				t.Errorf("history: %+v", c.History)
			}
		})
	}
}

func TestAnOrderMayBeChangedOnlyWhileItsStateAllows(t *testing.T) { // R17
	everything := Can{Cancel: true, Change: true, Address: true}
	tests := map[string]struct {
		status   string
		preorder bool
		request  *RequestView
		want     Can
		steps    string // d done, n now, t to do
		notice   bool
	}{
		"placed":                      {shop.Placed, false, nil, everything, "ntttt", false},
		"paid":                        {shop.Paid, false, nil, everything, "dnttt", false},
		"preparing":                   {shop.Preparing, false, nil, Can{Cancel: true, Address: true}, "ddntt", false},
		"being made":                  {shop.Preparing, true, nil, Can{Cancel: true, Address: true}, "ddntt", true},
		"shipped":                     {shop.Shipped, false, nil, Can{}, "dddnt", false},
		"delivered":                   {shop.Delivered, false, nil, Can{Return: true}, "ddddd", false},
		"cancelled":                   {shop.Cancelled, false, nil, Can{}, "", false},
		"asked already":               {shop.Paid, false, &RequestView{State: asked}, Can{}, "dnttt", false},
		"approved already":            {shop.Paid, false, &RequestView{State: approved}, Can{}, "dnttt", false},
		"after a request was refused": {shop.Paid, false, &RequestView{State: refused}, everything, "dnttt", false},
		"after a request taken back":  {shop.Paid, false, &RequestView{State: withdrawn}, everything, "dnttt", false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			c := koreanReader().card(shop.Order{Number: "A", Status: tt.status, IsPreorder: tt.preorder}, beside{}, tt.request)
			if c.Can != tt.want || (c.WhyNot == "") != tt.want.Cancel || (c.Notice != "") != tt.notice {
				t.Errorf("can %+v, why not %q, notice %q", c.Can, c.WhyNot, c.Notice)
			}
			steps := ""
			for _, s := range c.Steps {
				steps += s.State[:1]
			}
			if steps != tt.steps {
				t.Errorf("steps %q, want %q", steps, tt.steps)
			}
		})
	}
}

func TestACardIsReadyToBeDrawn(t *testing.T) {
	lines := []shop.Line{{No: 1, Item: shop.Item{Title: "백자 반상기", Option: "2인", Quantity: 1, Price: 38000, ImageURL: "https://ondam.example/bowl.jpg"}}, {No: 2, Item: shop.Item{Title: "수저받침", Quantity: 2, Price: 6000}}}
	o := shop.Order{
		Number: "2026-1103-0187", Status: shop.Shipped, Total: 128000, ETAFrom: "2026-12-14", ETATo: "2026-12-16",
		PlacedAt: time.Date(2026, time.November, 3, 1, 0, 0, 0, time.UTC), Shipment: &shop.Shipment{Carrier: "epost", TrackingNo: "60 9"},
	}
	carriers := map[string]shop.Carrier{"epost": {Code: "epost", NameKo: "우체국택배", NameEn: "Korea Post", TrackingURL: "https://post.example/?sid1={no}"}}
	at := time.Date(2026, time.November, 23, 0, 12, 0, 0, time.UTC)
	b := beside{map[int64][]shop.Line{0: lines}, carriers, map[int64][]shop.Scan{0: {{At: at, Text: "마포 배달 출발"}, {At: at.Add(-time.Hour), Text: "마포 도착"}}}}
	c := koreanReader().card(o, b, nil)
	if c.Title != "백자 반상기" || c.MoreItems != 1 || c.TotalText != "128,000원" || c.ETAText != "12월 14일 (월) – 12월 16일 (수)" || c.PlacedText != "11월 3일 (화)" || c.StatusLabel != "배송 중" {
		t.Errorf("the card is %+v", c)
	}
	if s := c.Shipment; s == nil || s.CarrierName != "우체국택배" || s.TrackingURL != "https://post.example/?sid1=60+9" {
		t.Errorf("the parcel is %+v", s)
	}
	if s := c.Shipment; s == nil || !strings.HasSuffix(s.LastScan, " · 마포 배달 출발") || len(s.Scans) != 2 || c.ImageURL != "https://ondam.example/bowl.jpg" {
		t.Errorf("the picture is %s, what the carrier says %+v", c.ImageURL, s)
	}
	o.Shipment.Carrier = "dove"
	if s := koreanReader().card(o, b, nil).Shipment; s.CarrierName != "dove" || s.TrackingURL != "" {
		t.Errorf("by an unknown carrier: %+v", s)
	}
}

func TestARefundIsCountedToTheWon(t *testing.T) {
	lines := []shop.Line{{No: 1, Item: shop.Item{Title: "접시", Quantity: 3, Price: 10000}}, {No: 2, Item: shop.Item{Title: "잔", Quantity: 1, Price: 5000}}}
	tests := map[string]struct {
		status string
		total  int64
		chosen []Asked
		refund int64
		whole  bool
		bad    bool
	}{
		"all of it":                      {shop.Paid, 35000, nil, 35000, true, false},
		"all, with the parcel's charge":  {shop.Paid, 38000, nil, 38000, true, false},
		"all, with a discount":           {shop.Paid, 30000, nil, 30000, true, false},
		"all, named one by one":          {shop.Paid, 38000, []Asked{{ID: 1, Quantity: 3}, {ID: 2, Quantity: 1}}, 38000, true, false},
		"a part keeps the charge":        {shop.Paid, 38000, []Asked{{ID: 2, Quantity: 1}}, 5000, false, false},
		"a part with its discount":       {shop.Paid, 28000, []Asked{{ID: 1, Quantity: 1}}, 8000, false, false},
		"a share that does not divide":   {shop.Paid, 34999, []Asked{{ID: 2, Quantity: 1}}, 5000, false, false},
		"two of three in two lines":      {shop.Paid, 35000, []Asked{{ID: 1, Quantity: 1}, {ID: 1, Quantity: 1}}, 20000, false, false},
		"what was not paid":              {shop.Placed, 35000, nil, 0, true, false},
		"more than was ordered":          {shop.Paid, 35000, []Asked{{ID: 1, Quantity: 4}}, 0, false, true},
		"more than was ordered, in two":  {shop.Paid, 35000, []Asked{{ID: 1, Quantity: 2}, {ID: 1, Quantity: 2}}, 0, false, true},
		"what is not in the order":       {shop.Paid, 35000, []Asked{{ID: 3, Quantity: 1}}, 0, false, true},
		"all for nothing, by the coupon": {shop.Paid, 0, nil, 0, true, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			q, err := quoteOf(shop.Order{Status: tt.status, Total: tt.total}, lines, tt.chosen)
			if (err != nil) != tt.bad || err == nil && (q.refund != tt.refund || q.whole != tt.whole) {
				t.Errorf("%+v, %v", q, err)
			}
			if err == nil {
				sum := int64(0)
				for _, l := range koreanReader().quote("cancel", q).Lines {
					sum += l.Amount
				}
				if sum != q.refund {
					t.Errorf("the lines add up to %d, the refund is %d", sum, q.refund)
				}
			}
		})
	}
}
