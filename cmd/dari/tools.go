package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"time"

	"dari/internal/config"
	"dari/internal/postgres"

	"github.com/redis/go-redis/v9"
)

type openapiCommand struct{}

// Run prints the OpenAPI document. It needs neither database nor Redis: nothing connects until it is used.
func (openapiCommand) Run(e env) error {
	cfg := config.Config{DatabaseURL: "postgres://127.0.0.1:1/none", RedisURL: "redis://127.0.0.1:1/0", PublicURL: "http://127.0.0.1:8080"}
	db, err := postgres.Open(e.ctx, postgres.Options{URL: cfg.DatabaseURL})
	if err != nil {
		return err
	}
	defer db.Close()
	rdb := redis.NewClient(&redis.Options{Addr: "127.0.0.1:1"})
	defer rdb.Close()
	a, err := wire(e.ctx, program{cfg: cfg, log: newLogger(e.stderr, cfg.LogLevel)}, db, rdb)
	if err != nil {
		return err
	}
	text, err := a.router.OpenAPI()
	if err != nil {
		return fmt.Errorf("write the OpenAPI document: %w", err)
	}
	_, err = fmt.Fprintln(e.stdout, string(text))
	return err
}

type healthCommand struct{}

// Run asks the program on this machine whether it lives, for containers without another tool.
func (healthCommand) Run(e env) error {
	listen := e.getenv("DARI_LISTEN")
	if listen == "" {
		listen = "127.0.0.1:8080"
	}
	host, port, err := net.SplitHostPort(listen)
	if err != nil {
		return config.Error{Name: "DARI_LISTEN", Problem: "is not host:port, as 127.0.0.1:8080 or :8080"}
	}
	if host == "" || host == "0.0.0.0" || host == "::" {
		host = "127.0.0.1"
	}
	ctx, cancel := context.WithTimeout(e.ctx, 3*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+net.JoinHostPort(host, port)+"/healthz", nil)
	if err != nil {
		return fmt.Errorf("ask for health: %w", err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return fmt.Errorf("ask for health: %w", err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("the program answers %s", res.Status)
	}
	return nil
}
