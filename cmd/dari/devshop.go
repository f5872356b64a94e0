package main

import (
	"context"
	"fmt"
	"net"
	"net/http"

	"dari/faq"
	"dari/internal/fault"
	"dari/internal/i18n"
	"dari/internal/postgres"
	"dari/internal/shop/demo"
	"dari/internal/shop/hours"
	"dari/internal/staff"
	"dari/notify/campaign"
	"dari/notify/coupon"

	"github.com/gin-gonic/gin"
	"github.com/jackc/pgx/v5"
)

// prepare fills the demo shop 온담: people, orders, articles, campaigns. All of it may run again.
func (w *devWorld) prepare(ctx context.Context, a *app) error {
	go func() {
		if err := w.sink.Run(); err != nil {
			a.log.ErrorContext(ctx, "the mail sink ended", "error", err)
		}
	}()
	if err := w.prepareShop(ctx, a); err != nil {
		return err
	}
	if err := demo.Seed(ctx, a.db); err != nil {
		return err
	}
	if err := demo.Show(ctx, a.db, a.cfg.PublicURL); err != nil {
		return err
	}
	if err := demo.Link(ctx, a.links); err != nil {
		return err
	}
	if err := demo.Send(ctx, a.db); err != nil {
		return err
	}
	if err := w.prepareDoor(ctx, a); err != nil {
		return err
	}
	if err := faq.Seed(ctx, a.db); err != nil {
		return err
	}
	if err := coupon.Seed(ctx, a.db); err != nil {
		return err
	}
	return campaign.Seed(ctx, a.db)
}

func (w *devWorld) prepareShop(ctx context.Context, a *app) error {
	for _, s := range demoStaff {
		_, err := staff.Add(ctx, a.db, staff.NewStaff{Email: s.Email, Name: s.name, Role: s.Role, Password: s.Password})
		if err != nil && !fault.Is(err, fault.Conflict) {
			return fmt.Errorf("add the demo's staff: %w", err)
		}
	}
	if w.file.APIKey == "" {
		w.file.APIKey = "dari_" + randomHex(32)
	}
	if err := staff.PutKey(ctx, a.db, "dev", w.file.APIKey, staff.Permissions()); err != nil {
		return fmt.Errorf("add the demo's API key: %w", err)
	}
	settings, err := staff.Shop(ctx, a.db)
	if err != nil {
		return err
	}
	if settings.Name == "" {
		settings = demoShop()
		settings.WidgetKey, settings.WidgetSecret = "ondam", randomHex(32)
	}
	if err := postgres.InTx(ctx, a.db, func(tx pgx.Tx) error { return hours.Seed(ctx, tx, hours.Weekdays()) }); err != nil {
		return fmt.Errorf("set the demo's hours: %w", err)
	}
	settings.PublicURL = a.cfg.PublicURL
	w.file.WidgetKey, w.file.WidgetSecret = settings.WidgetKey, settings.WidgetSecret
	return staff.PutShop(ctx, a.db, settings)
}

func demoShop() staff.ShopSettings {
	return staff.ShopSettings{
		Name: "온담", NameEn: "Ondam", Phone: "02-1234-5678", Address: "서울시 종로구 온담길 12 (가상의 주소)",
		Owner: "한지원", BusinessNo: "000-00-00000", MailOrderNo: "2026-가상-0001", SenderEmail: "help@ondam.example", SenderName: "온담",
		SMSFrom: "0212345678", OptOut080: "080-123-4567", Zone: "Asia/Seoul",
	}
}

// mount serves what only development has: the shop's page, the captured messages, the sandbox gateway.
func (w *devWorld) mount(e *gin.Engine, a *app) {
	page := func(c *gin.Context) {
		a.pages.Render(c.Writer, c.Request, "demo.html", map[string]any{
			"WidgetKey": w.file.WidgetKey, "PublicURL": a.cfg.PublicURL, "Lang": i18n.FromRequest(c.Request),
		})
	}
	e.GET("/demo", page)
	e.GET("/demo/checkout", page) // where the launcher hides
	e.StaticFS(demo.PicturesPath, http.FS(demo.Pictures()))
	w.mountMembers(e, a)
	dev := e.Group("/dev", onlyLoopback)
	dev.GET("/outbox.json", gin.WrapF(w.sink.ServeOutbox))
	dev.POST("/sms", gin.WrapF(w.sink.ServeSMS))
	w.mountDoor(dev, a)
}

// onlyLoopback hides the captured messages from every other machine, whatever the listener is.
func onlyLoopback(c *gin.Context) {
	host, _, err := net.SplitHostPort(c.Request.RemoteAddr)
	if ip := net.ParseIP(host); err != nil || ip == nil || !ip.IsLoopback() {
		c.AbortWithStatus(http.StatusNotFound)
	}
}
