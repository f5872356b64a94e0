package jobs

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/hibiken/asynq"
	"github.com/redis/go-redis/v9"
)

// Kind is a typed task, declared once where it is handled.
type Kind[T any] struct {
	Name    string
	Options []asynq.Option
}

// Handle registers what a task of this kind does.
func (k Kind[T]) Handle(mux *asynq.ServeMux, fn func(ctx context.Context, v T) error) {
	mux.HandleFunc(k.Name, func(ctx context.Context, task *asynq.Task) error {
		var v T
		if err := json.Unmarshal(task.Payload(), &v); err != nil {
			// A task of an older program: nothing is lost with it.
			return fmt.Errorf("read a task of %s: %w: %w", k.Name, err, asynq.SkipRetry)
		}
		return fn(ctx, v)
	})
}

// Enqueue sends a wake-up. A nil client, or one without Redis, is no fault: the sweeper comes round anyway.
func (k Kind[T]) Enqueue(ctx context.Context, c *Client, v T) error {
	if c == nil {
		return nil
	}
	payload, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("encode a task of %s: %w", k.Name, err)
	}
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	options := append([]asynq.Option{asynq.MaxRetry(1), asynq.Timeout(60 * time.Second), asynq.Retention(0)}, k.Options...)
	_, err = c.asynq.EnqueueContext(ctx, asynq.NewTask(k.Name, payload), options...)
	if err != nil && !errors.Is(err, asynq.ErrDuplicateTask) && !errors.Is(err, asynq.ErrTaskIDConflict) {
		return fmt.Errorf("enqueue %s: %w", k.Name, err)
	}
	return nil
}

// Client enqueues.
type Client struct{ asynq *asynq.Client }

// NewClient works over a connection that its maker closes.
func NewClient(r redis.UniversalClient) *Client {
	return &Client{asynq: asynq.NewClientFromRedisClient(r)}
}

// Server runs the handlers of tasks.
type Server struct {
	redis redis.UniversalClient
	mux   *asynq.ServeMux
	log   *slog.Logger
}

// NewServer starts nothing; Run does. The mux may be filled until then.
func NewServer(r redis.UniversalClient, mux *asynq.ServeMux, log *slog.Logger) *Server {
	return &Server{redis: r, mux: mux, log: log}
}

// Run works until the context ends. While Redis is away it waits and tries again: the sweeper
// carries on without it.
func (s *Server) Run(ctx context.Context) error {
	away := false
	for ctx.Err() == nil {
		if err := s.redis.Ping(ctx).Err(); err != nil {
			if !away && ctx.Err() == nil {
				s.log.WarnContext(ctx, "tasks wait for Redis", "error", err)
			}
			away = true
			sleep(ctx, time.Second)
			continue
		}
		if away {
			s.log.InfoContext(ctx, "Redis is back")
		}
		away = false
		// Defaults check every 1 s and 5 s; a notice must be on its way sooner than that.
		server := asynq.NewServerFromRedisClient(s.redis, asynq.Config{
			Concurrency: 8, TaskCheckInterval: 50 * time.Millisecond, DelayedTaskCheckInterval: time.Second,
			ShutdownTimeout: 5 * time.Second, Logger: quiet{s.log}, LogLevel: asynq.WarnLevel,
		})
		if err := server.Start(s.mux); err != nil {
			s.log.WarnContext(ctx, "tasks could not be started", "error", err)
			sleep(ctx, time.Second)
			continue
		}
		<-ctx.Done()
		server.Stop()
		server.Shutdown()
	}
	return nil
}

func sleep(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}

// quiet gives Asynq's log to slog; its text never holds a payload.
type quiet struct{ log *slog.Logger }

func (q quiet) Debug(args ...any) { q.log.Debug("asynq", "text", fmt.Sprint(args...)) }
func (q quiet) Info(args ...any)  { q.log.Debug("asynq", "text", fmt.Sprint(args...)) }
func (q quiet) Warn(args ...any)  { q.log.Warn("asynq", "text", fmt.Sprint(args...)) }
func (q quiet) Error(args ...any) { q.log.Warn("asynq", "text", fmt.Sprint(args...)) }
func (q quiet) Fatal(args ...any) { q.log.Error("asynq", "text", fmt.Sprint(args...)) }
