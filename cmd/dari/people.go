package main

import (
	"context"
	"fmt"

	"dari/internal/config"
	"dari/internal/postgres"
	"dari/internal/staff"

	"github.com/jackc/pgx/v5/pgxpool"
)

type staffCommand struct {
	Add   staffAdd   `cmd:"" help:"Add somebody. Example: dari staff add haeun@example.kr --name 이하은 --role agent"`
	Reset staffReset `cmd:"" help:"Give somebody a new password; all their sessions end."`
}

type staffAdd struct {
	Email    string `arg:"" help:"The address to sign in with."`
	Name     string `required:"" help:"The name that shoppers and colleagues see."`
	Role     string `enum:"agent,lead,marketer,admin" default:"agent" help:"agent, lead, marketer or admin."`
	Lang     string `enum:"ko,en" default:"ko" help:"ko or en."`
	Password string `env:"DARI_PASSWORD" help:"At least 10 characters; one is made and printed when it is left out."`
}

// Run adds the account.
func (c staffAdd) Run(e env) error {
	password, made := orMade(c.Password)
	return withDatabase(e, func(ctx context.Context, db *pgxpool.Pool) error {
		if _, err := staff.Add(ctx, db, staff.NewStaff{Email: c.Email, Name: c.Name, Role: c.Role, Lang: c.Lang, Password: password}); err != nil {
			return err
		}
		fmt.Fprintf(e.stdout, "Added %s as %s.%s\n", c.Email, c.Role, made)
		return nil
	})
}

type staffReset struct {
	Email    string `arg:"" help:"The address of the account."`
	Password string `env:"DARI_PASSWORD" help:"At least 10 characters; one is made and printed when it is left out."`
}

// Run sets the password.
func (c staffReset) Run(e env) error {
	password, made := orMade(c.Password)
	return withDatabase(e, func(ctx context.Context, db *pgxpool.Pool) error {
		if err := staff.Reset(ctx, db, c.Email, password); err != nil {
			return err
		}
		fmt.Fprintf(e.stdout, "%s has a new password, and all earlier sessions have ended.%s\n", c.Email, made)
		return nil
	})
}

func orMade(password string) (string, string) {
	if password != "" {
		return password, ""
	}
	password = randomHex(10)
	return password, " The password is " + password + " and is shown only here."
}

type keyCommand struct {
	Add keyAdd `cmd:"" help:"Make an API key. Example: dari key add erp --scopes orders:write,customers:write"`
}

type keyAdd struct {
	Name   string   `arg:"" help:"What the key is for."`
	Scopes []string `required:"" help:"What it may do, as orders:write,customers:write."`
}

// Run makes the key and prints it once.
func (c keyAdd) Run(e env) error {
	return withDatabase(e, func(ctx context.Context, db *pgxpool.Pool) error {
		secret, err := staff.AddKey(ctx, db, c.Name, c.Scopes)
		if err != nil {
			return err
		}
		fmt.Fprintln(e.stdout, secret)
		return nil
	})
}

// withDatabase opens the migrated database for one command.
func withDatabase(e env, do func(ctx context.Context, db *pgxpool.Pool) error) error {
	cfg, err := config.Load(config.Tool, e.getenv)
	if err != nil {
		return err
	}
	db, err := postgres.Open(e.ctx, postgres.Options{URL: cfg.DatabaseURL, MaxConns: 4, Name: "dari"})
	if err != nil {
		return err
	}
	defer db.Close()
	if err := postgres.Ready(e.ctx, db); err != nil {
		return err
	}
	return do(e.ctx, db)
}
