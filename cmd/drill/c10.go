package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"dari/cmd/lab"
	"dari/internal/postgres/cluster"
)

// fullDisk is C-10: the file system of the database fills up under load, and is freed again.
func fullDisk(ctx context.Context, w *world) (Result, error) {
	r := Result{}
	disk := w.path("disk")
	if err := os.MkdirAll(disk, 0o755); err != nil {
		return r, fmt.Errorf("make the folder of a disk: %w", err)
	}
	err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=256m,mode=755")
	if errors.Is(err, syscall.EPERM) {
		r.note("skipped: this user may not mount a file system")
		r.count("skipped", 1)
		r.Pass = true
		return r, nil
	}
	if err != nil {
		return r, fmt.Errorf("mount a small disk: %w", err)
	}
	w.closers = append(w.closers, func() { _ = syscall.Unmount(disk, syscall.MNT_DETACH) })
	d := &smallDisk{w: w, dir: disk}
	if err := d.start(ctx); err != nil {
		return r, err
	}
	w.closers = append(w.closers, func() { d.pg.Stop() })
	err = d.run(ctx, &r)
	return r, err
}

// smallDisk is a Postgres of its own, on a file system that can be filled.
type smallDisk struct {
	w   *world
	dir string
	pg  *cluster.Server
}

func (d *smallDisk) options() cluster.Options {
	o := cluster.Options{Dir: filepath.Join(d.dir, "pg"), Log: d.w.path("disk.log"), Params: map[string]string{
		"max_wal_size": "64MB", "min_wal_size": "32MB", "shared_buffers": "16MB",
	}}
	if d.pg != nil {
		o.Port = d.pg.Port()
	}
	return o
}

// start makes the database and lets the world use it instead of the one that it had.
func (d *smallDisk) start(ctx context.Context) error {
	var err error
	if d.pg, err = cluster.Start(ctx, d.options()); err != nil {
		return err
	}
	if d.w.url, err = d.w.lab.Migrate(ctx, d.pg, "drill"); err != nil {
		return err
	}
	d.w.db.Close()
	return d.w.openShop(ctx)
}

func (d *smallDisk) run(ctx context.Context, r *Result) error {
	f, b, err := d.w.twoNodes(ctx)
	if err != nil {
		return err
	}
	f.padding = 3000
	if err := f.start(size(d.w, 20, 100), 2); err != nil {
		return err
	}
	asking, askers := newProber(d.w, b.addr()), d.w.askers()
	took := time.Duration(0)
	err = f.during(ctx, size(d.w, 200*time.Millisecond, 500*time.Millisecond), 2*time.Second, func(ctx context.Context) error {
		pause(ctx, time.Second)
		if err := d.fill(); err != nil {
			return err
		}
		if err := lab.Await(ctx, 30*time.Second, "nothing can be stored any more", func() bool { return f.full.Load() > 0 }, nil); err != nil {
			r.mismatch("%v", err)
		}
		d.ask(ctx, asking, r)
		pause(ctx, size(d.w, time.Second, 5*time.Second))
		if err := d.free(ctx); err != nil {
			return err
		}
		took, err = askers.served(ctx)
		return err
	})
	if err != nil {
		return err
	}
	d.w.atMost(r, "recovered", took, 15*time.Second)
	if err := f.reconcile(ctx, r); err != nil {
		return err
	}
	r.count("storage_full", f.full.Load())
	return askers.report(ctx, r)
}

// fill takes all space that is left.
func (d *smallDisk) fill() error {
	out, err := os.Create(filepath.Join(d.dir, "filler"))
	if err != nil {
		return fmt.Errorf("fill the disk: %w", err)
	}
	defer out.Close()
	for chunk := make([]byte, 1<<20); len(chunk) > 0; {
		n, err := out.Write(chunk)
		if errors.Is(err, syscall.ENOSPC) {
			chunk = chunk[:len(chunk)/2]
			continue
		}
		if err != nil || n == 0 {
			return fmt.Errorf("fill the disk: %w", err)
		}
	}
	return nil
}

// ask holds the answers by HTTP against what is promised: a refusal says when to come again, and
// reading goes on while Postgres does.
func (d *smallDisk) ask(ctx context.Context, p *prober, r *Result) {
	body := []byte(`{"client_id":"0190b5a1-7d3c-7a1e-9c55-0d5a3b1f2e11","text":"자리가 있나요"}`)
	status, answer := 0, frame{}
	_ = lab.Await(ctx, 10*time.Second, "a message is refused", func() bool {
		status, answer = p.once(ctx, http.MethodPost, "/api/v1/widget/messages?key="+widgetKey, body)
		return status == http.StatusServiceUnavailable
	}, nil)
	if status != http.StatusServiceUnavailable || p.after == "" {
		r.mismatch("without space a message was answered %d %v, Retry-After %q", status, answer["code"], p.after)
	}
	select {
	case <-d.pg.Done():
		r.note("Postgres itself has ended")
		return
	default:
	}
	if status, _ := p.once(ctx, http.MethodGet, "/api/v1/widget/config?key="+widgetKey, nil); status != http.StatusOK {
		r.mismatch("without space reading was answered %d", status)
	}
}

// free makes space again; a Postgres that could not live without is started as its keeper would.
func (d *smallDisk) free(ctx context.Context) error {
	if err := os.Remove(filepath.Join(d.dir, "filler")); err != nil {
		return fmt.Errorf("free the disk: %w", err)
	}
	select {
	case <-d.pg.Done():
	default:
		return nil
	}
	var err error
	d.pg, err = cluster.Start(ctx, d.options())
	return err
}
