package faq

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"dari/internal/postgres"
	"dari/internal/postgres/pgtest"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

func TestWhatAnotherProgramPublishesIsFoundWithoutARestart(t *testing.T) {
	ctx := context.Background()
	here := seeded(t)
	there := New(Options{DB: here.db})
	search := func(s *Service) int {
		found, err := s.Search(ctx, "ko", "뚜껑", 6)
		if err != nil {
			t.Fatal(err)
		}
		return len(found.Results)
	}
	if n := search(here) + search(there); n != 0 {
		t.Fatalf("%d articles about lids are there before they are written", n)
	}
	a, err := here.Create(ctx, Draft{Slug: "lid", Lang: "ko", Category: "care", Title: "뚜껑만 살 수 있나요?", Body: "네."})
	if err != nil {
		t.Fatal(err)
	}
	id := uuid.MustParse(a.ID)
	if _, err := here.Publish(ctx, id, nil); err != nil {
		t.Fatal(err)
	}
	if search(here) != 1 {
		t.Error("the program that published it does not find it at once")
	}
	there.index.looked = time.Time{} // a second later
	if search(there) != 1 {
		t.Error("the other program does not find it")
	}
	if _, err := here.Unpublish(ctx, id); err != nil {
		t.Fatal(err)
	}
	if search(here) != 0 {
		t.Error("it is found after it was taken back")
	}
}

func TestAnIndexThatCannotBeReadIsReadLater(t *testing.T) {
	s := seeded(t)
	gone, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := s.Search(gone, "ko", "배송", 6); err != nil {
		t.Errorf("a request that has ended kept the index from being read: %v", err)
	}
}

var syllables = []rune("가나다라마바사아자차카타파하거너더러머버서어저처고노도로모보소오조초구누두루무부수우주추그느드르므브스으즈츠기니디리미비시이지치각난달람맛밥상앙장찻큰탑팔한")

func word(r *rand.Rand) string {
	w := make([]rune, 2+r.IntN(3))
	for i := range w {
		w[i] = syllables[r.IntN(len(syllables))]
	}
	return string(w)
}

// BenchmarkSearch is fifty people who type at once into a help centre of 5,000 articles.
func BenchmarkSearch(b *testing.B) {
	ctx := context.Background()
	db := pgtest.New(b)
	if err := Seed(ctx, db); err != nil {
		b.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	vocabulary := make([]string, 4000)
	for i := range vocabulary {
		vocabulary[i] = word(r)
	}
	pick := func() string { return vocabulary[int(float64(len(vocabulary))*r.Float64()*r.Float64())] }
	err := postgres.InTx(ctx, db, func(tx pgx.Tx) error {
		for i := range 5000 {
			body := ""
			for range 150 {
				body += pick() + " "
			}
			d := Draft{Slug: fmt.Sprintf("a-%d", i), Lang: "ko", Category: "care", Title: pick() + " " + pick() + " " + pick(), Lead: pick(), Body: body, Keywords: []string{pick()}}
			if err := seedArticle(ctx, tx, d); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	s := New(Options{DB: db})
	began := time.Now()
	if _, err := s.Search(ctx, "ko", "배송", 6); err != nil {
		b.Fatal(err)
	}
	b.Logf("the index is read in %v", time.Since(began))
	queries := make([]string, 500)
	for i := range queries {
		q := []rune(pick() + " " + pick())
		queries[i] = string(q[:1+r.IntN(len(q))])
	}
	var mu sync.Mutex
	var took []time.Duration
	b.ResetTimer()
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() {
			for n := range max(1, b.N/50) {
				start := time.Now()
				if _, err := s.Search(ctx, "ko", queries[n%len(queries)], 6); err != nil {
					b.Error(err)
				}
				mu.Lock()
				took = append(took, time.Since(start))
				mu.Unlock()
			}
		})
	}
	all.Wait()
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
}
