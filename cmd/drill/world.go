package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"dari/cmd/drill/smtpfault"
	"dari/cmd/lab"
	"dari/internal/postgres"
	"dari/internal/staff"

	"github.com/jackc/pgx/v5/pgxpool"
)

const (
	widgetKey = "drill-widget-key"
	// secret is the drill's own; nothing outside it is signed with it.
	secret = "a-secret-that-only-this-drill-knows-0123456789"
)

// world is one drill: a database, a Redis, a mail server, an SMS gateway and some programs.
type world struct {
	lab  *lab.Lab
	id   string
	seed uint64
	full bool
	rand *rand.Rand
	dir  string

	url     string
	db      *pgxpool.Pool
	redis   *lab.Redis
	journal *smtpfault.Journal
	files   []*os.File
	mail    *smtpfault.Server
	sms     *gateway
	key     string
	nodes   []*node
	closers []func() // of what a drill has started besides, the last one first
}

func openWorld(ctx context.Context, l *lab.Lab, id string, seed uint64, full bool) (*world, error) {
	name := fmt.Sprintf("%s-%d", strings.ToLower(id), seed)
	w := &world{lab: l, id: id, seed: seed, full: full, rand: rand.New(rand.NewPCG(seed, uint64(len(id)))), dir: filepath.Join(l.Dir, name)}
	if err := w.open(ctx, name); err != nil {
		w.close()
		return nil, err
	}
	return w, nil
}

func (w *world) open(ctx context.Context, name string) error {
	if err := os.MkdirAll(w.dir, 0o755); err != nil {
		return fmt.Errorf("make the folder of a drill: %w", err)
	}
	out, err := os.Create(w.path("journal.jsonl"))
	if err != nil {
		return fmt.Errorf("make the journal: %w", err)
	}
	w.files = append(w.files, out)
	w.journal = smtpfault.NewJournal(out)
	if w.url, err = w.database(ctx, "drill_"+name); err != nil {
		return err
	}
	if w.redis, err = lab.StartRedis(ctx, w.path("redis"), w.path("redis.log")); err != nil {
		return err
	}
	if w.sms, err = startGateway(w.journal); err != nil {
		return err
	}
	return w.openShop(ctx)
}

// openShop opens the database and puts the shop into it.
func (w *world) openShop(ctx context.Context) error {
	var err error
	if w.db, err = postgres.Open(ctx, postgres.Options{URL: w.url, MaxConns: 20, Name: "drill"}); err != nil {
		return err
	}
	if err := staff.PutShop(ctx, w.db, staff.ShopSettings{
		Name: "온담", NameEn: "Ondam", Phone: "02-1234-5678", Address: "서울시 종로구 1",
		SenderEmail: "hello@ondam.example", SenderName: "온담", SMSFrom: "02-1234-5678", OptOut080: "080-123-4567", Zone: "Asia/Seoul",
		WidgetKey: widgetKey, WidgetSecret: secret, Owner: "한지원", BusinessNo: "123-45-67890", MailOrderNo: "2026-서울종로-0001",
	}); err != nil {
		return err
	}
	w.key, err = staff.AddKey(ctx, w.db, "drill", staff.Permissions())
	return err
}

// startMail starts the mail server with what is to go wrong.
func (w *world) startMail(o smtpfault.Options) error {
	o.Seed, o.Journal = w.seed, w.journal
	var err error
	w.mail, err = smtpfault.Start(o)
	return err
}

func (w *world) path(name string) string { return filepath.Join(w.dir, name) }

// settings are those of a shop, with the spans of time that would make a drill long cut short.
func (w *world) settings() []string {
	list := []string{
		"DARI_DATABASE_URL=" + w.url, "DARI_REDIS_URL=" + w.redis.URL(),
		"DARI_PUBLIC_URL=https://help.ondam.example", "DARI_SECRET=" + secret, "DARI_SMS_URL=" + w.sms.url,
		"DARI_DRILL=1", "DARI_RETRY=300ms,300ms,500ms,1s,1s,2s", "DARI_LEASE=2s", "DARI_DIALOGUE=3s", "DARI_UNKNOWN_AFTER=4s",
		"DARI_FOLD=0", "DARI_MASS_GUARD=1000000",
	}
	if !w.full {
		list = append(list, "DARI_SPREAD=1s")
	}
	if w.mail != nil {
		list = append(list, "DARI_SMTP_URL=smtp://"+w.mail.Addr()+"?tls=none")
	}
	return list
}

// call asks the API of a node as the shop's software does.
func (w *world) call(ctx context.Context, n *node, method, path string, in, out any) error {
	var body io.Reader
	if in != nil {
		text, err := json.Marshal(in)
		if err != nil {
			return fmt.Errorf("encode a request: %w", err)
		}
		body = bytes.NewReader(text)
	}
	req, err := http.NewRequestWithContext(ctx, method, "http://"+n.Addr+"/api/v1"+path, body)
	if err != nil {
		return fmt.Errorf("make a request: %w", err)
	}
	req.Header.Set("Authorization", "Bearer "+w.key)
	req.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return fmt.Errorf("%s %s: %w", method, path, err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		return fmt.Errorf("%s %s: %w", method, path, err)
	}
	if resp.StatusCode >= 300 {
		return fmt.Errorf("%s %s answered %d: %.300s", method, path, resp.StatusCode, text)
	}
	if out == nil {
		return nil
	}
	if err := json.Unmarshal(text, out); err != nil {
		return fmt.Errorf("%s %s: %w", method, path, err)
	}
	return nil
}

// close ends what the drill has started, each by its own process id.
func (w *world) close() {
	for _, end := range slices.Backward(w.closers) {
		end()
	}
	var ending sync.WaitGroup
	for _, n := range w.nodes {
		ending.Go(n.Stop)
	}
	ending.Wait()
	if w.mail != nil {
		w.mail.Close()
	}
	if w.sms != nil {
		w.sms.close()
	}
	if w.redis != nil && w.redis.Process != nil {
		w.redis.Stop()
	}
	if w.db != nil {
		w.db.Close()
	}
	for _, f := range w.files {
		_ = f.Close()
	}
}
