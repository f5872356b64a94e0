package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"dari/cmd/lab"
	"dari/internal/postgres"
	"dari/internal/postgres/cluster"
	"dari/internal/staff"

	"github.com/jackc/pgx/v5"
)

// shelf keeps the large shop, which takes minutes to fill: for the parts of a run, and, with a folder,
// for later runs as well.
type shelf struct {
	lab    *lab.Lab
	folder string // empty: the shop ends with the run
	pg     *cluster.Server
	ready  bool
}

const (
	largeShop = "bench_large"
	// A shop is filled anew when its days lie too far back for a report of the last quarter.
	largeFor  = 21 * 24 * time.Hour
	isSeeded  = `SELECT EXISTS (SELECT FROM bench.seeded WHERE stamp = $1 AND at > $2)`
	setSeeded = `CREATE TABLE bench.seeded AS SELECT $1::text AS stamp, now() AS at`
)

// defaultShelf lies where the user that Postgres runs as can reach it.
func defaultShelf() string { return fmt.Sprintf("/var/tmp/dari-bench-%d", os.Geteuid()) }

// log is what the shop's Postgres writes.
func (s *shelf) log() string {
	if s.folder == "" {
		return filepath.Join(s.lab.Dir, "postgres.log")
	}
	return filepath.Join(s.lab.Dir, "postgres-large.log")
}

// server is the Postgres that holds the shop.
func (s *shelf) server(ctx context.Context) (*cluster.Server, error) {
	if s.pg != nil {
		return s.pg, nil
	}
	if s.folder == "" {
		s.pg = s.lab.PG
		return s.pg, nil
	}
	if err := os.MkdirAll(s.folder, 0o755); err != nil { //nolint:gosec // the user of Postgres goes through it
		return nil, fmt.Errorf("make the folder of the large shop: %w", err)
	}
	var err error
	s.pg, err = cluster.Start(ctx, cluster.Options{Dir: filepath.Join(s.folder, "pg"), Log: s.log()})
	return s.pg, err
}

// database is the address of the shop, filled when it is not there as it should be.
func (s *shelf) database(ctx context.Context, progress func(string, ...any)) (string, error) {
	pg, err := s.server(ctx)
	if err != nil {
		return "", err
	}
	url := pg.URL(largeShop)
	if s.ready {
		return url, nil
	}
	found, err := s.found(ctx, url)
	if err != nil {
		return "", err
	}
	if found {
		progress("found the shop of an earlier run in %s", s.folder)
		if err := s.lab.Update(ctx, url); err != nil {
			progress("it cannot be brought up to date: %v", err)
			found = false
		}
	}
	if !found {
		if err := s.fill(ctx, pg, progress); err != nil {
			return "", err
		}
	}
	s.ready = true
	return url, nil
}

// stamp names what the shop is filled with: another seed is another shop.
func stamp(count int) string {
	sum := sha256.Sum256(fmt.Append(nil, readsSeed, readsSchema, readPhrases, readRare, count, readEach, readBodies))
	return hex.EncodeToString(sum[:8])
}

func (s *shelf) found(ctx context.Context, url string) (bool, error) {
	db, err := pgx.Connect(ctx, url)
	if err != nil {
		return false, nil //nolint:nilerr // there is none: it is made
	}
	defer db.Close(ctx)
	var seeded bool
	err = db.QueryRow(ctx, isSeeded, stamp(readCount()), time.Now().Add(-largeFor)).Scan(&seeded)
	var refused interface{ SQLState() string }
	if errors.As(err, &refused) { // a seed that was broken off
		return false, nil
	}
	return seeded, err
}

func (s *shelf) fill(ctx context.Context, pg *cluster.Server, progress func(string, ...any)) error {
	count, began := readCount(), time.Now()
	progress("fills a shop of %d tickets and %d messages, which takes minutes", count, count*readEach)
	admin, err := pgx.Connect(ctx, pg.URL("postgres"))
	if err != nil {
		return fmt.Errorf("connect to Postgres: %w", err)
	}
	_, err = admin.Exec(ctx, "DROP DATABASE IF EXISTS "+largeShop)
	_ = admin.Close(ctx)
	if err != nil {
		return fmt.Errorf("drop the old shop: %w", err)
	}
	url, err := s.lab.Migrate(ctx, pg, largeShop)
	if err != nil {
		return err
	}
	if err := furnish(ctx, url); err != nil {
		return err
	}
	db, err := pgx.Connect(ctx, url)
	if err != nil {
		return fmt.Errorf("connect to the large shop: %w", err)
	}
	defer db.Close(ctx)
	if err := seedReads(ctx, db, count); err != nil {
		return err
	}
	if _, err := staff.Add(ctx, db, staff.NewStaff{Email: leadEmail, Name: "민호", Role: "lead", Password: staffPassword}); err != nil {
		return err
	}
	if _, err := db.Exec(ctx, setSeeded, stamp(count)); err != nil {
		return fmt.Errorf("note that the shop is filled: %w", err)
	}
	progress("filled it in %s", time.Since(began).Round(time.Second))
	if s.folder != "" {
		progress("it stays in %s for later runs (delete the folder when it is not wanted)", s.folder)
	}
	return nil
}

// close ends what server has started.
func (s *shelf) close() {
	if s.pg != nil && s.pg != s.lab.PG {
		s.pg.Stop()
	}
}

// readCount is how many tickets the large shop has.
func readCount() int {
	if n, err := strconv.Atoi(os.Getenv("DARI_BENCH_TICKETS")); err == nil && n > 0 {
		return n
	}
	return readTickets
}

// furnish writes down what every shop of the bench has: its name, its keys and an agent.
func furnish(ctx context.Context, url string) error {
	db, err := postgres.Open(ctx, postgres.Options{URL: url, MaxConns: 1, Name: "bench"})
	if err != nil {
		return err
	}
	defer db.Close()
	err = staff.PutShop(ctx, db, staff.ShopSettings{
		Name: "온담", NameEn: "Ondam", Phone: "02-1234-5678", SenderEmail: "hello@ondam.example", SenderName: "온담", Zone: "Asia/Seoul",
		WidgetKey: widgetKey, WidgetSecret: secret,
	})
	if err != nil {
		return err
	}
	_, err = staff.Add(ctx, db, staff.NewStaff{Email: staffEmail, Name: "하은", Role: "agent", Password: staffPassword})
	return err
}
