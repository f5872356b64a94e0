package faq

import (
	"context"
	"testing"

	"dari/internal/postgres/pgtest"
)

func seeded(t *testing.T) *Service {
	t.Helper()
	db := pgtest.New(t)
	if err := Seed(context.Background(), db); err != nil {
		t.Fatal(err)
	}
	return New(Options{DB: db, PublicURL: "https://help.example.com"})
}

func TestSearchFindsWhatKoreansType(t *testing.T) {
	s := seeded(t)
	tests := []struct{ lang, query, first string }{
		{"ko", "배송", "delivery-time"},
		{"ko", "배ㅅ", "delivery-time"},
		{"ko", "ㅂㅅ", "delivery-time"},
		{"ko", "배송", "delivery-time"},
		{"ko", "배송비", "delivery-fee"},
		{"ko", "무료배송", "delivery-fee"},
		{"ko", "무료 배송", "delivery-fee"},
		{"ko", "송장", "track-order"},
		{"ko", "배송 조회", "track-order"},
		{"ko", "파손", "broken-item"},
		{"ko", "ㅍㅅ", "broken-item"},
		{"ko", "식기 세척기", "dishwasher"},
		{"ko", "식기세척기", "dishwasher"},
		{"ko", "qothd", "delivery-time"},
		{"ko", "ghksqnf", "refund-when"},
		{"ko", "환불 언제", "refund-when"},
		{"ko", "환불은 언제 되나요?", "refund-when"},
		{"ko", "생일", "coupon-use"},
		{"ko", "ㅅㅇ", "coupon-use"},
		{"ko", "금선", "dishwasher"},
		{"ko", "경비실", "track-order"}, // only in the body
		{"ko", "쌀뜨물", "first-use"},
		{"ko", "흙", "first-use"}, // one syllable, only in the body
		{"ko", "반송", "return-how"},
		{"en", "dishwasher", "dishwasher"},
		{"en", "REFUND", "refund-when"},
		{"en", "kiln", "preorder-how"},
		{"en", "where is my parcel", "track-order"},
	}
	for _, tt := range tests {
		found, err := s.Search(context.Background(), tt.lang, tt.query, 6)
		if err != nil {
			t.Fatal(err)
		}
		if len(found.Results) == 0 || found.Results[0].Slug != tt.first {
			t.Errorf("%s %q found %v, want %s first", tt.lang, tt.query, slugsOf(found), tt.first)
		}
	}
}

func slugsOf(f Found) []string {
	var out []string
	for _, r := range f.Results {
		out = append(out, r.Slug)
	}
	return out
}

func TestSearchForNothingFindsNothing(t *testing.T) {
	s := seeded(t)
	for _, query := range []string{"", " ", "?!", "🍵", "뷁뷁뷁", "%", "_", "\\", "'", "zzzz", "a' & !b | (c)"} {
		found, err := s.Search(context.Background(), "ko", query, 6)
		if err != nil || len(found.Results) > 0 || found.Results == nil {
			t.Errorf("%q found %v, %v", query, slugsOf(found), err)
		}
	}
}

func TestResultsDoNotFlickerWhileASyllableIsTyped(t *testing.T) {
	s := seeded(t)
	for _, step := range []string{"ㅎ", "화", "환", "환ㅂ", "환부", "환불"} {
		found, err := s.Search(context.Background(), "ko", step, 50)
		if err != nil {
			t.Fatal(err)
		}
		there := false
		for _, slug := range slugsOf(found) {
			there = there || slug == "refund-when"
		}
		if !there {
			t.Errorf("%q does not find refund-when: %v", step, slugsOf(found))
		}
	}
}

func TestSearchRanksTitleBeforeKeywordBeforeInitialsBeforeBody(t *testing.T) {
	db := pgtest.New(t)
	s := New(Options{DB: db})
	ctx := context.Background()
	if err := Seed(ctx, db); err != nil {
		t.Fatal(err)
	}
	articles := []Draft{
		{Slug: "body", Title: "넷째", Body: "여기에 나전 이야기가 있어요."},
		{Slug: "initials", Title: "나중", Body: "다섯째"}, // ㄴㅈ
		{Slug: "keyword", Title: "셋째", Body: "내용", Keywords: []string{"나전"}},
		{Slug: "contains", Title: "통영 나전", Body: "내용"},
		{Slug: "prefix", Title: "나전 그릇", Body: "내용"},
		{Slug: "exact", Title: "나전", Body: "내용"},
	}
	for _, d := range articles {
		d.Lang, d.Category = "ko", "care"
		publishNew(t, s, d)
	}
	check := func(query string, want ...string) {
		t.Helper()
		found, err := s.Search(ctx, "ko", query, 6)
		if err != nil {
			t.Fatal(err)
		}
		got := slugsOf(found)
		for i, w := range want {
			if i >= len(got) || got[i] != w {
				t.Errorf("%q found %v, want %v", query, got, want)
				return
			}
		}
	}
	check("나전", "exact", "prefix", "contains", "keyword", "body")
	check("ㄴㅈ", "initials")
}

func TestWrongKeyboardSaysWhatItTook(t *testing.T) {
	s := seeded(t)
	found, err := s.Search(context.Background(), "ko", "qothd", 6)
	if err != nil || found.Instead != "배송" || found.Near {
		t.Errorf("got %+v, %v", found, err)
	}
}
