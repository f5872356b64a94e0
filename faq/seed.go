package faq

import (
	"context"
	"embed"
	"fmt"
	"strings"

	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

//go:embed seed
var seedFiles embed.FS

var seedCategories = []Category{
	{Slug: "shipping", TitleKo: "배송", TitleEn: "Delivery", LeadKo: "언제 오는지, 어디쯤 왔는지", LeadEn: "When it comes and where it is"},
	{Slug: "made-to-order", TitleKo: "예약 제작", TitleEn: "Made to order", LeadKo: "만드는 순서와 날짜", LeadEn: "How we make it and when it is ready"},
	{Slug: "returns", TitleKo: "교환·반품", TitleEn: "Exchanges and returns", LeadKo: "깨졌거나 마음이 바뀌었을 때", LeadEn: "Broken, or not what you wanted"},
	{Slug: "payment", TitleKo: "결제와 쿠폰", TitleEn: "Payment and coupons", LeadKo: "결제 방법, 영수증, 생일 쿠폰", LeadEn: "Ways to pay, receipts, birthday coupons"},
	{Slug: "care", TitleKo: "식기 관리", TitleEn: "Care", LeadKo: "오래 쓰는 법", LeadEn: "How to keep your pieces for long"},
}

// Seed fills the help centre of the demo shop. What is there already stays as it is, also when staff
// have edited it or taken it back.
func Seed(ctx context.Context, db postgres.Beginner) error {
	return postgres.InTx(ctx, db, func(tx pgx.Tx) error {
		for i, c := range seedCategories {
			if err := putCategory(ctx, tx, c, i); err != nil {
				return err
			}
		}
		for _, lang := range []string{"ko", "en"} {
			raw, err := seedFiles.ReadFile("seed/" + lang + ".md")
			if err != nil {
				return fmt.Errorf("read the demo articles: %w", err)
			}
			drafts, err := parseSeed(lang, string(raw))
			if err != nil {
				return err
			}
			for _, d := range drafts {
				if err := seedArticle(ctx, tx, d); err != nil {
					return fmt.Errorf("demo article %s in %s: %w", d.Slug, lang, err)
				}
			}
		}
		return nil
	})
}

const sqlHasArticle = `SELECT EXISTS (SELECT FROM dari.articles WHERE slug = $1 AND lang = $2)`

func seedArticle(ctx context.Context, tx pgx.Tx, d Draft) error {
	var there bool
	if err := tx.QueryRow(ctx, sqlHasArticle, d.Slug, d.Lang).Scan(&there); err != nil || there {
		return err
	}
	id, err := create(ctx, tx, d)
	if err != nil {
		return err
	}
	uid, err := uidOf(ctx, tx, id)
	if err != nil {
		return err
	}
	row, err := lockArticle(ctx, tx, uid)
	if err != nil {
		return err
	}
	return publish(ctx, tx, row, nil)
}

// parseSeed reads articles set off by lines "=== slug | category | featured", each with its title,
// lead and keywords, an empty line, and the body.
func parseSeed(lang, raw string) ([]Draft, error) {
	var drafts []Draft
	for _, part := range strings.Split("\n"+raw, "\n=== ")[1:] {
		first, rest, _ := strings.Cut(part, "\n")
		head, body, ok := strings.Cut(rest, "\n\n")
		names := strings.Split(first, " | ")
		if !ok || len(names) < 2 {
			return nil, fmt.Errorf("demo article %q has no head or no body", first)
		}
		featured := len(names) > 2
		d := Draft{Slug: names[0], Category: names[1], Lang: lang, Featured: &featured, Body: strings.TrimSpace(body)}
		for _, line := range strings.Split(head, "\n") {
			switch name, value, _ := strings.Cut(line, ": "); name {
			case "title":
				d.Title = value
			case "lead":
				d.Lead = value
			case "keywords":
				d.Keywords = strings.Split(value, ", ")
			default:
				return nil, fmt.Errorf("demo article %s: unknown line %q", d.Slug, name)
			}
		}
		drafts = append(drafts, d)
	}
	return drafts, nil
}
