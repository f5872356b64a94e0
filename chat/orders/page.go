package orders

import (
	"context"
	"crypto/hmac"
	"encoding/base64"
	"encoding/binary"
	"net/http"
	"strconv"
	"strings"
	"time"

	"dari/chat"
	"dari/internal/api"
	"dari/internal/i18n"
	"dari/internal/korean"
	"dari/internal/shop"
	"dari/internal/staff"
	"dari/internal/thread"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"
)

// The pages in web/pages.
const (
	orderPage = "order.html"
	findPage  = "order_find.html"
)

const (
	// proofSize is 160 bits of a keyed hash: nobody guesses one.
	proofSize = 20
	// openLife is how long after an order is over its link alone shows it. Links are passed on, and old mailboxes
	// change hands; from then on the page asks for the end of the buyer's number.
	openLife = 30 * 24 * time.Hour
	maxForm  = 32 << 10
)

var encoding = base64.RawURLEncoding.Strict()

// PageURL is the page of an order. Whoever holds it sees this order, and no other.
func (s *Service) PageURL(orderID int64) string { return s.publicURL + "/o/" + s.token(orderID) }

func (s *Service) token(orderID int64) string {
	b := binary.BigEndian.AppendUint64(nil, uint64(orderID)) //nolint:gosec // identities are positive
	return encoding.EncodeToString(append(b, s.proof(orderID)...))
}

func (s *Service) proof(orderID int64) []byte {
	return s.hash("page", strconv.FormatInt(orderID, 10))[:proofSize]
}

// opens is the order that a token opens.
func (s *Service) opens(token string) (id int64, ok bool) {
	b, err := encoding.DecodeString(token)
	if err != nil || len(b) != 8+proofSize {
		return 0, false
	}
	id = int64(binary.BigEndian.Uint64(b)) //nolint:gosec // a wrong one has no proof
	return id, id > 0 && hmac.Equal(b[8:], s.proof(id))
}

// Pages registers the page of an order and the guest's way to it. A GET only shows.
func (s *Service) Pages(e *gin.Engine) {
	for path, show := range map[string]gin.HandlerFunc{"/o": s.showFind, "/o/:token": s.showOrder} {
		e.GET(path, show)
		e.HEAD(path, show)
	}
	e.POST("/o", s.postFind)
	e.POST("/o/code", s.postCode)
	e.POST("/o/:token", s.postOrder)
}

// pageView is what order.html shows. Missing and Locked leave out all the rest.
type pageView struct {
	Missing, Locked bool
	Card            OrderCard
	Headline, Sub   string
	Late            bool   // it comes later than was said last, and can still be cancelled
	Waits           bool   // the buyer has said that they wait
	Phone           string // the buyer's, its middle hidden
	Reasons         []Reason
	Quote           *quoteView
	ClientID        string
	Said            string // what has just been done
	Notice          string // why it was not
}

// visit is a request for an order's page by whoever holds its link.
type visit struct {
	order shop.Order
	who   chat.Shopper
	r     reader
}

// open reads the link of a request. A token that is none and one without an order look alike.
func (s *Service) open(c *gin.Context) (v visit, ok bool) {
	private(c)
	ctx := c.Request.Context()
	var orders map[int64]shop.Order
	id, signed := s.opens(c.Param("token"))
	err := s.count(ctx, []tries{{"page", c.ClientIP(), 300, quarter}})
	if err == nil && signed {
		orders, err = shop.OrdersByID(ctx, s.db, []int64{id})
	}
	var known bool
	if v.order, known = orders[id]; err == nil && !known {
		c.Status(http.StatusNotFound)
		s.render(c.Writer, c.Request, orderPage, pageView{Missing: true})
		return v, false
	}
	if err == nil {
		v.who, err = s.buyer(ctx, v.order, i18n.FromRequest(c.Request))
	}
	if err != nil {
		s.pageFailed(c, err, nil)
		return v, false
	}
	v.r = s.reader(v.who)
	return v, true
}

// buyer is whose order it is: who holds its link acts for them, in this order.
func (s *Service) buyer(ctx context.Context, o shop.Order, lang string) (chat.Shopper, error) {
	settings, err := staff.Shop(ctx, s.db)
	who := chat.Shopper{Shop: settings, Verified: true, Lang: lang}
	if o.CustomerID != nil {
		who.Owner = thread.Owner{CustomerID: *o.CustomerID}
	}
	return who, err
}

func private(c *gin.Context) {
	c.Header("Cache-Control", "private, no-store")
	c.Header("Referrer-Policy", "no-referrer")
	c.Header("X-Robots-Tag", "noindex, nofollow")
}

func (s *Service) showOrder(c *gin.Context) {
	v, ok := s.open(c)
	if !ok {
		return
	}
	if s.old(v.order) {
		s.render(c.Writer, c.Request, orderPage, pageView{Locked: true})
		return
	}
	s.draw(c, v, "")
}

func (s *Service) old(o shop.Order) bool {
	over := o.Status == shop.Delivered || o.Status == shop.Cancelled
	at := o.UpdatedAt
	if o.Shipment != nil && o.Shipment.DeliveredAt != nil {
		at = *o.Shipment.DeliveredAt
	}
	return over && s.now().Sub(at) > openLife
}

// draw shows the order; notice says why what was asked was not done.
func (s *Service) draw(c *gin.Context, v visit, notice string) {
	view, err := s.view(c.Request.Context(), v)
	if err != nil {
		s.pageFailed(c, err, nil)
		return
	}
	view.Notice = notice
	switch c.Query("said") {
	case "asked", "wait", "withdrawn":
		view.Said = v.r.t("orders.page.said_" + c.Query("said"))
	}
	s.render(c.Writer, c.Request, orderPage, view)
}

func (s *Service) view(ctx context.Context, v visit) (pageView, error) {
	cards, err := s.cards(ctx, s.db, v.r, []shop.Order{v.order})
	if err != nil {
		return pageView{}, err
	}
	card := cards[0]
	view := pageView{Card: card, Headline: v.r.headline(v.order, card), Sub: v.r.sub(card), ClientID: uuid.NewString()}
	if key, err := korean.NormalizePhone(v.order.BuyerPhone); err == nil {
		view.Phone = korean.MaskPhone(key)
	}
	if !card.Can.Cancel {
		return view, nil
	}
	view.Late = card.Moved != nil && !card.Moved.Earlier
	if view.Late {
		if view.Waits, err = waits(ctx, s.db, v.order); err != nil {
			return view, err
		}
	}
	if v.who.Owner == (thread.Owner{}) {
		return view, nil // nobody's thread: what they ask goes by the form
	}
	lines, err := shop.LinesOf(ctx, s.db, []int64{v.order.ID})
	if err != nil {
		return view, err
	}
	q, err := wish{kind: kindCancel}.check(v.order, lines[v.order.ID])
	if err != nil {
		return view, err
	}
	quote := v.r.quote(q)
	if selfService(v.who, v.order, kindCancel, q) {
		quote.Button = v.r.button("orders.button.now", q)
	}
	view.Quote, view.Reasons = &quote, v.r.reasons()[kindCancel]
	return view, nil
}

// headline is the answer to what the page is opened for.
func (r reader) headline(o shop.Order, card OrderCard) string {
	switch {
	case o.Status == shop.Delivered && card.Shipment != nil && card.Shipment.DeliveredAt != nil:
		return r.t("orders.page.delivered_on", "date", r.format.Date(*card.Shipment.DeliveredAt))
	case card.ETAText != "":
		return r.t("orders.page.arrives", "date", card.ETAText)
	default:
		return r.t("orders.page.is_" + o.Status)
	}
}

func (r reader) sub(card OrderCard) string {
	for i, step := range card.Steps {
		if step.State == "now" {
			return r.t("orders.page.step", "now", card.StatusLabel, "n", len(card.Steps), "k", i+1)
		}
	}
	return card.StatusLabel
}

// postOrder does what a form of the page asks for.
func (s *Service) postOrder(c *gin.Context) {
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, maxForm)
	v, ok := s.open(c)
	if !ok {
		return
	}
	if c.PostForm("do") == "unlock" {
		s.unlockOld(c, v)
		return
	}
	if s.old(v.order) {
		c.Status(http.StatusForbidden)
		s.render(c.Writer, c.Request, orderPage, pageView{Locked: true})
		return
	}
	said, err := s.act(asCaller(c), c, v)
	if err != nil {
		s.pageFailed(c, err, func(notice string) { s.draw(c, v, notice) })
		return
	}
	c.Redirect(http.StatusSeeOther, here(c, "/o/"+c.Param("token"))+"said="+said+"#said")
}

// unlockOld shows an order that has long been over to whoever knows the end of the buyer's number. It is asked
// each time: nothing is kept in the browser.
func (s *Service) unlockOld(c *gin.Context, v visit) {
	if err := s.count(c.Request.Context(), []tries{{"page-digits", strconv.FormatInt(v.order.ID, 10), 5, quarter}}); err != nil {
		s.pageFailed(c, err, func(notice string) {
			s.render(c.Writer, c.Request, orderPage, pageView{Locked: true, Notice: notice})
		})
		return
	}
	phone, given := digits(v.order.BuyerPhone), digits(c.PostForm("digits"))
	if len(phone) < 8 || len(given) != 4 || !strings.HasSuffix(phone, given) {
		c.Status(http.StatusUnprocessableEntity)
		s.render(c.Writer, c.Request, orderPage, pageView{Locked: true, Notice: v.r.t("orders.page.digits_wrong")})
		return
	}
	s.draw(c, v, "")
}

func (s *Service) act(ctx context.Context, c *gin.Context, v visit) (said string, err error) {
	switch c.PostForm("do") {
	case "wait":
		return "wait", chooseWait(ctx, s.db, v.order)
	case "withdraw":
		_, err := s.withdraw(ctx, v.who, v.order, c.PostForm("request"))
		return "withdrawn", err
	}
	in := requestInput{Number: v.order.Number}
	in.Body.ClientID, in.Body.Kind, in.Body.Reason, in.Body.Text = c.PostForm("client_id"), kindCancel, c.PostForm("reason"), c.PostForm("text")
	if refund, err := strconv.ParseInt(c.PostForm("refund"), 10, 64); err == nil {
		in.Body.Refund = &refund
	}
	w, err := in.read()
	if err != nil {
		return "", err
	}
	_, err = s.askFor(ctx, v, w)
	return "asked", err
}

// here is an address that keeps the language somebody chose, ready for one more parameter.
func here(c *gin.Context, path string) string {
	if lang := i18n.Known(c.Query("lang"), ""); lang != "" {
		return path + "?lang=" + lang + "&"
	}
	return path + "?"
}

// asCaller is the context of a page's request, told what the router tells those of the API.
func asCaller(c *gin.Context) context.Context {
	return api.WithRequest(c.Request.Context(), i18n.FromRequest(c.Request), c.ClientIP(), c.Writer.Header().Get("X-Request-Id"))
}
