package orders

import (
	"time"

	"dari/internal/i18n"
	"dari/internal/shop"
)

// OrderCard is an order as the chat shows it: texts in the shopper's language, ready to be drawn.
type OrderCard struct {
	Number      string       `json:"number"`
	Status      string       `json:"status" enum:"placed,paid,preparing,shipped,delivered,cancelled"`
	StatusLabel string       `json:"status_label"`
	Preorder    bool         `json:"preorder"`
	Steps       []Step       `json:"steps" doc:"Empty when the order was cancelled."`
	Title       string       `json:"title"`
	MoreItems   int          `json:"more_items"`
	ImageURL    string       `json:"image_url,omitempty"`
	Total       int64        `json:"total"`
	TotalText   string       `json:"total_text"`
	PlacedAt    time.Time    `json:"placed_at"`
	PlacedText  string       `json:"placed_text"`
	ETAFrom     string       `json:"eta_from,omitempty"`
	ETATo       string       `json:"eta_to,omitempty"`
	ETAText     string       `json:"eta_text,omitempty"`
	Moved       *Moved       `json:"moved" doc:"How the arrival has last moved."`
	History     []Told       `json:"history,omitempty" doc:"What was said about the arrival, newest first, when it was said more than once."`
	Shipment    *Shipment    `json:"shipment"`
	Can         Can          `json:"can"`
	WhyNot      string       `json:"why_not"`
	Notice      string       `json:"notice"`
	Request     *RequestView `json:"request" doc:"The newest request about the order."`
	Items       []Item       `json:"items"`
	PageURL     string       `json:"page_url,omitempty" doc:"The order's own page, for whoever holds this address."`
}

// Step is one stage of an order.
type Step struct {
	ID    string `json:"id" enum:"placed,paid,preparing,shipped,delivered"`
	Label string `json:"label"`
	State string `json:"state" enum:"done,now,todo"`
}

// Moved tells of an arrival that is earlier or later than it was said to be.
type Moved struct {
	Earlier bool   `json:"earlier"`
	Days    int    `json:"days"`
	From    string `json:"from"`
	To      string `json:"to"`
	Reason  string `json:"reason"`
	Text    string `json:"text" doc:"The whole sentence."`
}

// Told is one thing that was said about the arrival.
type Told struct {
	At        time.Time `json:"at"`
	AtText    string    `json:"at_text"`
	From      string    `json:"from,omitempty"`
	To        string    `json:"to"`
	ToText    string    `json:"to_text"`
	Reason    string    `json:"reason"`
	LaterDays int       `json:"later_days" doc:"Than what was said before; below zero: earlier."`
	Before    string    `json:"before,omitempty" doc:"What was said before."`
	Notified  string    `json:"notified,omitempty" doc:"When the buyer was written to about it."`
}

// Shipment is the parcel of an order.
type Shipment struct {
	Carrier     string     `json:"carrier"`
	CarrierName string     `json:"carrier_name"`
	TrackingNo  string     `json:"tracking_no"`
	TrackingURL string     `json:"tracking_url"`
	ShippedAt   *time.Time `json:"shipped_at,omitempty"`
	DeliveredAt *time.Time `json:"delivered_at,omitempty"`
	LastScan    string     `json:"last_scan,omitempty" doc:"What the carrier has last said of it, and when."`
	Scans       []Scan     `json:"scans,omitempty" doc:"All that the carrier has said, newest first."`
}

// Scan is one thing that the carrier has said of a parcel.
type Scan struct {
	At     time.Time `json:"at"`
	AtText string    `json:"at_text"`
	Text   string    `json:"text"`
}

// Can says what a shopper may ask for now.
type Can struct {
	Cancel  bool `json:"cancel"`
	Change  bool `json:"change"`
	Address bool `json:"address"`
	Return  bool `json:"return" doc:"Or an exchange."`
}

// Item is one line of the order.
type Item struct {
	ID       int    `json:"id"`
	Title    string `json:"title"`
	Option   string `json:"option"`
	Quantity int    `json:"quantity"`
	Price    int64  `json:"price" doc:"Of one piece."`
	// PriceText is what all of them cost.
	PriceText string `json:"price_text" doc:"Of all of them."`
	ImageURL  string `json:"image_url,omitempty"`
}

// stages are the steps that an order goes through.
var stages = []string{shop.Placed, shop.Paid, shop.Preparing, shop.Shipped, shop.Delivered}

// reader is for whom a card is written.
type reader struct {
	lang   string
	format i18n.Format
	zone   *time.Location
}

func (r reader) t(key string, args ...any) string { return i18n.T(r.lang, key, args...) }

// day writes a stored date; what is no date is nothing.
func (r reader) day(date string) string {
	t, err := time.ParseInLocation(time.DateOnly, date, r.zone)
	if err != nil {
		return ""
	}
	return r.format.Date(t)
}

func (r reader) shortDay(date string) string {
	t, err := time.ParseInLocation(time.DateOnly, date, r.zone)
	if err != nil {
		return ""
	}
	return r.format.Day(t)
}

// beside is what is stored beside orders and drawn with them, by the order's id or the carrier's code.
type beside struct {
	lines    map[int64][]shop.Line
	carriers map[string]shop.Carrier
	scans    map[int64][]shop.Scan
}

// card draws an order. The request may be missing.
func (r reader) card(o shop.Order, b beside, request *RequestView) OrderCard {
	lines := b.lines[o.ID]
	c := OrderCard{
		Number: o.Number, Status: o.Status, StatusLabel: r.status(o), Preorder: o.IsPreorder, Steps: r.steps(o),
		Total: o.Total, TotalText: r.format.Won(o.Total), PlacedAt: o.PlacedAt, PlacedText: r.format.Date(o.PlacedAt),
		Request: request, Items: make([]Item, len(lines)), Title: o.Number, Shipment: r.shipment(o, b),
	}
	for i, l := range lines {
		c.Items[i] = Item{l.No, l.Title, l.Option, l.Quantity, l.Price, r.format.Won(l.Price * int64(l.Quantity)), l.ImageURL}
	}
	if len(lines) > 0 {
		c.Title, c.MoreItems, c.ImageURL = lines[0].Title, len(lines)-1, lines[0].ImageURL
	}
	if o.Status != shop.Delivered && o.Status != shop.Cancelled {
		c.ETAFrom, c.ETATo, c.ETAText = o.ETAFrom, o.ETATo, r.eta(o)
		c.Moved, c.History = r.moved(o.Promises), r.history(o.Promises)
	}
	c.Can, c.WhyNot = r.can(o, request)
	if c.Can.Cancel && begun(o) {
		c.Notice = r.t("orders.notice.begun")
	}
	return c
}

func (r reader) status(o shop.Order) string {
	if o.IsPreorder && (o.Status == shop.Paid || o.Status == shop.Preparing) {
		return r.t("orders.status.preorder_" + o.Status)
	}
	return r.t("orders.status." + o.Status)
}

// steps marks the stages: what is behind, where the order is now, and what is to come. A stage that
// ends when it is reached is done; preparing and shipping take their time.
func (r reader) steps(o shop.Order) []Step {
	steps := []Step{}
	if o.Status == shop.Cancelled {
		return steps
	}
	at := 0
	for i, stage := range stages {
		if stage == o.Status {
			at = i
		}
	}
	for i, stage := range stages {
		state := "todo"
		switch {
		case i < at || i == at && o.Status == shop.Delivered:
			state = "done"
		case i == at:
			state = "now"
		}
		label := "orders.step." + stage
		if o.IsPreorder && stage == shop.Preparing {
			label = "orders.step.making"
		}
		steps = append(steps, Step{stage, r.t(label), state})
	}
	return steps
}

func (r reader) eta(o shop.Order) string {
	to := r.day(o.ETATo)
	if from := r.day(o.ETAFrom); from != "" && from != to {
		return r.t("orders.eta_range", "from", from, "to", to)
	}
	return to
}

func (r reader) shipment(o shop.Order, b beside) *Shipment {
	p := o.Shipment
	if p == nil || p.TrackingNo == "" && p.Carrier == "" {
		return nil
	}
	s := &Shipment{Carrier: p.Carrier, CarrierName: p.Carrier, TrackingNo: p.TrackingNo, ShippedAt: p.ShippedAt, DeliveredAt: p.DeliveredAt}
	if known, ok := b.carriers[p.Carrier]; ok {
		s.CarrierName, s.TrackingURL = known.Name(r.lang), known.Track(p.TrackingNo)
	}
	for _, scan := range b.scans[o.ID] {
		s.Scans = append(s.Scans, Scan{scan.At, r.format.DateTime(scan.At), scan.Text})
	}
	if len(s.Scans) > 0 {
		s.LastScan = s.Scans[0].AtText + " · " + s.Scans[0].Text
	}
	return s
}

// moved compares the newest promise, which is the first of the list, with the one before it. An
// arrival that is earlier than ever is compared with what was said first.
func (r reader) moved(told []shop.Promise) *Moved {
	if len(told) < 2 {
		return nil
	}
	now, before, first := told[0], told[1], told[len(told)-1]
	days := daysBetween(before.ETATo, now.ETATo)
	switch {
	case days == 0:
		return nil
	case days > 0:
		m := &Moved{Days: days, From: before.ETATo, To: now.ETATo, Reason: now.ReasonText}
		m.Text = r.t("orders.moved.later", "from", r.shortDay(m.From), "to", r.shortDay(m.To), "n", days)
		if now.ReasonText != "" {
			m.Text += " · " + now.ReasonText
		}
		return m
	}
	m := &Moved{Earlier: true, Days: -days, From: before.ETATo, To: now.ETATo, Reason: now.ReasonText}
	key := "orders.moved.earlier"
	if ever := daysBetween(first.ETATo, now.ETATo); ever < 0 {
		m.Days, m.From, key = -ever, first.ETATo, "orders.moved.earlier_first"
	}
	m.Text = r.t(key, "from", r.shortDay(m.From), "to", r.shortDay(m.To), "n", m.Days)
	return m
}

func (r reader) history(told []shop.Promise) []Told {
	if len(told) < 2 {
		return nil
	}
	list := make([]Told, len(told))
	for i, p := range told {
		list[i] = Told{At: p.DecidedAt, AtText: r.format.Day(p.DecidedAt), From: p.ETAFrom, To: p.ETATo, ToText: r.day(p.ETATo), Reason: p.ReasonText, Notified: r.daySaid(p.NotifiedAt)}
		if i+1 < len(told) {
			list[i].LaterDays, list[i].Before = daysBetween(told[i+1].ETATo, p.ETATo), r.shortDay(told[i+1].ETATo)
		}
	}
	return list
}

func daysBetween(from, to string) int {
	a, err := time.Parse(time.DateOnly, from)
	b, err2 := time.Parse(time.DateOnly, to)
	if err != nil || err2 != nil {
		return 0
	}
	return int(b.Sub(a).Hours() / 24)
}

// begun tells whether something that is made to order is being made.
func begun(o shop.Order) bool { return o.IsPreorder && o.Status == shop.Preparing }

// allowed says what the state of an order allows to be asked.
func allowed(status string) Can {
	switch status {
	case shop.Placed, shop.Paid:
		return Can{Cancel: true, Change: true, Address: true}
	case shop.Preparing:
		return Can{Cancel: true, Address: true}
	case shop.Delivered:
		return Can{Return: true}
	default:
		return Can{}
	}
}

func (r reader) can(o shop.Order, request *RequestView) (can Can, whyNot string) {
	if request != nil && request.open() {
		return Can{}, r.t("orders.why_not.request")
	}
	can = allowed(o.Status)
	if !can.Cancel { // nothing of what may be asked before it leaves
		whyNot = r.t("orders.why_not." + o.Status)
	}
	return can, whyNot
}

func (c Can) kind(kind string) bool {
	switch kind {
	case kindCancel:
		return c.Cancel
	case kindChange:
		return c.Change
	case kindReturn, kindExchange:
		return c.Return
	default:
		return c.Address
	}
}
