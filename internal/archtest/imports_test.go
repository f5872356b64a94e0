package archtest

import (
	"slices"
	"strings"
	"testing"
)

// storeys are the rooms of the house from the ground up. An import may only go to a lower storey.
var storeys = [][]string{
	{"internal/postgres", "internal/jobs", "internal/live", "internal/api", "internal/fault", "internal/i18n", "internal/config", "internal/korean", "internal/storage", "internal/safefile", "internal/webhook", "internal/corpora"},
	{"internal/event"},
	{"internal/shop", "internal/staff", "internal/thread"},
	{"chat", "tickets", "notify", "faq", "internal/report"},
	{"web"},
	{"cmd/lab"},
	{"cmd/dari", "cmd/drill", "cmd/bench"},
}

// within are the sub-packages of a room, from the ground up: they keep the same rule among themselves.
var within = map[string][][]string{
	"internal/postgres": {{"internal/postgres", "internal/postgres/cluster"}, {"internal/postgres/pgtest"}},
	"internal/jobs":     {{"internal/jobs"}, {"internal/jobs/redistest", "internal/corpora"}},
	"internal/shop":     {{"internal/shop", "internal/shop/hours"}, {"internal/shop/link"}, {"internal/shop/demo"}},
	"internal/thread":   {{"internal/thread"}, {"internal/thread/view"}},
	"chat":              {{"chat"}, {"chat/orders", "chat/follow", "chat/guide", "chat/files"}},
	"tickets":           {{"tickets"}, {"tickets/action"}, {"tickets/later", "tickets/mail", "tickets/sla", "tickets/views", "tickets/replies", "tickets/rules", "tickets/bulk", "tickets/contact", "tickets/returns", "tickets/alerts", "tickets/mentions"}, {"tickets/letters"}},
	"notify": {
		{"notify/outcome"},
		{"notify/email", "notify/sms"},
		{"notify"},
		{"notify/consent"},
		{"notify/campaign", "notify/coupon", "notify/survey"},
	},
}

// above lists, for a package that knows less than its storey allows, the highest storey it may import.
var above = map[string]int{
	"web": 0, // the shell imports no room: cmd/dari hands it what it shows
}

// outside are folders that are not part of the house.
var outside = []string{"internal/archtest", "internal/tools"}

// onlyTests are packages that may be imported by tests alone.
var onlyTests = []string{"internal/postgres/pgtest", "internal/jobs/redistest", "internal/corpora"}

// roomOf finds the room a package belongs to and its storey; -1 when there is none.
func roomOf(rel string) (string, int) {
	for n, rooms := range storeys {
		for _, room := range rooms {
			if rel == room || strings.HasPrefix(rel, room+"/") {
				return room, n
			}
		}
	}
	return "", -1
}

func floorWithin(room, rel string) int {
	for n, parts := range within[room] {
		if slices.Contains(parts, rel) {
			return n
		}
	}
	return -1
}

// mayImport says why one package of the house must not import another; "" when it may.
func mayImport(from, to string) string {
	fromRoom, fromStorey := roomOf(from)
	toRoom, toStorey := roomOf(to)
	if slices.Contains(onlyTests, to) {
		return "it is for tests only"
	}
	if toRoom == "" {
		return "it has no storey: enter it in storeys"
	}
	if fromRoom == toRoom {
		switch {
		case fromStorey == len(storeys)-1:
			return "" // a command and its parts
		case floorWithin(fromRoom, from) < 0 || floorWithin(fromRoom, to) < 0:
			return "a part of the room is not entered in within"
		case floorWithin(fromRoom, from) <= floorWithin(fromRoom, to):
			return "inside the room it is not below"
		}
		return ""
	}
	if fromStorey == 0 && toStorey == 0 {
		return "" // tools may use each other; the compiler refuses a cycle
	}
	if fromStorey <= toStorey {
		return "it is not on a lower storey"
	}
	if limit, ok := above[fromRoom]; ok && toStorey > limit {
		return "this one imports no room"
	}
	return ""
}

func TestImportsOnlyGoDownAStoreyAndNeverSideways(t *testing.T) {
	for _, s := range sources(t) {
		if slices.ContainsFunc(outside, func(o string) bool { return s.rel() == o || strings.HasPrefix(s.rel(), o+"/") }) {
			continue
		}
		if room, _ := roomOf(s.rel()); room == "" {
			t.Errorf("%s belongs to no room: enter it in storeys", s.rel())
			continue
		}
		for _, path := range s.Imports {
			to, ours := strings.CutPrefix(path, module+"/")
			if !ours {
				continue
			}
			if why := mayImport(s.rel(), to); why != "" {
				t.Errorf("%s imports %s, which it must not: %s", s.rel(), to, why)
			}
		}
	}
}

func TestTheRuleOfImports(t *testing.T) {
	tests := map[string]struct {
		from, to string
		want     bool
	}{
		"a room may use a noun":                         {"tickets", "internal/thread", true},
		"a room may use the events":                     {"faq", "internal/event", true},
		"a room must not import a room":                 {"tickets", "chat", false},
		"a noun must not import a noun":                 {"internal/thread", "internal/staff", false},
		"a noun must not import a room":                 {"internal/shop", "notify", false},
		"a campaign may use its room":                   {"notify/campaign", "notify", true},
		"the room must not know its campaigns":          {"notify", "notify/campaign", false},
		"a campaign must not import the coupons":        {"notify/campaign", "notify/coupon", false},
		"a part of a room must not import another room": {"notify/email", "chat", false},
		"a tool may use a tool":                         {"internal/api", "internal/i18n", true},
		"a tool must not know what has happened":        {"internal/live", "internal/event", false},
		"the shell must not import a room":              {"web", "faq", false},
		"the shell must not import a noun":              {"web", "internal/staff", false},
		"the command connects everything":               {"cmd/dari", "tickets", true},
		"a program must not carry the test database":    {"cmd/dari", "internal/postgres/pgtest", false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if why := mayImport(test.from, test.to); (why == "") != test.want {
				t.Errorf("%s imports %s: %q", test.from, test.to, why)
			}
		})
	}
}

func TestEveryPackageSaysWhatItIs(t *testing.T) {
	for _, s := range sources(t) {
		if len(s.GoFiles) > 0 && s.Doc == "" {
			t.Errorf("%s has no package doc", s.rel())
		}
	}
}
