package orders

import (
	"context"
	"mime/multipart"
	"net/http"
	"strconv"
	"strings"

	"dari/internal/fault"
	"dari/internal/shop"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"
)

// postOrder does what a form of the page asks for.
func (s *Service) postOrder(c *gin.Context) {
	most := int64(maxForm)
	if strings.HasPrefix(c.ContentType(), "multipart/") {
		most = mostUploaded
	}
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, most)
	v, ok := s.open(c)
	if !ok {
		return
	}
	files, err := uploads(c)
	do := c.PostForm("do")
	if do == "unlock" {
		s.unlockOld(c, v)
		return
	}
	if s.old(v.order) {
		c.Status(http.StatusForbidden)
		s.render(c.Writer, c.Request, orderPage, pageView{Locked: true})
		return
	}
	if do == "back" {
		s.lookBack(c, v, files, err)
		return
	}
	said, err := s.act(asCaller(c), c, v)
	if err != nil {
		s.pageFailed(c, err, func(notice string) { s.again(c, v, func(view *pageView) { view.Notice, view.Open = notice, do }) })
		return
	}
	c.Redirect(http.StatusSeeOther, here(c, "/o/"+c.Param("token"))+"said="+said+"#said")
}

// again shows the order once more, with what is added to it.
func (s *Service) again(c *gin.Context, v visit, add func(view *pageView)) {
	view, err := s.view(c.Request.Context(), v)
	if err != nil {
		s.pageFailed(c, err, nil)
		return
	}
	add(&view)
	s.render(c.Writer, c.Request, orderPage, view)
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
	s.again(c, v, func(*pageView) {})
}

func (s *Service) act(ctx context.Context, c *gin.Context, v visit) (said string, err error) {
	do := c.PostForm("do")
	switch do {
	case "wait":
		return "wait", chooseWait(ctx, s.db, v.order)
	case "withdraw":
		_, err := s.withdraw(ctx, v.who, v.order, c.PostForm("request"))
		return "withdrawn", err
	case kindCancel, kindChange, kindAddress, kindReturn, kindExchange:
	default:
		return "", fault.New(fault.Conflict, "orders.not_now")
	}
	w, err := wishOf(c, v, do)
	if err != nil {
		return "", err
	}
	_, err = s.askFor(ctx, v, w)
	return "asked", err
}

// wishOf reads what a form asks for.
func wishOf(c *gin.Context, v visit, kind string) (w wish, err error) {
	in := requestInput{Number: v.order.Number}
	b := &in.Body
	b.ClientID, b.Kind, b.Reason, b.Text = c.PostForm("client_id"), kind, c.PostForm("reason"), line(c.PostForm("text"))
	if refund, err := strconv.ParseInt(c.PostForm("refund"), 10, 64); err == nil {
		b.Refund = &refund
	}
	if kind == kindAddress {
		b.Address = &Address{
			Name: c.PostForm("name"), Phone: c.PostForm("phone"), Zip: c.PostForm("zip"), Line1: c.PostForm("line1"), Line2: c.PostForm("line2"),
		}
		if err := b.Address.check(); err != nil {
			return w, err
		}
	}
	if sendsBack(kind) {
		if b.Items, err = readItems(c.PostForm("items")); err != nil {
			return w, err
		}
		for id := range strings.SplitSeq(c.PostForm("files"), ",") {
			if id != "" {
				b.Files = append(b.Files, id)
			}
		}
	}
	return in.read()
}

// line brings the ends of lines, as forms send them, into one form.
func line(text string) string { return strings.ReplaceAll(text, "\r\n", "\n") }

// check is for an address that came by a form, which no schema has looked at.
func (a *Address) check() error {
	for _, part := range []struct {
		value *string
		most  int
		field string
	}{{&a.Name, 60, "name"}, {&a.Phone, 40, "phone"}, {&a.Line1, 200, "line1"}} {
		*part.value = strings.TrimSpace(*part.value)
		if *part.value == "" || len([]rune(*part.value)) > part.most {
			return fault.Field("orders.address_missing", part.field)
		}
	}
	if len(a.Zip) > 10 || len([]rune(a.Line2)) > 200 {
		return fault.Field("orders.address_missing", "line2")
	}
	return nil
}

// backForm is what stands in the form of a return.
type backForm struct{ Kind, Reason, Text string }

// lookBack shows what a return would come to, or what is wrong with the form. Nothing is asked for yet but that the
// photos are kept.
func (s *Service) lookBack(c *gin.Context, v visit, files []*multipart.FileHeader, err error) {
	form := backForm{c.PostForm("kind"), c.PostForm("reason"), line(c.PostForm("text"))}
	lines, bad := shop.LinesOf(c.Request.Context(), s.db, []int64{v.order.ID})
	if bad != nil {
		s.pageFailed(c, bad, nil)
		return
	}
	items := chosen(c, lines[v.order.ID])
	var confirm *confirmView
	if err == nil {
		confirm, err = s.confirm(asCaller(c), v, form, items, func(ctx context.Context) ([]string, error) {
			return s.keep(ctx, v.who.Owner, c.PostForm("client_id"), files)
		})
	}
	draw := func(notice string) {
		s.again(c, v, func(view *pageView) {
			view.Notice, view.Open = notice, "back"
			if view.Back == nil {
				return
			}
			view.Back.Typed, view.Back.Confirm = form, confirm
			for i := range view.Back.Lines {
				l := &view.Back.Lines[i]
				l.Chosen = min(quantity(items, l.No), l.Left)
			}
		})
	}
	if err != nil {
		s.pageFailed(c, err, draw)
		return
	}
	draw("")
}

// chosen are the pieces that the form names, by line.
func chosen(c *gin.Context, lines []shop.Line) (items []Asked) {
	for _, l := range lines {
		if n, err := strconv.Atoi(c.PostForm("line_" + strconv.Itoa(l.No))); err == nil && n > 0 {
			items = append(items, Asked{l.No, min(n, 1_000_000), l.Title, l.Option})
		}
	}
	return items
}

// quantity is how many pieces of a line are among the items.
func quantity(items []Asked, no int) int {
	for _, it := range items {
		if it.ID == no {
			return it.Quantity
		}
	}
	return 0
}

// confirm checks what stands in the form before its photos are kept, and is what will be asked for.
func (s *Service) confirm(ctx context.Context, v visit, form backForm, items []Asked, keep func(ctx context.Context) ([]string, error)) (*confirmView, error) {
	if !sendsBack(form.Kind) {
		return nil, fault.Field("orders.kind_missing", "kind")
	}
	in := requestInput{Number: v.order.Number}
	b := &in.Body
	b.ClientID, b.Kind, b.Items, b.Reason, b.Text = uuid.NewString(), form.Kind, items, form.Reason, form.Text
	w := wish{kind: form.Kind, items: items, reason: form.Reason}
	q, err := s.check(ctx, s.db, w, v.order, asLines(items))
	if err != nil {
		return nil, err
	}
	if b.Files, err = keep(ctx); err != nil {
		return nil, err
	}
	if _, err := in.read(); err != nil {
		return nil, err
	}
	return &confirmView{
		Kind: form.Kind, KindLabel: v.r.t("orders.kind." + form.Kind), Items: itemList(items), Reason: form.Reason, Text: form.Text,
		Files: strings.Join(b.Files, ","), Refund: strconv.FormatInt(q.refund, 10), List: items, Photos: len(b.Files), Quote: v.r.quote(form.Kind, q),
	}, nil
}

// asLines are the lines of which pieces were chosen.
func asLines(items []Asked) []shop.Line {
	lines := make([]shop.Line, len(items))
	for i, it := range items {
		lines[i] = shop.Line{No: it.ID, Item: shop.Item{Title: it.Title, Option: it.Option}}
	}
	return lines
}

// itemList is what readItems reads.
func itemList(items []Asked) string {
	parts := make([]string, len(items))
	for i, it := range items {
		parts[i] = strconv.Itoa(it.ID) + ":" + strconv.Itoa(it.Quantity)
	}
	return strings.Join(parts, ",")
}
