package hours

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"dari/internal/fault"
	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

// Own is when one person works: a week of their own, or the shop's with days off of their own.
type Own struct {
	Plan
	Follows bool // the week, the holidays and the single days are the shop's, and Exceptions come on top
	ID      int64
	Version int // 0: they have none
}

// OwnCode is the code of a person's calendar.
func OwnCode(staffID int64) string { return "staff:" + strconv.FormatInt(staffID, 10) }

const (
	sqlOwnCalendar = `SELECT id, public_holidays, follows_shop, version FROM dari.calendars WHERE code = $1`
	sqlLockOwn     = `SELECT version FROM dari.calendars WHERE code = $1 FOR UPDATE`
	sqlFollow      = `UPDATE dari.calendars SET follows_shop = $2 WHERE code = $1 RETURNING id`
)

// LoadOwn reads what a person has of their own, as they edit it: of who follows the shop, the shop's week
// and their own days off.
func LoadOwn(ctx context.Context, q postgres.Querier, zone *time.Location, staffID int64) (Own, error) {
	shops, err := Load(ctx, q, zone)
	if err != nil {
		return Own{}, err
	}
	o := Own{Plan: shops.Plan, Follows: true}
	o.Exceptions, o.Closures = nil, nil
	var public bool
	err = q.QueryRow(ctx, sqlOwnCalendar, OwnCode(staffID)).Scan(&o.ID, &public, &o.Follows, &o.Version)
	if errors.Is(err, pgx.ErrNoRows) {
		return o, nil
	}
	if err != nil {
		return o, fmt.Errorf("read the hours of staff %d: %w", staffID, err)
	}
	if o.Exceptions, err = readExceptions(ctx, q, o.ID); err != nil || o.Follows {
		return o, err
	}
	own := Stored{ID: o.ID}
	err = readWeek(ctx, q, &own)
	o.Week, o.Public = own.Week, public
	return o, err
}

// SaveOwn writes when a person works, and answers the id of their calendar. The version is the one that
// was read; Conflict when it is no longer that.
func SaveOwn(ctx context.Context, tx pgx.Tx, staffID int64, o Own, version int) (id int64, err error) {
	code := OwnCode(staffID)
	if o.Follows {
		o.Week = [7]Weekday{}
	}
	o.Reply, o.Capacity = time.Hour, 1 // neither is asked of a person's calendar
	if err := o.Check(); err != nil {
		return 0, err
	}
	var old int
	if err := tx.QueryRow(ctx, sqlLockOwn, code).Scan(&old); err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return 0, fmt.Errorf("lock the hours of staff %d: %w", staffID, err)
	}
	if old != version {
		return 0, fault.New(fault.Conflict, "conflict")
	}
	if err := put(ctx, tx, code, o.Plan); err != nil {
		return 0, err
	}
	if err := tx.QueryRow(ctx, sqlFollow, code, o.Follows).Scan(&id); err != nil {
		return 0, fmt.Errorf("note whose week staff %d works: %w", staffID, err)
	}
	return id, nil
}

// follow puts the shop's plan below the days that are a person's own: the last that was entered holds.
func (s *Stored) follow(shops Plan) {
	s.Week, s.Public = shops.Week, shops.Public
	s.Exceptions = append(append([]Exception{}, shops.Exceptions...), s.Exceptions...)
	s.Closures = append(append([]Closure{}, shops.Closures...), s.Closures...)
}
