package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"sync/atomic"
	"time"

	"dari/chat"
	"dari/chat/files"
	"dari/chat/follow"
	"dari/chat/guide"
	"dari/chat/orders"
	"dari/faq"
	"dari/internal/api"
	"dari/internal/config"
	"dari/internal/event"
	"dari/internal/jobs"
	"dari/internal/live"
	"dari/internal/postgres"
	"dari/internal/report"
	"dari/internal/shop"
	"dari/internal/shop/link"
	"dari/internal/staff"
	"dari/internal/storage"
	"dari/internal/thread"
	"dari/notify"
	"dari/notify/campaign"
	"dari/notify/consent"
	"dari/notify/coupon"
	"dari/notify/email"
	"dari/notify/sms"
	"dari/notify/survey"
	"dari/tickets"
	"dari/tickets/alerts"
	"dari/tickets/contact"
	"dari/tickets/letters"
	"dari/tickets/mail"
	"dari/tickets/mentions"
	"dari/tickets/replies"
	"dari/tickets/returns"
	"dari/tickets/rules"
	"dari/tickets/sla"
	"dari/tickets/views"
	"dari/web"

	"github.com/hibiken/asynq"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/redis/go-redis/v9"
)

// app is the product, connected: this file is the map of who hears which event, who is handed which
// func, and which schedule runs which job.
type app struct {
	cfg      config.Config
	log      *slog.Logger
	db       *pgxpool.Pool
	redis    redis.UniversalClient
	stopping atomic.Bool

	hub        *live.Hub
	relay      *event.Relay
	tasks      *jobs.Server
	crons      jobs.Crons
	links      *link.Links
	staff      *staff.Service
	chat       *chat.Service
	guide      *guide.Service
	cards      *orders.Service
	surveys    *survey.Service
	uploads    *thread.Files
	files      *files.Service
	follow     *follow.Service
	mail       *mail.Service
	letters    *letters.Service
	contact    *contact.Service
	tickets    *tickets.Service
	views      *views.Service
	sla        *sla.Service
	alerts     *alerts.Service
	mentions   *mentions.Service
	returns    *returns.Service
	automation automation
	notify     *notify.Service
	consent    *consent.Service
	campaigns  *campaign.Service
	coupons    *coupon.Service
	faq        *faq.Service
	orders     *shop.Service
	pages      *web.Pages
	reports    *report.Service
	router     *api.Router
	handler    http.Handler
}

func wire(ctx context.Context, p program, db *pgxpool.Pool, rdb redis.UniversalClient) (*app, error) {
	a := &app{cfg: p.cfg, log: p.log, db: db, redis: rdb}
	if err := a.wireNotices(); err != nil {
		return nil, err
	}
	place, err := a.openFiles(ctx)
	if err != nil {
		return nil, err
	}
	a.wireConversations(place)
	a.wireReturns(p.dev != nil)
	a.wireData(ctx)
	return a, a.wireWeb(p)
}

// wireNotices connects the side that sends.
func (a *app) wireNotices() error {
	mail, err := a.mailer()
	if err != nil {
		return err
	}
	var texts sms.Channel
	if a.cfg.SMSURL != "" {
		if texts, err = sms.NewHTTP(a.cfg.SMSURL, a.cfg.Dialogue); err != nil {
			return config.Error{Name: "DARI_SMS_URL", Problem: "cannot be used: " + err.Error()}
		}
	}
	fold := a.cfg.Fold
	if a.cfg.FoldSet && fold == 0 {
		fold = -1 // nothing is folded
	}
	// The consent room makes the addresses under which advertising is stopped, and wakes the lanes.
	a.consent = consent.New(consent.Options{
		DB: a.db, Log: a.log, Secret: a.cfg.Secret, PublicURL: a.cfg.PublicURL,
		Wake: func(lanes ...string) { a.notify.Wake(lanes...) }, Render: a.render, Failed: a.pageFailed,
	})
	a.notify = notify.New(notify.Options{
		DB: a.db, Log: a.log, Email: mail, SMS: texts, Jobs: jobs.NewClient(a.redis),
		Unsubscribe: a.consent.UnsubscribeURL, Retry: a.cfg.Retry, Lease: a.cfg.Lease, UnknownAfter: a.cfg.UnknownAfter,
		Fold: fold, MassGuard: a.cfg.MassGuard, Wanted: a.wanted, Files: a.filesOf, Return: a.returnTo,
		OrderPages: a.orderPages,
	})
	a.campaigns = campaign.New(campaign.Options{DB: a.db, Log: a.log, Wake: a.notify.Wake, Hint: func(ctx context.Context, id string) {
		a.hub.Publish(ctx, "console", []byte(`{"t":"campaign","id":"`+id+`"}`))
	}})
	a.coupons = coupon.New(coupon.Options{DB: a.db, Log: a.log, Wake: a.notify.Wake, Given: couponGiven})
	mux := asynq.NewServeMux()
	a.notify.Jobs(mux)
	a.tasks = jobs.NewServer(a.redis, mux, a.log)
	return nil
}

func (a *app) mailer() (*email.Client, error) {
	if a.cfg.SMTPURL == "" {
		return nil, nil
	}
	key, err := a.dkim()
	if err != nil {
		return nil, config.Error{Name: "DARI_DKIM_KEY", Problem: "cannot be used: " + err.Error()}
	}
	mail, err := email.New(email.Options{URL: a.cfg.SMTPURL, Connections: a.cfg.SMTPConnections, Dialogue: a.cfg.Dialogue, DKIM: key})
	if err != nil {
		return nil, config.Error{Name: "DARI_SMTP_URL", Problem: "cannot be used: " + err.Error()}
	}
	return mail, nil
}

// wireConversations connects the live side: a message goes from the store to the hub to the sockets.
func (a *app) wireConversations(place storage.Store) {
	a.hub = live.New(live.Options{Log: a.log, Redis: a.redis, Resumed: func() { a.chat.Resumed() }})
	store := thread.New(thread.Options{DB: a.db, Log: a.log, Appended: chat.Fanout(a.hub), Noted: chat.FanoutNotes(a.hub)})
	a.staff = staff.New(staff.Options{
		DB: a.db, Log: a.log, PublicURL: a.cfg.PublicURL,
		OnSessionEnd: func(id int64) { a.chat.CloseStaff(context.Background(), id) },
		Duties:       func(ctx context.Context) (map[int64]staff.Duty, error) { return a.chat.Duties(ctx) },
	}) // no request outlives the session it ends
	a.views = views.New(views.Options{DB: a.db, Log: a.log, Articles: a.articlesFor})
	a.tickets = tickets.New(tickets.Options{
		// The room of letters is built after the queue, which asks it.
		Outgoing: func(ctx context.Context, q postgres.Querier, o tickets.Outgoing) (json.RawMessage, error) {
			return a.letters.Decide(ctx, q, o)
		},
		TellRequester: func(ctx context.Context, tx pgx.Tx, n tickets.Notice) error { return a.letters.Tell(ctx, tx, n) },
		DB:            a.db, Log: a.log, Thread: store, Consents: a.consentsOf, Coupons: a.couponsOf, CheckAnswer: replies.CheckAnswer, SavedView: a.views.Saved,
		Retag:   []func(ctx context.Context, tx pgx.Tx, from, to string) error{views.Retag, rules.Retag, replies.Retag, sla.Retag},
		Publish: func(ctx context.Context, _ string, payload []byte) { a.chat.Hint(ctx, json.RawMessage(payload)) },
	})
	a.chat = chat.New(chat.Options{
		DB: a.db, Log: a.log, Hub: a.hub, Thread: store, Redis: a.redis, PublicURL: a.cfg.PublicURL,
		StaffOf: a.staff.SessionActor, Queue: a.tickets, TicketOf: a.tickets.Number, Merge: a.tickets.Carry, TicketIs: a.tickets.IsOf, Pace: a.pace,
		MayWrite: func(ctx context.Context, o thread.Owner) error { return a.guide.MayWrite(ctx, o) },
		Session:  follow.Session, EndSession: follow.EndSession,
		Limits: chat.Limits{PerAddress: a.cfg.SocketsPer, Rate: float64(a.cfg.FramesPer), Burst: 2 * a.cfg.FramesPer, ReconnectMax: a.cfg.Spread},
	})
	a.uploads = thread.NewFiles(thread.FilesOptions{DB: a.db, Log: a.log, Store: place})
	a.wireGuide()
	a.wireOrders()
	a.files = files.New(files.Options{
		DB: a.db, Log: a.log, Files: a.uploads, Shoppers: a.chat, Authorize: a.staff.Authorize, Secret: a.cfg.Secret,
	})
	a.wireFollow()
	a.wireLetters()
	a.wireContact()
	a.wireSLA()
	a.wireAlerts()
	a.wireAutomation()
	a.wireReport()
}

// wireData connects the shop's data to the relay, and the relay to all who listen.
func (a *app) wireData(ctx context.Context) {
	a.links = link.New(link.Options{DB: a.db, Log: a.log, Consents: consent.FromShop})
	var handlers []event.Handler
	for _, room := range []interface{ Handlers() []event.Handler }{a.tickets, a.views, a.sla, a.letters, a.contact, a.alerts, a.mentions, a.returns, a.automation.rules, a.automation.later, a.chat, a.cards, a.guide, a.follow, a.surveys, a.reports, a.staff, a.notify, a.campaigns, a.coupons} {
		handlers = append(handlers, room.Handlers()...)
	}
	a.relay = event.NewRelay(event.RelayOptions{DB: a.db, Log: a.log, Handlers: handlers, Sources: []event.Source{a.links.Mirror}, Patient: []string{"message.appended"}})
	a.orders = shop.New(shop.Options{
		DB: a.db, Consents: consent.FromShop, Nudge: a.relay.Nudge, Done: personDone, MergeRooms: mergeRooms(), MergeConsents: mergeConsents, Arrive: arrive, Foretell: a.foretell,
	})
	zone := time.FixedZone("KST", 9*60*60)
	if s, err := staff.Shop(ctx, a.db); err == nil {
		zone = s.Location()
	}
	a.crons = jobs.Crons{DB: a.db, Zone: zone, Log: a.log, Begin: event.BeginRun, Finish: event.FinishRun}
	for _, room := range []interface{ Crons() []jobs.Cron }{a.coupons, a.consent, a.staff, a.tickets, a.views, a.sla, a.letters, a.mail, a.contact, a.alerts, a.automation.rules, a.chat, a.cards, a.uploads, a.guide, a.follow, a.surveys, a.reports} {
		a.crons.List = append(a.crons.List, room.Crons()...)
	}
}

// jobs is what runs beside the requests, by role.
func (a *app) jobs(roles []string) (map[string]func(context.Context) error, error) {
	run := map[string]func(context.Context) error{}
	for _, role := range roles {
		switch role {
		case "web":
			run["hub"], run["chat"], run["watch"] = a.hub.Run, a.chat.Run, a.follow.Watch
		case "worker":
			run["hub"], run["guide"], run["follow"] = a.hub.Run, a.guide.Run, a.follow.Run
			doors, err := a.mailDoors()
			if err != nil {
				return nil, err
			}
			maps.Copy(run, doors)
			run["search"] = a.views.Run
			run["returns"] = a.returns.Run
			a.automation.run(run)
			run["relay"], run["notify"], run["campaigns"], run["tasks"], run["schedules"] = a.relay.Run, a.notify.Run, a.campaigns.Run, a.tasks.Run, a.crons.Run
		}
	}
	return run, nil
}

func (a *app) closeSockets(ctx context.Context) {
	if err := a.chat.Shutdown(ctx); err != nil {
		a.log.WarnContext(ctx, "some sockets did not close in time", "error", err)
	}
}

// down names what does not answer.
func (a *app) down(ctx context.Context) map[string]string {
	down := map[string]string{}
	if err := postgres.Ready(ctx, a.db); err != nil {
		down["postgres"] = "does not answer"
	}
	if err := a.redis.Ping(ctx).Err(); err != nil {
		down["redis"] = "does not answer"
	}
	if a.stopping.Load() {
		down["stopping"] = "the program is ending"
	}
	return down
}

func (a *app) registry() *prometheus.Registry {
	r := prometheus.NewRegistry()
	r.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), outboxLag{a.db}, a.chat)
	return r
}

// wireWeb mounts every room on the engine.
func (a *app) wireWeb(p program) error {
	server, err := web.New(web.Options{
		Log: a.log, PublicURL: a.cfg.PublicURL, ShopOrigins: a.cfg.ShopOrigins,
		TrustedProxies: a.cfg.TrustedProxies, Dev: p.dev != nil, Ready: a.down, Registry: a.registry(),
	})
	if err != nil {
		return fmt.Errorf("build the web server: %w", err)
	}
	pages, err := web.NewPages(web.PagesOptions{Log: a.log, PublicURL: a.cfg.PublicURL, Fiction: p.dev != nil, Shop: a.pageShop})
	if err != nil {
		return err
	}
	a.pages = pages
	pages.Mount(server.Engine)
	a.router = api.NewRouter(api.Options{Engine: server.Engine, Log: a.log, Authorize: a.staff.Authorize, Version: version})
	a.faq = faq.New(faq.Options{DB: a.db, PublicURL: a.cfg.PublicURL, Render: pages.Render, Missing: pages.Missing, Failed: pages.Failed})
	for _, room := range []interface{ Routes(r *api.Router) }{a.staff, a.orders, a.chat, a.cards, a.guide, a.follow, a.files, a.tickets, a.views, a.sla, a.alerts, a.mentions, a.automation.replies, a.automation.rules, a.automation.bulk, a.automation.later, a.mail, a.letters, a.contact, a.returns, a.notify, a.consent, a.campaigns, a.coupons, a.faq, a.reports} {
		room.Routes(a.router)
	}
	a.chat.Pages(server.Engine)
	a.files.Pages(server.Engine)
	a.follow.Pages(server.Engine)
	a.cards.Pages(server.Engine)
	a.letters.Pages(server.Engine)
	a.contact.Pages(server.Engine)
	a.consent.Pages(server.Engine)
	a.faq.Pages(server.Engine)
	if p.dev != nil {
		p.dev.mount(server.Engine, a)
	}
	a.handler = server.Handler(a.staff.Middleware)
	return nil
}
