package chat_test

import (
	"fmt"
	"net/url"
	"sync"
	"testing"
	"time"

	"dari/chat"
	"dari/internal/postgres/pgtest"
	"dari/internal/staff"
	"dari/internal/thread"
	"dari/tickets"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgxpool"
)

// desk is a program whose routing the test does by hand: nothing of it runs.
type desk struct {
	*node
	queue *tickets.Service
}

func newDesk(t *testing.T, db *pgxpool.Pool) *desk {
	t.Helper()
	store := thread.New(thread.Options{DB: db})
	d := &desk{node: &node{t: t, db: db, thread: store, actors: &actors{list: map[string]staff.Actor{}}}}
	d.queue = tickets.New(tickets.Options{DB: db, Thread: store})
	d.chat = chat.New(chat.Options{DB: db, Thread: store, Queue: d.queue, TicketOf: d.queue.Number})
	return d
}

// online puts somebody on duty as a beat of their program would.
func (d *desk) online(name string, capacity int) int64 {
	d.t.Helper()
	a := d.agent(name)
	d.exec(`INSERT INTO dari.duties (staff_id, capacity, seen_at, off_since, returned) VALUES ($1, $2, dari.ticking_clock(), NULL, false)`, a.ID, capacity)
	return a.ID
}

func (d *desk) exec(sql string, args ...any) {
	d.t.Helper()
	if _, err := d.db.Exec(d.t.Context(), sql, args...); err != nil {
		d.t.Fatal(err)
	}
}

// shopper writes a first message, whose ticket is in the queue then.
func (d *desk) shopper() (conversation int64) {
	d.t.Helper()
	var visitor int64
	if err := d.db.QueryRow(d.t.Context(), `INSERT INTO dari.visitors (uid, token_hash) VALUES (gen_random_uuid(), decode(md5(random()::text), 'hex')) RETURNING id`).Scan(&visitor); err != nil {
		d.t.Fatal(err)
	}
	owner := thread.Owner{VisitorID: visitor}
	conv, err := thread.EnsureChat(d.t.Context(), d.db, owner, "ko")
	if err != nil {
		d.t.Fatal(err)
	}
	if _, err := d.thread.Append(d.t.Context(), thread.Append{ConversationID: conv.ID, SenderKind: thread.Shopper, SenderID: visitor, ClientID: uuid.New(), Body: "저기요"}); err != nil {
		d.t.Fatal(err)
	}
	if _, err := d.queue.Number(d.t.Context(), conv.ID); err != nil {
		d.t.Fatal(err)
	}
	return conv.ID
}

func (d *desk) route() int {
	d.t.Helper()
	given, err := d.chat.RouteChats(d.t.Context())
	if err != nil {
		d.t.Fatal(err)
	}
	return given
}

func (d *desk) held(staffID int64) (n int) {
	d.t.Helper()
	if err := d.db.QueryRow(d.t.Context(), `SELECT count(*) FROM dari.tickets WHERE owner_id = $1`, staffID).Scan(&n); err != nil {
		d.t.Fatal(err)
	}
	return n
}

func (d *desk) count(sql string) (n int) {
	d.t.Helper()
	if err := d.db.QueryRow(d.t.Context(), sql).Scan(&n); err != nil {
		d.t.Fatal(err)
	}
	return n
}

const afternoon = "2026-11-23T14:05:00+09:00"

func TestAChatGoesToWhoHoldsTheFewestAndNobodyGetsTooMany(t *testing.T) {
	db := shop(t)
	pgtest.SetClock(t, db, afternoon)
	d := newDesk(t, db)
	haeun, minho := d.online("haeun", 2), d.online("minho", 3)
	for range 7 {
		d.shopper()
		d.route()
	}
	if a, b := d.held(haeun), d.held(minho); a != 2 || b != 3 {
		t.Errorf("haeun holds %d of 2, minho %d of 3", a, b)
	}
	if n := d.count(`SELECT count(*) FROM dari.ticket_events WHERE kind = 'routed' AND actor_kind = 'system'`); n != 5 {
		t.Errorf("%d are told in the history", n)
	}
	// Who answers has a place again once the shopper has been silent for half an hour.
	d.exec(`UPDATE dari.tickets SET state = 'waiting', waiting_since = NULL, last_message_at = dari.clock() - interval '31 minutes' WHERE owner_id = $1`, haeun)
	if given := d.route(); given != 2 || d.held(haeun) != 4 {
		t.Errorf("%d more were given", given)
	}
}

func TestNobodyGetsAChatWhoIsNotOnDuty(t *testing.T) {
	tests := map[string]struct{ clock, sql string }{
		"away":                    {afternoon, `UPDATE dari.duties SET state = 'away'`},
		"offline":                 {afternoon, `UPDATE dari.duties SET state = 'offline'`},
		"without a console":       {afternoon, `UPDATE dari.duties SET seen_at = NULL`},
		"not seen for long":       {afternoon, `UPDATE dari.duties SET seen_at = seen_at - interval '26 seconds'`},
		"at lunch":                {"2026-11-23T12:40:00+09:00", `SELECT`},
		"after closing":           {"2026-11-23T18:01:00+09:00", `SELECT`},
		"on a holiday":            {"2027-02-09T14:00:00+09:00", `SELECT`},
		"no longer of the staff":  {afternoon, `UPDATE dari.staff SET active = false`},
		"who may not answer":      {afternoon, `UPDATE dari.staff SET role = 'marketer'`},
		"outside their own hours": {afternoon, `WITH c AS (INSERT INTO dari.calendars (code) VALUES ('early') RETURNING id), r AS (INSERT INTO dari.calendar_rules (calendar_id, weekday, kind, from_minute, to_minute) SELECT id, 1, 'open', 420, 600 FROM c) UPDATE dari.duties SET calendar_id = (SELECT id FROM c)`},
	}
	db := shop(t)
	d := newDesk(t, db)
	d.shopper()
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			pgtest.SetClock(t, db, tt.clock)
			d.exec(`DELETE FROM dari.duties`)
			d.exec(`UPDATE dari.staff SET active = true, role = 'agent'`)
			d.online("haeun", 5)
			d.exec(tt.sql)
			if given := d.route(); given != 0 {
				t.Errorf("%d chats were given", given)
			}
		})
	}
	pgtest.SetClock(t, db, afternoon)
	d.exec(`DELETE FROM dari.duties`)
	d.exec(`UPDATE dari.staff SET active = true, role = 'agent'`)
	d.online("haeun", 5)
	if given := d.route(); given != 1 {
		t.Errorf("on duty they got %d", given)
	}
}

func TestWhatSomebodyPutBackByHandStaysInTheQueue(t *testing.T) {
	db := shop(t)
	pgtest.SetClock(t, db, afternoon)
	d := newDesk(t, db)
	haeun := d.online("haeun", 5)
	conv := d.shopper()
	if d.route() != 1 {
		t.Fatal("it was not given at first")
	}
	number, err := d.queue.Number(t.Context(), conv)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.queue.Assign(t.Context(), staff.ActorOf(haeun, "haeun", "agent"), number, nil, 0); err != nil {
		t.Fatal(err)
	}
	if given := d.route(); given != 0 {
		t.Errorf("it was given again")
	}
}

func TestSeveralProgramsNeverGiveAChatTwiceNorOneTooMany(t *testing.T) {
	db := shop(t)
	pgtest.SetClock(t, db, afternoon)
	nodes := []*desk{newDesk(t, db), newDesk(t, db), newDesk(t, db)}
	first := nodes[0]
	var people []int64
	for i := range 4 {
		people = append(people, first.online(fmt.Sprint("agent", i), 5))
	}
	for range 30 {
		first.shopper()
	}
	var all sync.WaitGroup
	for _, d := range nodes {
		for range 4 {
			all.Go(func() {
				if _, err := d.chat.RouteChats(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
	}
	all.Wait()
	for _, id := range people {
		if n := first.held(id); n != 5 {
			t.Errorf("somebody holds %d of 5", n)
		}
	}
	if routed, twice := first.count(`SELECT count(*) FROM dari.ticket_events WHERE kind = 'routed'`),
		first.count(`SELECT count(*) FROM (SELECT FROM dari.ticket_events WHERE kind = 'routed' GROUP BY ticket_id HAVING count(*) > 1) t`); routed != 20 || twice != 0 {
		t.Errorf("%d were given, %d of them twice", routed, twice)
	}
}

func TestUnreadChatsOfWhoHasGoneReturnWithinAMinute(t *testing.T) {
	tests := map[string]struct {
		sql  string
		want int
	}{
		"away for half a minute":                       {`UPDATE dari.duties SET state = 'away', off_since = dari.clock() - interval '30 seconds'`, 1},
		"away for a moment":                            {`UPDATE dari.duties SET state = 'away', off_since = dari.clock() - interval '29 seconds'`, 0},
		"gone with the console":                        {`UPDATE dari.duties SET seen_at = NULL, off_since = dari.clock() - interval '31 seconds'`, 1},
		"their program has died":                       {`UPDATE dari.duties SET seen_at = dari.clock() - interval '41 seconds'`, 1},
		"still there":                                  {`SELECT`, 0},
		"gone, and their chats are taken back already": {`UPDATE dari.duties SET state = 'away', off_since = dari.clock() - interval '1 hour', returned = true`, 0},
	}
	db := shop(t)
	pgtest.SetClock(t, db, afternoon)
	d := newDesk(t, db)
	haeun := d.agent("haeun").ID
	d.shopper()
	read := d.shopper()
	d.exec(`INSERT INTO dari.receipts (conversation_id, reader_kind, reader_id, delivered_seq, read_seq) VALUES ($1, 'agent', $2, 1, 1)`, read, haeun)
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			d.exec(`DELETE FROM dari.duties`)
			d.online("haeun", 5)
			d.route()
			if d.held(haeun) != 2 {
				t.Fatal("the chats were not given")
			}
			d.exec(tt.sql)
			got, err := d.chat.ReturnChats(t.Context())
			if err != nil || got != tt.want {
				t.Fatalf("%d went back, %v, want %d", got, err, tt.want)
			}
			if again, err := d.chat.ReturnChats(t.Context()); err != nil || again != 0 {
				t.Errorf("%d went back a second time, %v", again, err)
			}
			if n := d.held(haeun); n != 2-tt.want {
				t.Errorf("they hold %d", n)
			}
		})
	}
}

func TestAChatIsGivenAsSoonAsSomebodyIsThere(t *testing.T) {
	db := shop(t)
	pgtest.SetClock(t, db, afternoon)
	d := newDesk(t, db)
	d.shopper()
	n := start(t, db, nil, func(o *chat.Options) { o.Queue, o.TicketOf = d.queue, d.queue.Number })
	haeun := n.agent("haeun")
	as := map[string]string{"X-Staff": "agent", "X-Staff-ID": fmt.Sprint(haeun.ID)}
	console := n.console("haeun")
	until(t, "the chat is given", func() bool { return d.held(haeun.ID) == 1 })
	_, seen := n.ask("GET", "/presence", as, "")
	me, _ := seen["me"].(map[string]any)
	if me["state"] != "online" || me["open_chats"] != float64(1) || me["capacity"] != float64(5) {
		t.Errorf("presence says %v", seen)
	}
	code, _ := n.ask("PUT", "/presence", as, `{"state":"away"}`)
	if f := console.want("presence"); code != 200 || f.text("state") != "away" && console.want("presence").text("state") != "away" {
		t.Errorf("%d, the console was told %v", code, f)
	}
	// What was chosen holds for the next console too.
	_ = console.ws.Close()
	until(t, "the console is gone", func() bool { return d.count(`SELECT count(*) FROM dari.duties WHERE seen_at IS NULL`) == 1 })
	c, _ := n.dial("/ws/console", map[string][]string{"Cookie": {"who=" + url.QueryEscape("haeun")}})
	c.send(frame{"t": "hello"})
	if who, _ := c.want("welcome")["staff"].(map[string]any); who["state"] != "away" {
		t.Errorf("back again they are %v", who)
	}
}

func TestWhoIsThereIsKnownToOtherProgramsWithoutRedis(t *testing.T) {
	db := shop(t)
	pgtest.SetClock(t, db, afternoon)
	here, there := start(t, db, nil), start(t, db, nil)
	here.agent("haeun")
	state := func() string {
		_, config := there.ask("GET", "/widget/config?key="+key, nil, "")
		return config.text("state")
	}
	if got := state(); got != "leave" {
		t.Errorf("nobody is there: %s", got)
	}
	console := here.console("haeun")
	until(t, "the other program knows", func() bool { return state() == "open" })
	console.send(frame{"t": "presence", "state": "away"})
	until(t, "and that they went away", func() bool { return state() == "leave" })
}

// until waits for a condition that other goroutines bring about.
func until(t *testing.T, what string, done func() bool) {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for end := time.Now().Add(20 * time.Second); !done(); <-tick.C {
		if time.Now().After(end) {
			t.Fatalf("waited in vain: %s", what)
		}
	}
}

func TestWhoseWorkChatsAreNotGetsNoneUntilTheyChoose(t *testing.T) {
	db := shop(t)
	pgtest.SetClock(t, db, afternoon)
	d := newDesk(t, db)
	d.shopper()
	n := start(t, db, nil, func(o *chat.Options) { o.Queue, o.TicketOf = d.queue, d.queue.Number })
	owner := n.agent("owner").ID
	d.exec(`UPDATE dari.staff SET role = 'admin'`)
	welcome := func() string {
		c, _ := n.dial("/ws/console", map[string][]string{"Cookie": {"who=owner"}})
		c.send(frame{"t": "hello"})
		who, _ := c.want("welcome")["staff"].(map[string]any)
		state, _ := who["state"].(string)
		return state
	}
	if state := welcome(); state != "away" {
		t.Errorf("an admin who opens the console is %s", state)
	}
	if given := d.route(); given != 0 {
		t.Errorf("%d chats were given", given)
	}
	as := map[string]string{"X-Staff": "admin", "X-Staff-ID": fmt.Sprint(owner)}
	if code, _ := n.ask("PUT", "/presence", as, `{"state":"online"}`); code != 200 {
		t.Fatalf("choosing: %d", code)
	}
	until(t, "the chat is given", func() bool { return d.held(owner) == 1 })
	if state := welcome(); state != "online" {
		t.Errorf("what they chose is %s the next time", state)
	}
}
