package faq

import (
	"context"
	"fmt"
	"testing"

	"dari/internal/fault"
	"dari/internal/postgres/pgtest"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgxpool"
)

func publishNew(t *testing.T, s *Service, d Draft) Article {
	t.Helper()
	a, err := s.Create(context.Background(), d)
	if err != nil {
		t.Fatalf("create %s: %v", d.Slug, err)
	}
	a, err = s.Publish(context.Background(), uuid.MustParse(a.ID), nil)
	if err != nil {
		t.Fatalf("publish %s: %v", d.Slug, err)
	}
	return a
}

func TestSeedTwiceChangesNothing(t *testing.T) {
	db := pgtest.New(t)
	ctx := context.Background()
	count := func() (articles, versions int) {
		if err := db.QueryRow(ctx, "SELECT (SELECT count(*) FROM dari.articles), (SELECT count(*) FROM dari.article_versions)").Scan(&articles, &versions); err != nil {
			t.Fatal(err)
		}
		return articles, versions
	}
	for range 2 {
		if err := Seed(ctx, db); err != nil {
			t.Fatal(err)
		}
		if a, v := count(); a != 28 || v != 28 {
			t.Errorf("there are %d articles and %d versions", a, v)
		}
	}
}

func TestThePublicReadsThePublishedVersionOnly(t *testing.T) {
	s := seeded(t)
	ctx := context.Background()
	a, err := s.Create(ctx, Draft{Slug: "gift", Lang: "ko", Category: "payment", Title: "선물 포장", Body: "첫 글"})
	if err != nil {
		t.Fatal(err)
	}
	id := uuid.MustParse(a.ID)
	if _, err := liveArticle(ctx, s.db, "gift", "ko"); !fault.Is(err, fault.NotFound) {
		t.Errorf("a draft is public: %v", err)
	}
	if a, err = s.Publish(ctx, id, nil); err != nil || a.State != "published" || a.Changed || a.URL != "/help/a/gift" {
		t.Fatalf("published: %+v, %v", a, err)
	}
	edited := Draft{Slug: "gift", Lang: "ko", Category: "payment", Title: "선물 포장은요", Body: "둘째 글"}
	if a, err = s.Update(ctx, id, edited, a.Version); err != nil || !a.Changed {
		t.Fatalf("edited: %+v, %v", a, err)
	}
	live, err := liveArticle(ctx, s.db, "gift", "ko")
	if err != nil || live.Title != "선물 포장" || live.HTML != "<p>첫 글</p>\n" {
		t.Errorf("the public reads %+v, %v", live, err)
	}
	if a, err = s.Publish(ctx, id, nil); err != nil || a.Changed {
		t.Errorf("published again: %+v, %v", a, err)
	}
	if live, err = liveArticle(ctx, s.db, "gift", "ko"); err != nil || live.Title != "선물 포장은요" {
		t.Errorf("the public reads %+v, %v", live, err)
	}
	if a, err = s.Unpublish(ctx, id); err != nil || a.State != "draft" || a.URL != "" {
		t.Errorf("taken back: %+v, %v", a, err)
	}
	if _, err := liveArticle(ctx, s.db, "gift", "ko"); !fault.Is(err, fault.NotFound) {
		t.Errorf("it is still public: %v", err)
	}
	if found, err := s.Search(ctx, "ko", "선물 포장", 6); err != nil || len(found.Results) > 0 && !found.Near {
		t.Errorf("it is still found: %v, %v", slugsOf(found), err)
	}
	if n := versions(t, s.db, id); n != 2 {
		t.Errorf("%d versions are kept", n)
	}
	if _, err = s.Publish(ctx, id, nil); err != nil {
		t.Errorf("publish the same version again: %v", err)
	}
}

func versions(t *testing.T, db *pgxpool.Pool, id uuid.UUID) (n int) {
	t.Helper()
	const sql = `SELECT count(*) FROM dari.article_versions v JOIN dari.articles a ON a.id = v.article_id WHERE a.uid = $1`
	if err := db.QueryRow(context.Background(), sql, id).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestWhoSavesAnOldVersionIsTold(t *testing.T) {
	s := seeded(t)
	ctx := context.Background()
	d := Draft{Slug: "gift", Lang: "ko", Category: "payment", Title: "선물", Body: "글"}
	a, err := s.Create(ctx, d)
	if err != nil {
		t.Fatal(err)
	}
	id := uuid.MustParse(a.ID)
	if _, err := s.Update(ctx, id, d, a.Version); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Update(ctx, id, d, a.Version); !fault.Is(err, fault.Conflict) {
		t.Errorf("the old version was taken: %v", err)
	}
}

func TestDraftsThatCannotStandAreRefused(t *testing.T) {
	s := seeded(t)
	ctx := context.Background()
	good := Draft{Slug: "gift", Lang: "ko", Category: "payment", Title: "선물", Body: "글"}
	tests := map[string]struct {
		change func(*Draft)
		kind   fault.Kind
	}{
		"a category that is not there":    {func(d *Draft) { d.Category = "nothing" }, fault.Invalid},
		"an address that is taken":        {func(d *Draft) { d.Slug = "dishwasher" }, fault.Conflict},
		"an image that says nothing":      {func(d *Draft) { d.Body = "![](/a.png)" }, fault.Invalid},
		"a keyword as long as a sentence": {func(d *Draft) { d.Keywords = []string{string(make([]rune, 101))} }, fault.Invalid},
	}
	for name, tt := range tests {
		d := good
		tt.change(&d)
		if _, err := s.Create(ctx, d); !fault.Is(err, tt.kind) {
			t.Errorf("%s: %v", name, err)
		}
	}
	a := publishNew(t, s, good)
	good.Slug = "present"
	if _, err := s.Update(ctx, uuid.MustParse(a.ID), good, a.Version); !fault.Is(err, fault.Invalid) {
		t.Errorf("a public article changed its address: %v", err)
	}
	if _, err := s.Publish(ctx, uuid.New(), nil); !fault.Is(err, fault.NotFound) {
		t.Errorf("an article that is not there: %v", err)
	}
}

func TestWhatIsWrittenReadsBackEqual(t *testing.T) {
	s := seeded(t)
	ctx := context.Background()
	for i, text := range []string{" 앞뒤 빈칸 ", "!?", "\u202e거꾸로", "<b>&amp;", "﷽", "가", "'; DROP TABLE dari.articles; --", "\t"} {
		a := publishNew(t, s, Draft{Slug: fmt.Sprintf("gift-%d", i), Lang: "ko", Category: "payment", Title: text, Lead: text, Body: text, Keywords: []string{text}})
		if a.Title != text || a.Lead != text || a.Body != text || a.Keywords[0] != text {
			t.Errorf("%q reads back as %+v", text, a)
		}
		if _, err := s.Search(ctx, "ko", text, 6); err != nil {
			t.Errorf("search %q: %v", text, err)
		}
	}
}
