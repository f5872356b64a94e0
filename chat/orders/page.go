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
	"dari/internal/safefile"
	"dari/internal/shop"
	"dari/internal/staff"
	"dari/internal/thread"

	"github.com/gin-gonic/gin"
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
	// mostUploaded bounds a form with photos.
	mostUploaded = thread.MaxFiles*safefile.MaxBytes + 1<<20
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
	var err error
	if !signed { // who has a link may come as often as they like; who guesses may not
		err = s.count(ctx, []tries{{"page", c.ClientIP(), 300, quarter}})
	}
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

// showOrder also answers whether a page that is open still shows how things are.
func (s *Service) showOrder(c *gin.Context) {
	if len(c.Param("token")) == shortSize && s.follow(c) {
		return
	}
	v, ok := s.open(c)
	if !ok {
		return
	}
	if s.old(v.order) {
		s.render(c.Writer, c.Request, orderPage, pageView{Locked: true})
		return
	}
	view, err := s.view(c.Request.Context(), v)
	if err != nil {
		s.pageFailed(c, err, nil)
		return
	}
	c.Header("ETag", view.Tag)
	if c.GetHeader("If-None-Match") == view.Tag {
		c.Status(http.StatusNotModified)
		c.Writer.WriteHeaderNow()
		return
	}
	switch c.Query("said") {
	case "asked", "wait", "withdrawn":
		view.Said = v.r.t("orders.page.said_" + c.Query("said"))
	}
	s.render(c.Writer, c.Request, orderPage, view)
}

// follow leads from a short link to the page. One that opens nothing is answered like every other.
func (s *Service) follow(c *gin.Context) (done bool) {
	private(c)
	err := s.count(c.Request.Context(), []tries{{"page", c.ClientIP(), 300, quarter}})
	var id int64
	if err == nil {
		id, err = ofShort(c.Request.Context(), s.db, c.Param("token"))
	}
	switch {
	case err != nil:
		s.pageFailed(c, err, nil)
		return true
	case id == 0:
		return false
	}
	c.Redirect(http.StatusSeeOther, strings.TrimRight(here(c, "/o/"+s.token(id)), "?&"))
	return true
}

func (s *Service) old(o shop.Order) bool {
	over := o.Status == shop.Delivered || o.Status == shop.Cancelled
	at := o.UpdatedAt
	if o.Shipment != nil && o.Shipment.DeliveredAt != nil {
		at = *o.Shipment.DeliveredAt
	}
	return over && s.now().Sub(at) > openLife
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
