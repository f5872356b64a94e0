package link

import (
	"encoding/json"
	"fmt"
	"math/big"
	"strconv"
	"strings"
	"time"

	"dari/internal/shop"
)

// row is one row of the shop's table, by our column names.
type row struct {
	key    string
	raw    string // as it was read
	values map[string]any
	zone   *time.Location
	bad    parking // why it cannot be mirrored; empty Reason: it can
}

func readRow(key, raw string, zone *time.Location) *row {
	r := &row{key: key, raw: raw, zone: zone}
	d := json.NewDecoder(strings.NewReader(raw))
	d.UseNumber()
	if err := d.Decode(&r.values); err != nil {
		r.refuse("json", "")
	}
	return r
}

func (r *row) refuse(reason, column string) {
	if r.bad.Reason == "" {
		r.bad = parking{Key: r.key, Reason: reason, Column: column}
	}
}

// text is the column as text, nil when the link does not map it. NULL is the empty text.
func (r *row) text(column string) *string {
	v, mapped := r.values[column]
	if !mapped {
		return nil
	}
	var s string
	switch v := v.(type) {
	case string:
		s = v
	case json.Number:
		s = v.String()
	case bool:
		s = strconv.FormatBool(v)
	case nil:
	default:
		encoded, _ := json.Marshal(v) // it was JSON a moment ago
		s = string(encoded)
	}
	return &s
}

func (r *row) required(column string) string {
	s := r.text(column)
	if s == nil || *s == "" {
		r.refuse("missing", column)
		return ""
	}
	return *s
}

// boolean takes what shops write for yes and no; NULL is no.
func (r *row) boolean(column string) *bool {
	s := r.text(column)
	if s == nil {
		return nil
	}
	yes := false
	switch strings.ToLower(strings.TrimSpace(*s)) {
	case "true", "t", "1", "y", "yes", "on", "예", "동의":
		yes = true
	case "", "false", "f", "0", "n", "no", "off", "아니오", "거부":
	default:
		r.refuse("boolean", column)
	}
	return &yes
}

// whole takes numbers as they come, rounded; NULL is 0.
func (r *row) whole(column string) *int64 {
	s := r.text(column)
	if s == nil {
		return nil
	}
	var n int64
	clean := strings.ReplaceAll(strings.TrimSpace(*s), ",", "")
	if clean == "" {
		return &n
	}
	exact, ok := new(big.Rat).SetString(clean)
	if !ok || strings.ContainsAny(clean, "/eExXpP") {
		r.refuse("number", column)
		return &n
	}
	rounded, err := strconv.ParseInt(exact.FloatString(0), 10, 64)
	if err != nil {
		r.refuse("number", column)
	}
	return &rounded
}

var dayForms = []string{time.DateOnly, "2006/01/02", "2006.01.02", "2006. 1. 2.", "20060102"}

// day takes a date, or the date a moment begins with; NULL is the empty text.
func (r *row) day(column string) *string {
	s := r.text(column)
	if s == nil {
		return nil
	}
	given := strings.TrimSpace(*s)
	empty := ""
	if given == "" {
		return &empty
	}
	if len(given) > 10 && (given[10] == 'T' || given[10] == ' ') {
		given = given[:10]
	}
	for _, form := range dayForms {
		if d, err := time.Parse(form, given); err == nil && d.Year() >= 1900 {
			written := d.Format(time.DateOnly)
			return &written
		}
	}
	r.refuse("date", column)
	return &empty
}

var momentForms = []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999", "2006-01-02 15:04:05.999999999", "2006-01-02 15:04", time.DateOnly}

// moment takes a point in time; one without a zone is the shop's. NULL says nothing.
func (r *row) moment(column string) *time.Time {
	s := r.text(column)
	if s == nil || strings.TrimSpace(*s) == "" {
		return nil
	}
	for _, form := range momentForms {
		if at, err := time.ParseInLocation(form, strings.TrimSpace(*s), r.zone); err == nil && at.Year() >= 1900 && at.Year() <= 9999 {
			return &at
		}
	}
	r.refuse("date", column)
	return nil
}

// lang takes en, en-US and the like; everything else is Korean.
func (r *row) lang() *string {
	s := r.text("lang")
	if s == nil {
		return nil
	}
	lang := "ko"
	if strings.HasPrefix(strings.ToLower(*s), "en") {
		lang = "en"
	}
	return &lang
}

func (r *row) status(states map[string]string) *string {
	s := r.text("status")
	if s == nil {
		return nil
	}
	ours, known := states[*s]
	if !known {
		ours = strings.ToLower(strings.TrimSpace(*s))
	}
	if !shop.IsStatus(ours) {
		r.refuse("status", "status")
	}
	return &ours
}

// order is the row as a change of an order.
func (r *row) order(link *Link, at time.Time) shop.OrderChange {
	c := shop.OrderChange{
		Source: link.Name, SourceKey: r.key, Number: r.required("number"), CustomerRef: r.text("customer_ref"), Status: r.status(link.StatusMap),
		BuyerName: r.text("buyer_name"), BuyerPhone: r.text("buyer_phone"), BuyerEmail: r.text("buyer_email"), Lang: r.lang(),
		Total: r.whole("total"), Currency: r.text("currency"), IsPreorder: r.boolean("is_preorder"), ETAFrom: r.day("eta_from"), ETATo: r.day("eta_to"),
		CouponCode: r.text("coupon_code"), Carrier: r.text("carrier"), TrackingNo: r.text("tracking_no"), PlacedAt: r.moment("placed_at"),
		ChangedAt: at, Seen: json.RawMessage(r.raw),
	}
	if c.IsPreorder == nil && c.ETATo != nil {
		promised := *c.ETATo != "" // a table without such a column promises an arrival for pre-orders only
		c.IsPreorder = &promised
	}
	return c
}

func (r *row) line() shop.LineChange {
	c := shop.LineChange{SourceKey: r.key, Number: r.required("number"), Item: shop.Item{Title: r.required("title"), Quantity: 1}}
	if s := r.text("sku"); s != nil {
		c.Item.SKU = *s
	}
	if s := r.text("option"); s != nil {
		c.Item.Option = *s
	}
	if s := r.text("image_url"); s != nil && shop.IsPicture(*s) {
		c.Item.ImageURL = *s // what no browser may load is left out: the line counts without it
	}
	if n := r.whole("price"); n != nil {
		c.Item.Price = *n
	}
	if n := r.whole("quantity"); n != nil {
		if *n < 1 || *n > 1_000_000_000 {
			r.refuse("number", "quantity")
		}
		c.Item.Quantity = int(*n)
	}
	return c
}

func (r *row) member(link *Link) shop.CustomerChange {
	c := shop.CustomerChange{
		Source: link.Name, SourceKey: r.key, Ref: r.required("ref"), Name: r.text("name"), Email: r.text("email"), Phone: r.text("phone"),
		Lang: r.lang(), Seen: json.RawMessage(r.raw),
	}
	if s := r.text("tags"); s != nil {
		tags := r.tags(*s)
		c.Tags = &tags
	}
	c.Birthday, c.NoBirth = r.birthday()
	for _, channel := range []string{"sms", "email"} {
		if granted := r.boolean(channel + "_ok"); granted != nil {
			c.Consents = append(c.Consents, shop.Consent{Channel: channel, Granted: *granted, Source: fromLink})
		}
	}
	return c
}

// fromLink is the source of a consent that a linked table tells.
const fromLink = "link"

// tags takes an array, or text with commas.
func (r *row) tags(text string) []string {
	list := []string{}
	if values, ok := r.values["tags"].([]any); ok {
		for _, v := range values {
			if s, ok := v.(string); ok && s != "" {
				list = append(list, s)
			}
		}
		return list
	}
	for tag := range strings.SplitSeq(text, ",") {
		if tag = strings.TrimSpace(tag); tag != "" {
			list = append(list, tag)
		}
	}
	return list
}

// birthday takes a date, or MM-DD when the year is not known.
func (r *row) birthday() (*shop.Birthday, bool) {
	s := r.text("birthday")
	if s == nil {
		return nil, false
	}
	given := strings.TrimSpace(*s)
	if given == "" {
		return nil, true
	}
	b := &shop.Birthday{Kind: "solar"}
	if kind := r.text("birth_kind"); kind != nil {
		switch strings.ToLower(strings.TrimSpace(*kind)) {
		case "lunar", "l", "음", "음력", "-":
			b.Kind = "lunar"
		case "lunar_leap", "윤", "윤달", "음력윤달":
			b.Kind, b.LeapMonth = "lunar", true
		}
	}
	if d, err := time.Parse("01-02", given); err == nil {
		b.Month, b.Day = int(d.Month()), d.Day()
		return b, false
	}
	if year, month, day, ok := lunarDay(given); ok && b.Kind == "lunar" {
		b.Year, b.Month, b.Day = &year, month, day
		return b, false
	}
	day := r.day("birthday")
	d, err := time.Parse(time.DateOnly, *day)
	if err != nil {
		return nil, false
	}
	year := d.Year()
	b.Year, b.Month, b.Day = &year, int(d.Month()), d.Day()
	return b, false
}

// lunarDay takes a day of the lunar calendar, where the second month may have 30 days.
func lunarDay(given string) (year, month, day int, ok bool) {
	if n, err := fmt.Sscanf(given, "%4d-%2d-%2d", &year, &month, &day); n != 3 || err != nil {
		return 0, 0, 0, false
	}
	return year, month, day, year >= 1900 && year <= 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 30
}
