package faq

import (
	"context"
	"unicode/utf8"

	"dari/internal/fault"
	"dari/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Create writes a new draft.
func (s *Service) Create(ctx context.Context, d Draft) (Article, error) {
	var out articleRow
	err := postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		id, err := create(ctx, tx, d)
		if err != nil {
			return err
		}
		uid, err := uidOf(ctx, tx, id)
		if err != nil {
			return err
		}
		out, err = articleByUID(ctx, tx, uid)
		return err
	})
	s.index.changed()
	return out.article(), err
}

func create(ctx context.Context, tx pgx.Tx, d Draft) (int64, error) {
	if err := d.check(); err != nil {
		return 0, err
	}
	category, err := categoryID(ctx, tx, d.Category)
	if err != nil {
		return 0, err
	}
	return insertArticle(ctx, tx, category, d)
}

// Update writes the draft of an article over; what the public reads stays until it is published.
// The version must be the one that was read.
func (s *Service) Update(ctx context.Context, uid uuid.UUID, d Draft, version int) (Article, error) {
	return s.change(ctx, uid, func(tx pgx.Tx, a articleRow) error {
		if a.Version != version {
			return fault.New(fault.Conflict, "faq.changed", fault.Arg("version", a.Version))
		}
		// Links out in the world point to it.
		if a.PublishedAt != nil && (a.Slug != d.Slug || a.Lang != d.Lang) {
			return fault.Field("faq.slug_fixed", "slug")
		}
		if err := d.check(); err != nil {
			return err
		}
		category, err := categoryID(ctx, tx, d.Category)
		if err != nil {
			return err
		}
		return updateArticle(ctx, tx, a.ID, category, d)
	})
}

// Publish makes the draft what the public reads, and keeps it as a version. The staff id is nil when
// a program does it.
func (s *Service) Publish(ctx context.Context, uid uuid.UUID, by *int64) (Article, error) {
	return s.change(ctx, uid, func(tx pgx.Tx, a articleRow) error { return publish(ctx, tx, a, by) })
}

func publish(ctx context.Context, tx pgx.Tx, a articleRow, by *int64) error {
	body, err := renderBody(a.Lang, a.Body)
	if err != nil {
		return err
	}
	if err := insertVersion(ctx, tx, a, body.html, by); err != nil {
		return err
	}
	if err := putKeys(ctx, tx, a, keysOf(a.Title, a.Lead, body.words, a.Keywords)); err != nil {
		return err
	}
	if err := moveArticles(ctx, tx); err != nil {
		return err
	}
	return publishArticle(ctx, tx, a.ID, a.Version)
}

// Unpublish takes the article from the public; its versions stay.
func (s *Service) Unpublish(ctx context.Context, uid uuid.UUID) (Article, error) {
	return s.change(ctx, uid, func(tx pgx.Tx, a articleRow) error {
		if err := deleteKeys(ctx, tx, a.ID); err != nil {
			return err
		}
		if err := moveArticles(ctx, tx); err != nil {
			return err
		}
		return unpublishArticle(ctx, tx, a.ID)
	})
}

func (s *Service) change(ctx context.Context, uid uuid.UUID, fn func(tx pgx.Tx, a articleRow) error) (Article, error) {
	var out articleRow
	err := postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		row, err := lockArticle(ctx, tx, uid)
		if err != nil {
			return err
		}
		if err := fn(tx, row); err != nil {
			return err
		}
		out, err = articleByUID(ctx, tx, uid)
		return err
	})
	s.index.changed()
	return out.article(), err
}

func (a articleRow) article() Article {
	out := Article{
		ID: a.UID.String(), Slug: a.Slug, Lang: a.Lang, Category: a.Category, Title: a.Title, Lead: a.Lead, Body: a.Body, Keywords: a.Keywords,
		Featured: a.Featured, State: a.State, Version: a.Version, LiveVersion: a.LiveVersion, PublishedAt: a.PublishedAt, UpdatedAt: a.UpdatedAt,
	}
	if out.Keywords == nil {
		out.Keywords = []string{}
	}
	if a.LiveVersion != nil {
		out.Changed, out.URL = *a.LiveVersion != a.Version, articlePath(a.Slug, a.Lang)
	}
	return out
}

// check refuses what could be written but not shown. What is written is kept as it is, to the space.
func (d Draft) check() error {
	for _, k := range d.Keywords {
		if utf8.RuneCountInString(k) > 100 {
			return fault.Field("faq.keyword_too_long", "keywords")
		}
	}
	_, err := renderBody(d.Lang, d.Body)
	return err
}

func (d Draft) keywords() []string {
	if d.Keywords == nil {
		return []string{}
	}
	return d.Keywords
}
