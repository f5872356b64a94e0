package demo

import (
	"fmt"
	"math/rand/v2"
	"time"
)

const (
	memberCount   = 60
	orderCount    = 126
	preorderCount = 14 // on top of orderCount
	guestCount    = 20
)

// data are the rows of the three tables.
type data struct {
	members, orders, lines [][]any
}

type buyer struct {
	id                 any // nil: a guest
	name, phone, email string
}

// builder fills data, counting from one moment.
type builder struct {
	data
	dice   *rand.Rand
	now    time.Time // in the shop's zone
	buyers []buyer
}

func build(now time.Time) *data {
	seoul := time.FixedZone("KST", 9*60*60) // Korea has had no other time since 1988
	b := &builder{dice: dice(), now: now.In(seoul)}
	for n := range memberCount {
		b.member(n)
	}
	for n := range orderCount {
		b.order(n)
	}
	for n := range preorderCount {
		b.preorder(n)
	}
	return &b.data
}

// phone is the number of the nth person.
func phone(n int) string { return fmt.Sprintf("010-2000-%04d", 100+n*7) }

func (b *builder) member(n int) {
	hangul, email := person(n)
	id := fmt.Sprintf("M-%04d", 1001+n)
	birthday, sms, mail := b.birthday(n)
	joined := b.now.AddDate(0, 0, -(30 + b.dice.IntN(900))).Add(-time.Duration(b.dice.IntN(600)) * time.Minute)
	b.buyers = append(b.buyers, buyer{id, hangul, phone(n), email})
	b.members = append(b.members, []any{id, hangul, phone(n), email, birthday, sms, mail, joined})
}

// birthday and consents: the first eight have their birthday in a week. Five of them agreed to both
// channels, one to SMS only, two to nothing. Of the others most agreed to something.
func (b *builder) birthday(n int) (day any, sms, mail bool) {
	week := b.now.AddDate(0, 0, 7)
	if n < 8 {
		leap := 1980 + 4*(n%6) // a leap year has every day
		day = time.Date(leap, week.Month(), week.Day(), 0, 0, 0, 0, time.UTC)
		return day, n < 6, n < 5
	}
	if n%9 == 8 {
		return nil, n%2 == 0, n%3 == 0 // not told
	}
	day = time.Date(1965+b.dice.IntN(40), time.January, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, b.dice.IntN(365))
	if d := day.(time.Time); d.Month() == week.Month() && d.Day() == week.Day() {
		day = d.AddDate(0, 0, 40) // only the first eight
	}
	return day, b.dice.IntN(10) < 7, b.dice.IntN(10) < 6
}

// order is the nth order of goods that are in stock, the newest last.
func (b *builder) order(n int) {
	age := time.Duration(orderCount-n) * 9 * time.Hour // some 47 days in all
	placed := b.now.Add(-age - time.Duration(b.dice.IntN(240))*time.Minute).Truncate(time.Second)
	number := b.number(placed, n)
	sum := int64(0)
	for line := range 1 + b.dice.IntN(3) {
		p := catalogue[(n*5+line*7+b.dice.IntN(4))%12]
		sum += b.line(number, p, 1+b.dice.IntN(3))
	}
	status := b.status(age)
	b.add(number, b.buyer(n), status, sum, placed, false, nil)
}

// status is where an order of that age stands.
func (b *builder) status(age time.Duration) string {
	day := 24 * time.Hour
	switch {
	case b.dice.IntN(14) == 0:
		return "cancelled"
	case age > 6*day:
		return "delivered"
	case age > 3*day:
		return "shipped"
	case age > 2*day:
		return "preparing"
	case age > day/2:
		return "paid"
	}
	return "placed"
}

// preorder is an order of something that is still to be made, promised for one of the next weeks.
func (b *builder) preorder(n int) {
	placed := b.now.Add(-time.Duration(3+n*2) * 24 * time.Hour).Truncate(time.Second)
	number := b.number(placed, orderCount+n)
	sum := b.line(number, catalogue[12+n%3], 1)
	promised := time.Date(b.now.Year(), b.now.Month(), b.now.Day()+12+n*3, 0, 0, 0, 0, time.UTC)
	status := []string{"paid", "preparing", "paid", "placed", "preparing"}[n%5]
	b.add(number, b.buyer(n*4+3), status, sum, placed, true, promised)
}

func (b *builder) number(placed time.Time, n int) string {
	return fmt.Sprintf("%s-%04d", placed.Format("2006-0102"), 100+n)
}

func (b *builder) buyer(n int) buyer {
	if n%7 == 6 {
		guest := memberCount + n%guestCount
		hangul, email := person(guest)
		return buyer{nil, hangul, phone(guest), email}
	}
	return b.buyers[(n*11+b.dice.IntN(5))%len(b.buyers)]
}

// line adds a line and answers what it costs.
func (b *builder) line(number string, p product, quantity int) int64 {
	option := p.options[b.dice.IntN(len(p.options))]
	b.lines = append(b.lines, []any{number, p.sku, p.title, option, quantity, p.krw})
	return p.krw * int64(quantity)
}

const (
	freeFrom = 50000 // no charge for the parcel from here
	parcel   = 3000
)

func (b *builder) add(number string, who buyer, status string, sum int64, placed time.Time, preorder bool, promised any) {
	var coupon any
	if who.id != nil && b.dice.IntN(8) == 0 {
		coupon = "AUTUMN10"
		sum -= sum / 10 / 100 * 100
	}
	if sum < freeFrom {
		sum += parcel
	}
	carrier, tracking, updated := b.parcel(status, placed)
	b.orders = append(b.orders, []any{
		number, status, who.name, who.phone, who.email, sum, preorder, promised, coupon, carrier, tracking, placed, updated, who.id,
	})
}

func (b *builder) parcel(status string, placed time.Time) (carrier, tracking any, updated time.Time) {
	updated = placed.Add(time.Duration(10+b.dice.IntN(110)) * time.Minute)
	if updated.After(b.now) {
		updated = b.now
	}
	if status != "shipped" && status != "delivered" {
		return nil, nil, updated
	}
	updated = placed.Add(time.Duration(40+b.dice.IntN(20)) * time.Hour)
	if updated.After(b.now) {
		updated = b.now
	}
	digits := func(n int) string {
		text := "4"
		for len(text) < n {
			text += string(rune('0' + b.dice.IntN(10)))
		}
		return text
	}
	switch b.dice.IntN(6) {
	case 0:
		return "hanjin", digits(12), updated
	case 1:
		return "lotte", digits(12), updated
	case 2:
		return "epost", digits(13), updated
	}
	return "cjlogistics", digits(12), updated
}
