package staff

import (
	"context"
	"errors"
	"fmt"
	"net/mail"
	"strings"

	"dari/internal/fault"
	"dari/internal/i18n"
	"dari/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// NewStaff is a person to be added.
type NewStaff struct {
	Email    string
	Name     string
	Role     string // agent, lead, marketer or admin
	Lang     string // empty means ko
	Password string
}

// Add makes an account, by whoever runs the command: there is no account a program makes by itself.
func Add(ctx context.Context, db postgres.Beginner, n NewStaff) (id int64, err error) {
	n.Email, n.Name, n.Lang = normEmail(n.Email), strings.TrimSpace(n.Name), i18n.Known(n.Lang, i18n.Korean)
	if err := n.check(); err != nil {
		return 0, err
	}
	hash, err := hashPassword(n.Password)
	if err != nil {
		return 0, err
	}
	uid, err := uuid.NewV7()
	if err != nil {
		return 0, fmt.Errorf("make the uid of an account: %w", err)
	}
	err = postgres.InTx(ctx, db, func(tx pgx.Tx) error {
		id, err = insertStaff(ctx, tx, uid, n, hash)
		if postgres.IsUnique(err, "staff_email_key") {
			return fault.New(fault.Conflict, "staff.email_taken")
		}
		if err != nil {
			return err
		}
		return Append(ctx, tx, Entry{ActorKind: KindSystem, Action: "staff.add", SubjectKind: "staff", SubjectID: uid.String(), Detail: map[string]any{"role": n.Role}})
	})
	return id, err
}

func (n NewStaff) check() error {
	if a, err := mail.ParseAddress(n.Email); err != nil || a.Address != n.Email || len(n.Email) > 254 {
		return fault.Field("staff.email_malformed", "email")
	}
	if n.Name == "" || len([]rune(n.Name)) > 60 {
		return fault.Field("staff.name_length", "name", fault.Arg("most", 60))
	}
	if roles[n.Role] == nil {
		return fault.Field("staff.role_unknown", "role")
	}
	return checkPassword(n.Password, n.Email)
}

// Reset gives an account a new password and ends all its sessions, open sockets too.
func Reset(ctx context.Context, db postgres.Beginner, email, password string) error {
	email = normEmail(email)
	if err := checkPassword(password, email); err != nil {
		return err
	}
	hash, err := hashPassword(password)
	if err != nil {
		return err
	}
	return change(ctx, db, email, "staff.reset", nil, func(tx pgx.Tx, id int64) error { return updatePassword(ctx, tx, id, hash) })
}

// Deactivate closes an account and ends all its sessions. What the person did stays theirs.
func Deactivate(ctx context.Context, db postgres.Beginner, email string) error {
	return change(ctx, db, normEmail(email), "staff.deactivate", nil, func(tx pgx.Tx, id int64) error { return updateActive(ctx, tx, id, false) })
}

// SetRole gives an account another role and ends all its sessions, so that nothing goes on with the old one.
func SetRole(ctx context.Context, db postgres.Beginner, email, role string) error {
	if roles[role] == nil {
		return fault.Field("staff.role_unknown", "role")
	}
	detail := map[string]any{"role": role}
	return change(ctx, db, normEmail(email), "staff.role", detail, func(tx pgx.Tx, id int64) error { return updateRole(ctx, tx, id, role) })
}

func change(ctx context.Context, db postgres.Beginner, email, action string, detail map[string]any, do func(tx pgx.Tx, id int64) error) error {
	return postgres.InTx(ctx, db, func(tx pgx.Tx) error {
		p, err := byEmail(ctx, tx, email)
		if errors.Is(err, pgx.ErrNoRows) {
			return fault.New(fault.NotFound, "staff.not_found")
		}
		if err != nil {
			return err
		}
		if err := do(tx, p.ID); err != nil {
			return err
		}
		if err := endAll(ctx, tx, p.ID); err != nil {
			return err
		}
		return Append(ctx, tx, Entry{ActorKind: KindSystem, Action: action, SubjectKind: "staff", SubjectID: p.UID.String(), Detail: detail})
	})
}
