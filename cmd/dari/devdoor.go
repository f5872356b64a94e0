package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"dari/internal/postgres"
	"dari/internal/webhook"
	"dari/tickets/returns"

	"github.com/gin-gonic/gin"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// shopDoor is the demo shop's own server, where it hears of returns: it believes what is signed, changes
// its own tables once for each id, and answers. As real ones do, it can fail.
type shopDoor struct {
	db   *pgxpool.Pool
	mode atomic.Value // how it answers: one of doorModes
}

// The ways in which the door answers: at once, later, not at all, with an error, with a refusal.
const (
	doorDone    = "done"
	doorLater   = "later"
	doorSilent  = "silent"
	doorBroken  = "broken"
	doorRefuses = "refuses"
)

var doorModes = []string{doorDone, doorLater, doorSilent, doorBroken, doorRefuses}

// doorPath is where the demo shop is called.
const doorPath = "/dev/shop/webhook"

const (
	doorTableSQL = `
CREATE TABLE IF NOT EXISTS demo_shop.returns (
  call_id  text PRIMARY KEY,
  order_no text NOT NULL REFERENCES demo_shop.orders,
  kind     text NOT NULL,
  krw      bigint NOT NULL,
  address  text NOT NULL DEFAULT '',
  made_at  timestamptz NOT NULL DEFAULT now()
)`
	doorKeepSQL   = `INSERT INTO demo_shop.returns (call_id, order_no, kind, krw, address) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`
	doorStatusSQL = `SELECT status FROM demo_shop.orders WHERE order_no = $1 FOR UPDATE`
	doorLinesSQL  = `SELECT line_id, title, option, quantity FROM demo_shop.order_lines WHERE order_no = $1 ORDER BY line_id`
	doorTakeSQL   = `UPDATE demo_shop.order_lines SET quantity = quantity - $2 WHERE line_id = $1`
	doorDropSQL   = `DELETE FROM demo_shop.order_lines WHERE line_id = $1`
	doorCancelSQL = `UPDATE demo_shop.orders SET status = 'cancelled', updated_at = now() WHERE order_no = $1`
	doorTotalSQL  = `UPDATE demo_shop.orders SET total_krw = greatest(0, total_krw - $2), updated_at = now() WHERE order_no = $1`
)

// prepareDoor gives the demo shop its server, and tells Dari of it when nobody has told it of another.
func (w *devWorld) prepareDoor(ctx context.Context, a *app) error {
	if _, err := a.db.Exec(ctx, doorTableSQL); err != nil {
		return fmt.Errorf("make the demo shop's table of returns: %w", err)
	}
	return postgres.InTx(ctx, a.db, func(tx pgx.Tx) error {
		settings, err := returns.ReadSettings(ctx, tx)
		if err != nil || settings.URL != "" && !strings.HasSuffix(settings.URL, doorPath) {
			return err
		}
		settings.URL = strings.TrimSuffix(a.cfg.PublicURL, "/") + doorPath
		return a.returns.Put(ctx, tx, settings)
	})
}

// mountDoor serves it to this machine alone.
func (w *devWorld) mountDoor(dev gin.IRoutes, a *app) {
	d := &shopDoor{db: a.db}
	d.mode.Store(doorDone)
	dev.POST("/shop/webhook", d.serve)
	dev.POST("/shop/mode", func(c *gin.Context) {
		mode := c.Query("mode")
		for _, known := range doorModes {
			if mode == known {
				d.mode.Store(mode)
				c.Status(http.StatusNoContent)
				return
			}
		}
		c.JSON(http.StatusUnprocessableEntity, gin.H{"modes": doorModes})
	})
}

func (d *shopDoor) serve(c *gin.Context) {
	body, err := io.ReadAll(http.MaxBytesReader(c.Writer, c.Request.Body, 1<<20))
	if err != nil {
		c.Status(http.StatusBadRequest)
		return
	}
	settings, err := returns.ReadSettings(c.Request.Context(), d.db)
	if err != nil {
		c.Status(http.StatusInternalServerError)
		return
	}
	id, err := webhook.Verify(c.Request.Header, settings.Secret(), time.Now(), body)
	if err != nil {
		c.Status(http.StatusUnauthorized)
		return
	}
	var call returns.Call
	if err := json.Unmarshal(body, &call); err != nil {
		c.Status(http.StatusBadRequest)
		return
	}
	d.answer(c, id, call)
}

func (d *shopDoor) answer(c *gin.Context, id string, call returns.Call) {
	r := call.Data
	switch d.mode.Load() {
	case doorBroken:
		c.Status(http.StatusInternalServerError)
		return
	case doorSilent:
		<-c.Request.Context().Done() // whoever has called gives up
		return
	case doorRefuses:
		c.JSON(http.StatusConflict, gin.H{"result": "refused", "message": "이미 처리한 주문이라 받을 수 없어요."})
		return
	case doorLater:
		c.JSON(http.StatusAccepted, gin.H{"result": "accepted", "reference": "R-" + id[:8]})
		return
	}
	if call.Type != returns.EventApproved { // a test: nothing is to be done
		c.Status(http.StatusNoContent)
		return
	}
	err := postgres.InTx(c.Request.Context(), d.db, func(tx pgx.Tx) error { return d.carry(c.Request.Context(), tx, id, r) })
	switch {
	case errors.Is(err, errDoorRefuses):
		c.JSON(http.StatusConflict, gin.H{"result": "refused", "message": "그런 주문이 없거나 상태가 달라졌어요."})
	case err != nil:
		c.Status(http.StatusInternalServerError)
	case r.Kind == returns.Return || r.Kind == returns.Exchange: // the goods have to come back first
		c.JSON(http.StatusAccepted, gin.H{"result": "accepted", "reference": "R-" + id[:8]})
	default:
		c.JSON(http.StatusOK, gin.H{"result": "done", "refund_amount": r.Amount, "reference": "R-" + id[:8]})
	}
}

var errDoorRefuses = errors.New("the demo shop refuses")

// carry does in the shop's own tables what the call asks for, once for each id.
func (d *shopDoor) carry(ctx context.Context, tx pgx.Tx, id string, r returns.CallData) error {
	var status string
	err := tx.QueryRow(ctx, doorStatusSQL, r.OrderNumber).Scan(&status)
	if errors.Is(err, pgx.ErrNoRows) {
		return errDoorRefuses
	}
	if err != nil {
		return fmt.Errorf("find the demo order: %w", err)
	}
	address := ""
	if r.Address != nil {
		address = strings.TrimSpace(r.Address.Zip + " " + r.Address.Line1 + " " + r.Address.Line2)
	}
	tag, err := tx.Exec(ctx, doorKeepSQL, id, r.OrderNumber, r.Kind, r.Amount, address)
	if err != nil || tag.RowsAffected() == 0 || r.Kind != returns.Cancel {
		return err
	}
	if status == "shipped" || status == "delivered" {
		return errDoorRefuses
	}
	return d.cancel(ctx, tx, r)
}

// cancel takes the pieces out of the order; without any left it is cancelled.
func (d *shopDoor) cancel(ctx context.Context, tx pgx.Tx, r returns.CallData) error {
	rows, _ := tx.Query(ctx, doorLinesSQL, r.OrderNumber) // CollectRows reports this error
	type line struct {
		ID            int64
		Title, Option string
		Quantity      int
	}
	lines, err := pgx.CollectRows(rows, pgx.RowToStructByPos[line])
	if err != nil {
		return fmt.Errorf("read the demo order: %w", err)
	}
	left := 0
	for _, l := range lines {
		left += l.Quantity
	}
	for _, it := range r.Items {
		left -= it.Quantity
	}
	if left <= 0 {
		_, err := tx.Exec(ctx, doorCancelSQL, r.OrderNumber)
		return err
	}
	for _, it := range r.Items {
		// Its own lines have no numbers: one that is cancelled whole is gone.
		at := slices.IndexFunc(lines, func(l line) bool { return l.Title == it.Title && l.Option == it.Option && l.Quantity >= it.Quantity })
		if at < 0 {
			return errDoorRefuses
		}
		sql, args := doorTakeSQL, []any{lines[at].ID, it.Quantity}
		if it.Quantity == lines[at].Quantity {
			sql, args = doorDropSQL, args[:1]
		}
		if _, err := tx.Exec(ctx, sql, args...); err != nil {
			return fmt.Errorf("take pieces out of the demo order: %w", err)
		}
	}
	_, err = tx.Exec(ctx, doorTotalSQL, r.OrderNumber, r.Amount)
	return err
}
