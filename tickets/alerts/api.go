package alerts

import (
	"context"
	"fmt"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/i18n"
	"dari/internal/postgres"
	"dari/internal/staff"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Routes registers how a person wants to be told.
func (s *Service) Routes(r *api.Router) {
	read := staff.Can("tickets:read")
	api.Get(r, "/me/alerts", s.handleRead, read, api.Summary("How I want to be told of what"))
	api.Put(r, "/me/alerts", s.handleSave, read, api.Summary("Change how I want to be told"))
	api.Post(r, "/me/alerts/test", s.handleTest, read, api.Summary("Tell me something now, to see whether it arrives"))
}

// me is the person who asks: a key has no alerts.
func me(ctx context.Context) (staff.Actor, error) {
	a := staff.From(ctx)
	if a.Kind != staff.KindStaff {
		return a, fault.New(fault.Forbidden, "forbidden")
	}
	return a, nil
}

func (s *Service) handleRead(ctx context.Context, _ *api.None) (*api.OK[Prefs], error) {
	a, err := me(ctx)
	if err != nil {
		return nil, err
	}
	p, err := readPrefs(ctx, s.db, a.ID)
	return api.Reply(p), err
}

type saveInput struct {
	Body struct {
		Matrix  Matrix `json:"matrix"`
		Quiet   *Quiet `json:"quiet" required:"false" doc:"Null: only my working hours count."`
		Phone   string `json:"phone" required:"false" maxLength:"30" doc:"For text messages."`
		Version int    `json:"version" required:"false" minimum:"0" doc:"Send back what was read: 409 when somebody else was faster."`
	}
}

func (s *Service) handleSave(ctx context.Context, in *saveInput) (*api.OK[Prefs], error) {
	a, err := me(ctx)
	if err != nil {
		return nil, err
	}
	p := Prefs{in.Body.Matrix, in.Body.Quiet, in.Body.Phone, in.Body.Version}
	if err := p.check(); err != nil {
		return nil, err
	}
	if err := savePrefs(ctx, s.db, a.ID, p); err != nil {
		return nil, err
	}
	p, err = readPrefs(ctx, s.db, a.ID)
	return api.Reply(p), err
}

type testInput struct {
	Body struct {
		Row Row    `json:"row" enum:"new,reply,mention,soon,late,low"`
		By  string `json:"by" enum:"screen,sound,desktop,mail,sms"`
	}
}

// Tested says where a test has gone.
type Tested struct {
	By string `json:"by"`
	To string `json:"to" doc:"The address of a mail or a text message; empty for a screen."`
}

func (s *Service) handleTest(ctx context.Context, in *testInput) (*api.OK[Tested], error) {
	a, err := me(ctx)
	if err != nil {
		return nil, err
	}
	to, err := s.test(ctx, a.ID, in.Body.Row, in.Body.By)
	return api.Reply(Tested{in.Body.By, to}), err
}

func (s *Service) test(ctx context.Context, id int64, row Row, by string) (to string, err error) {
	all, err := people(ctx, s.db)
	if err != nil {
		return "", err
	}
	p := all[id]
	if p == nil {
		return "", fault.New(fault.NotFound, "alerts.changed")
	}
	title, text := i18n.T(p.Lang, "alerts.test.title"), i18n.T(p.Lang, "alerts.test.text")
	key := "test:" + uuid.NewString()
	switch by {
	case "mail":
		to = p.Email
	case "sms":
		if to = p.Phone; to == "" {
			return "", fault.Field("alerts.phone", "by")
		}
	default:
		s.show(ctx, id, Frame{T: "alert", Key: key, Row: row, Title: title, Text: text, Sound: by == "sound", Desktop: by == "desktop", Test: true})
		return "", nil
	}
	channel := map[string]string{"mail": "email", "sms": "sms"}[by]
	err = postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		fresh, err := put(ctx, tx, columns{[]int64{id}, []string{key}, []string{string(row)}, []*int64{nil}, []bool{false}})
		if err != nil || len(fresh) == 0 {
			return err
		}
		l := Letter{AlertID: fresh[0].ID, Channel: channel, Address: to, Lang: p.Lang, Title: title, Text: text, URL: s.url + "/app/"}
		if err := s.send(ctx, tx, []Letter{l}); err != nil {
			return fmt.Errorf("send a test to %d: %w", id, err)
		}
		return nil
	})
	if err == nil {
		s.wake()
	}
	return to, err
}
