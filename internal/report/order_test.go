package report

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestNumbersAreOrderedWhateverTheyAre(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	lists := map[string]func(i int) int64{
		"seconds":         func(int) int64 { return r.Int64N(86400 * 30) },
		"ids far up":      func(i int) int64 { return 1<<40 + int64(i%997) },
		"one number":      func(int) int64 { return 7 },
		"below nought":    func(int) int64 { return r.Int64N(2000) - 1000 },
		"all there are":   func(int) int64 { return int64(r.Uint64()) },
		"least and most":  func(i int) int64 { return []int64{math.MinInt64, math.MaxInt64, 0}[i%3] },
		"ordered already": func(i int) int64 { return int64(i) },
	}
	for name, number := range lists {
		t.Run(name, func(t *testing.T) {
			var s sorter
			for _, n := range []int{0, 1, fewNumbers - 1, fewNumbers, 20_000, 700} {
				list := make([]int64, n)
				for i := range list {
					list[i] = number(i)
				}
				want := slices.Sorted(slices.Values(list))
				if s.sort(list); !slices.Equal(list, want) {
					t.Fatalf("%d numbers are not in order", n)
				}
			}
		})
	}
}

// Ours beside the library's.
func BenchmarkOrder(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	list := make([]int64, 200_000)
	for i := range list {
		list[i] = r.Int64N(7200)
	}
	work := make([]int64, len(list))
	b.Run("piles", func(b *testing.B) {
		var s sorter
		for b.Loop() {
			copy(work, list)
			s.sort(work)
		}
	})
	b.Run("library", func(b *testing.B) {
		for b.Loop() {
			copy(work, list)
			slices.Sort(work)
		}
	})
}
