package report

import (
	"slices"
	"time"
)

// addUp joins what was done on the days by person and by all of them, and tells of each day by itself.
func addUp(days []factDay, who chosen) (sums map[int64]*group, all *group, list []Day) {
	var s sorter
	parts, every := map[int64][]*group{}, []*group{}
	list = make([]Day, 0, len(days))
	for _, d := range days {
		from := len(every)
		for i := range d.groups {
			if g := &d.groups[i]; who.has(*g) {
				parts[g.staff], every = append(parts[g.staff], g), append(every, g)
			}
		}
		list = append(list, dayOf(d.from, every[from:], &s))
	}
	sums = make(map[int64]*group, len(parts))
	for id, done := range parts {
		sums[id] = joined(done, &s)
		sums[id].staff = id
	}
	return sums, joined(every, &s), list
}

// dayOf tells of one day.
func dayOf(day time.Time, done []*group, s *sorter) Day {
	var first spans
	out := Day{Day: day.Format(time.DateOnly)}
	for _, g := range done {
		first.business, first.wall = append(first.business, g.first.business...), append(first.wall, g.first.wall...)
		out.Solved += g.settled
	}
	s.sort(first.business)
	s.sort(first.wall)
	out.First, out.Median, out.MedianWall = len(first.business), percentile(first.business, 0.5), percentile(first.wall, 0.5)
	return out
}

// joined is what several groups come to, its lists in order. Their lengths are added up beforehand: to
// let lists of a quarter grow took most of the time of a report.
func joined(parts []*group, s *sorter) *group {
	all := &group{}
	lists, lengths := all.lists(), make([]int, len(all.lists()))
	for _, g := range parts {
		for i, list := range g.lists() {
			lengths[i] += len(*list)
		}
	}
	for i, n := range lengths {
		*lists[i] = make([]int64, 0, n)
	}
	counts := all.counts()
	for _, g := range parts {
		for i, list := range g.lists() {
			*lists[i] = append(*lists[i], *list...)
		}
		for i, n := range g.counts() {
			*counts[i] += *n
		}
	}
	all.sort(s)
	return all
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
		Solved: g.settled, Reopened: g.reopened, SolvedOnce: g.once, Scores: Scores{N: g.scores, Good: g.goodScores},
	}
	if g.scores >= few {
		share := float64(g.goodScores) / float64(g.scores)
		f.Scores.Share = &share
	}
	return f
}
