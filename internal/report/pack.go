package report

import (
	"encoding/binary"
	"errors"
	"slices"
	"time"
)

// spans are lengths of time in seconds: in business time and on the wall.
type spans struct{ business, wall []int64 }

// group is what a person did on a day in a channel: every length and every ticket, so that a middle
// over many days is the true one. Person 0 is a program that acted for nobody.
type group struct {
	staff              int64
	channel            string
	first, next, solve spans   // solve: of each ticket its last settling alone
	tickets            []int64 // answered or settled, each once
	settled            int     // settlings, first and later ones
	reopened, once     int
	scores, goodScores int
}

// factDay is a day of the shop and what was done on it.
type factDay struct {
	from, to time.Time
	groups   []group
}

// lists are all lists of a group, in the order in which they are packed.
func (g *group) lists() []*[]int64 {
	return []*[]int64{&g.first.business, &g.first.wall, &g.next.business, &g.next.wall, &g.solve.business, &g.solve.wall, &g.tickets}
}

func (g *group) counts() []*int {
	return []*int{&g.settled, &g.reopened, &g.once, &g.scores, &g.goodScores}
}

// packing is the form of what pack writes; another number is not read.
const packing = 2

var errPacked = errors.New("a packed day of facts cannot be read")

// pack writes the groups down in few bytes: sorted, and of each number what it is more than the last.
func pack(groups []group) []byte {
	out := binary.AppendUvarint([]byte{packing}, uint64(len(groups)))
	for i := range groups {
		g := &groups[i]
		out = binary.AppendVarint(out, g.staff)
		out = append(binary.AppendUvarint(out, uint64(len(g.channel))), g.channel...)
		for _, list := range g.lists() {
			sorted := slices.Sorted(slices.Values(*list))
			out = binary.AppendUvarint(out, uint64(len(sorted)))
			last := int64(0)
			for _, v := range sorted {
				out = binary.AppendVarint(out, v-last)
				last = v
			}
		}
		for _, n := range g.counts() {
			out = binary.AppendUvarint(out, uint64(*n))
		}
	}
	return out
}

// unpacker reads what pack wrote; ok turns false at the first thing that does not fit.
type unpacker struct {
	rest []byte
	ok   bool
	room []int64 // of which the lists are parts: a number takes a byte at least
}

func (u *unpacker) take(v, n int64, size int) int64 {
	if size <= 0 || n < 0 || n > int64(len(u.rest)-size) {
		u.ok, u.rest = false, nil
		return 0
	}
	u.rest = u.rest[size:]
	return v
}

func (u *unpacker) number() int64 {
	v, size := binary.Varint(u.rest)
	return u.take(v, 0, size)
}

// length is of something that follows, at least a byte for each.
func (u *unpacker) length() int {
	v, size := binary.Uvarint(u.rest)
	return int(u.take(int64(v), int64(v), size))
}

func (u *unpacker) count() int {
	v, size := binary.Uvarint(u.rest)
	return int(u.take(int64(v), 0, size))
}

func (u *unpacker) text() string {
	n := u.length()
	s := string(u.rest[:n])
	u.rest = u.rest[n:]
	return s
}

func (u *unpacker) list() []int64 {
	n := u.length()
	out := u.room[:n:n]
	u.room = u.room[n:]
	last := int64(0)
	for i := range out {
		last += u.number()
		out[i] = last
	}
	return out
}

func unpack(data []byte) ([]group, error) {
	if len(data) == 0 || data[0] != packing {
		return nil, errPacked
	}
	u := &unpacker{rest: data[1:], ok: true, room: make([]int64, len(data))}
	groups := make([]group, u.length())
	for i := range groups {
		g := &groups[i]
		g.staff, g.channel = u.number(), u.text()
		for _, list := range g.lists() {
			*list = u.list()
		}
		for _, n := range g.counts() {
			*n = u.count()
		}
	}
	if !u.ok || len(u.rest) > 0 {
		return nil, errPacked
	}
	return groups, nil
}
