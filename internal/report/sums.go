package report

import (
	"slices"
	"time"
)

// addUp joins what was done on the days by person, and tells of each day by itself.
func addUp(days []factDay, who chosen) (map[int64]*group, []Day) {
	var s sorter
	sums, list := map[int64]*group{}, make([]Day, 0, len(days))
	for _, d := range days {
		var first []int64
		solved := 0
		for i := range d.groups {
			g := &d.groups[i]
			if !who.has(*g) {
				continue
			}
			if sums[g.staff] == nil {
				sums[g.staff] = &group{staff: g.staff}
			}
			sums[g.staff].add(g)
			first = append(first, g.first.business...)
			solved += len(g.solve.business)
		}
		s.sort(first)
		list = append(list, Day{Day: d.from.Format(time.DateOnly), First: len(first), Median: percentile(first, 0.5), Solved: solved})
	}
	for _, sum := range sums {
		sum.sort(&s)
	}
	return sums, list
}

// together is what all did.
func together(sums map[int64]*group) *group {
	all := &group{}
	for _, sum := range sums {
		all.add(sum)
	}
	all.sort(&sorter{})
	return all
}

func (g *group) add(o *group) {
	mine, theirs := g.lists(), o.lists()
	for i := range mine {
		*mine[i] = append(*mine[i], *theirs[i]...)
	}
	counts, more := g.counts(), o.counts()
	for i := range counts {
		*counts[i] += *more[i]
	}
}

func (g *group) sort(s *sorter) {
	for _, list := range g.lists() {
		s.sort(*list)
	}
	g.tickets = slices.Compact(g.tickets)
}

// percentile is where a share of a sorted list ends, between two of its numbers if need be, as
// percentile_cont says it; nil for none.
func percentile(sorted []int64, share float64) *float64 {
	if len(sorted) == 0 {
		return nil
	}
	place := share * float64(len(sorted)-1)
	below := int(place)
	v := float64(sorted[below])
	if rest := place - float64(below); rest > 0 {
		v += rest * float64(sorted[below+1]-sorted[below])
	}
	return &v
}

func (s spans) times() Times {
	return Times{
		N: len(s.business), Median: percentile(s.business, 0.5), P90: percentile(s.business, 0.9),
		MedianWall: percentile(s.wall, 0.5), P90Wall: percentile(s.wall, 0.9),
	}
}

// figuresOf are the figures of what was done, its lists sorted.
func figuresOf(g *group) Figures {
	f := Figures{
		Handled: len(g.tickets), Replies: len(g.first.business) + len(g.next.business),
		First: g.first.times(), Next: g.next.times(), Solve: g.solve.times(),
		Reopened: g.reopened, SolvedOnce: g.once, Scores: Scores{N: g.scores, Good: g.goodScores},
	}
	if g.scores >= few {
		share := float64(g.goodScores) / float64(g.scores)
		f.Scores.Share = &share
	}
	return f
}
