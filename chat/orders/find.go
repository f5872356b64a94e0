package orders

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"dari/chat"
	"dari/internal/fault"
	"dari/internal/i18n"
	"dari/internal/postgres"
	"dari/internal/shop"
	"dari/internal/staff"

	"github.com/gin-gonic/gin"
	"github.com/jackc/pgx/v5"
)

// findView is what order_find.html shows: what is asked for, or where the code goes in.
type findView struct {
	Number, Phone string
	Lookup, Token string // empty: nothing is asked for yet
	To            string
	ByMail        bool
	Minutes       int
	Error, Field  string
}

func (s *Service) showFind(c *gin.Context) {
	private(c)
	s.render(c.Writer, c.Request, findPage, findView{})
}

// identity is who asks by a page: a visitor like those of the widget, whose token goes along in the form.
func (s *Service) identity(ctx context.Context, c *gin.Context) (chat.WidgetIdentity, error) {
	settings, err := staff.Shop(ctx, s.db)
	return chat.WidgetIdentity{Key: settings.WidgetKey, Lang: i18n.FromRequest(c.Request), Visitor: c.PostForm("visitor")}, err
}

func (s *Service) postFind(c *gin.Context) {
	private(c)
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, maxForm)
	v := findView{Number: strings.TrimSpace(c.PostForm("number")), Phone: c.PostForm("phone")}
	ctx := asCaller(c)
	who, err := s.identity(ctx, c)
	if err == nil {
		err = s.find(ctx, who, &v)
	}
	if err != nil {
		s.pageFailed(c, err, func(notice string) {
			v.Error, v.Field = notice, fieldOf(err)
			s.render(c.Writer, c.Request, findPage, v)
		})
		return
	}
	s.render(c.Writer, c.Request, findPage, v)
}

// find asks for an order as the widget does, and answers alike whether there is one.
func (s *Service) find(ctx context.Context, who chat.WidgetIdentity, v *findView) error {
	if v.Number == "" || len(v.Number) > 64 {
		return fault.Field("orders.number_missing", "number")
	}
	in := lookupInput{WidgetIdentity: who}
	in.Body.Number, in.Body.Phone = v.Number, v.Phone
	asked, err := s.handleLookup(ctx, &in)
	if err != nil {
		return err
	}
	got := asked.Body
	*v = findView{Lookup: got.Lookup.String(), Token: got.VisitorToken, To: got.SentTo, ByMail: got.Channel == byEmail, Minutes: int(codeLife.Minutes())}
	return nil
}

func (s *Service) postCode(c *gin.Context) {
	private(c)
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, maxForm)
	ctx := asCaller(c)
	v := findView{Lookup: c.PostForm("lookup"), Token: c.PostForm("visitor")}
	who, err := s.identity(ctx, c)
	if err == nil {
		in := verifyInput{WidgetIdentity: who}
		in.Body.Lookup, in.Body.Code = v.Lookup, c.PostForm("code")
		found, bad := s.handleVerify(ctx, &in)
		if err = bad; err == nil && len(found.Body.Orders) > 0 {
			to := strings.TrimPrefix(found.Body.Orders[0].PageURL, s.publicURL)
			c.Redirect(http.StatusSeeOther, strings.TrimRight(here(c, to), "?&"))
			return
		}
	}
	s.pageFailed(c, err, func(notice string) {
		if !fault.Is(err, fault.Invalid) {
			v = findView{} // it is over: the way begins anew
		}
		v.Error, v.Field = notice, fieldOf(err)
		s.render(c.Writer, c.Request, findPage, v)
	})
}

func fieldOf(err error) string {
	var refused *fault.Fault
	if errors.As(err, &refused) {
		return strings.TrimPrefix(refused.Field, "body.")
	}
	return ""
}

// pageFailed answers a form that was refused with the page and why; what is nobody's fault is an error page.
func (s *Service) pageFailed(c *gin.Context, err error, draw func(notice string)) {
	var refused *fault.Fault
	status := map[fault.Kind]int{
		fault.Invalid: http.StatusUnprocessableEntity, fault.Conflict: http.StatusConflict, fault.TooMany: http.StatusTooManyRequests,
		fault.Gone: http.StatusGone, fault.Forbidden: http.StatusForbidden, fault.NotFound: http.StatusNotFound, fault.Unauthorized: http.StatusGone,
	}
	if draw == nil || !errors.As(err, &refused) || status[refused.Kind] == 0 {
		s.failed(c.Writer, c.Request, err)
		return
	}
	c.Status(status[refused.Kind])
	draw(i18n.T(i18n.FromRequest(c.Request), "fault."+refused.Code, refused.Args...))
}

const (
	sqlChooseWait = `
INSERT INTO dari.promise_choices (order_id, version, choice) VALUES ($1, $2, 'wait') ON CONFLICT (order_id, version) DO NOTHING`
	sqlWaits = `SELECT EXISTS (SELECT FROM dari.promise_choices WHERE order_id = $1 AND version = $2 AND choice = 'wait')`
)

// chooseWait keeps that the buyer waits for what was promised last; twice is once.
func chooseWait(ctx context.Context, q postgres.Querier, o shop.Order) error {
	if len(o.Promises) == 0 {
		return fault.New(fault.Conflict, "orders.not_now")
	}
	if _, err := q.Exec(ctx, sqlChooseWait, o.ID, o.Promises[0].Version); err != nil {
		return fmt.Errorf("keep that the buyer of order %d waits: %w", o.ID, err)
	}
	return nil
}

func waits(ctx context.Context, q postgres.Querier, o shop.Order) (is bool, err error) {
	if len(o.Promises) == 0 {
		return false, nil
	}
	if err := q.QueryRow(ctx, sqlWaits, o.ID, o.Promises[0].Version).Scan(&is); err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return false, fmt.Errorf("read what the buyer of order %d chose: %w", o.ID, err)
	}
	return is, nil
}
