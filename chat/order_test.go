package chat_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"dari/internal/event"
	"dari/internal/jobs/redistest"
	"dari/internal/postgres"
	"dari/internal/thread"

	"dari/chat"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

func conversationID(t *testing.T, db *pgxpool.Pool, uid string) int64 {
	t.Helper()
	c, err := thread.ByUID(t.Context(), db, uuid.MustParse(uid))
	if err != nil {
		t.Fatal(err)
	}
	return c.ID
}

// write appends a message of an agent.
func (n *node) write(conv int64, text string) {
	n.t.Helper()
	_, err := n.thread.Append(context.Background(), thread.Append{ConversationID: conv, SenderKind: thread.Agent, SenderID: 1, SenderName: "지우", ClientID: uuid.New(), Body: text})
	if err != nil {
		n.t.Error(err)
	}
}

// reader shows a conversation as a browser does: it comes back after every cut and reads on.
type reader struct {
	n     []*node
	hello frame
	shown []int64
	cuts  int
}

// follow reads until the last message is shown; any order but 1, 2, 3 … is a fault.
func (r *reader) follow(t *testing.T, last int64, cut func() bool) {
	epoch := ""
	for i := 0; int64(len(r.shown)) < last; i++ {
		node := r.n[i%len(r.n)]
		c, status := node.dial("/ws/widget", nil)
		if c == nil {
			t.Errorf("dial: %d", status)
			return
		}
		hello := frame{"t": "hello", "key": key, "epoch": epoch, "after_seq": len(r.shown)}
		for k, v := range r.hello {
			hello[k] = v
		}
		_ = c.ws.WriteJSON(hello)
		for int64(len(r.shown)) < last {
			f, err := c.next()
			if err != nil {
				break // cut off: come back
			}
			if f["t"] == "welcome" {
				epoch = f.text("epoch")
			}
			for _, m := range f.messages() {
				r.show(t, m)
			}
			if f["t"] == "message" {
				r.show(t, f.message())
			}
			if cut() {
				r.cuts++
				break
			}
		}
		_ = c.ws.Close()
	}
}

func (r *reader) show(t *testing.T, m thread.Message) {
	switch want := int64(len(r.shown)) + 1; {
	case m.Seq == want:
		r.shown = append(r.shown, m.Seq)
	default:
		t.Errorf("the server sent %d when %d was next", m.Seq, want)
	}
}

func TestEveryReaderSeesOneOrderThroughTwoProgramsAndCuts(t *testing.T) { // C-2, small; R5
	db := shop(t)
	r := redistest.Client(t)
	nodes := []*node{start(t, db, r), start(t, db, r)}
	first, w := nodes[0].widget(nil)
	conv := conversationID(t, db, first.say("시작").text("conversation"))
	const writers, each = 10, 30
	const last = writers*each + 1
	var writing, reading sync.WaitGroup
	for i := range 4 {
		reading.Go(func() {
			chance := rand.New(rand.NewPCG(uint64(i), 7))
			rd := &reader{n: []*node{nodes[i%2], nodes[(i+1)%2]}, hello: frame{"token": w.text("visitor_token")}}
			rd.follow(t, last, func() bool { return i > 0 && chance.IntN(20) == 0 })
			if len(rd.shown) != last {
				t.Errorf("reader %d shows %d messages after %d cuts", i, len(rd.shown), rd.cuts)
			}
		})
	}
	for i := range writers {
		writing.Go(func() {
			for j := range each {
				nodes[i%2].write(conv, fmt.Sprintf("%d-%d", i, j))
			}
		})
	}
	writing.Wait()
	reading.Wait()
}

func TestALostPushIsMadeGoodByLookingAtTheHeads(t *testing.T) { // C-4, C-5
	db := shop(t)
	fast := func(o *chat.Options) { o.Limits.HeadPoll = 200 * time.Millisecond }
	one, two := start(t, db, nil, fast), start(t, db, nil, fast) // without Redis they never hear of each other
	shopper, w := one.widget(nil)
	conv := conversationID(t, db, shopper.say("시작").text("conversation"))
	other, _ := two.widget(frame{"token": w.text("visitor_token")})
	other.want("messages")
	for i := range 3 {
		one.write(conv, fmt.Sprint(i))
	}
	for next := int64(2); next <= 4; {
		f := other.want("messages")
		for _, m := range f.messages() {
			if m.Seq != next {
				t.Fatalf("got %d, want %d", m.Seq, next)
			}
			next++
		}
	}
}

func TestAMessageWrittenInATransactionReachesTheSocketsByItsEvent(t *testing.T) {
	db := shop(t)
	n := start(t, db, nil)
	shopper, _ := n.widget(nil)
	conv := conversationID(t, db, shopper.say("시작").text("conversation"))
	shopper.want("messages")
	err := postgres.InTx(t.Context(), db, func(tx pgx.Tx) error {
		_, err := thread.AppendTx(t.Context(), tx, thread.Append{ConversationID: conv, SenderKind: thread.System, ClientID: uuid.New(), Kind: thread.KindEvent, Body: "접수했어요"})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	relay := event.NewRelay(event.RelayOptions{DB: db, Handlers: n.chat.Handlers()})
	if err := relay.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	if m := shopper.want("messages").messages(); len(m) != 1 || m[0].Seq != 2 || m[0].Body != "접수했어요" {
		t.Errorf("got %+v", m)
	}
}

func TestAViewThatIsFarBehindOrOfAnotherEpochBeginsAnew(t *testing.T) {
	db := shop(t)
	n := start(t, db, nil)
	shopper, w := n.widget(nil)
	conv := conversationID(t, db, shopper.say("시작").text("conversation"))
	var writing sync.WaitGroup
	for range 8 {
		writing.Go(func() {
			for range 270 {
				n.write(conv, "x")
			}
		})
	}
	writing.Wait() // 2,161 messages
	epoch := w.text("epoch")
	tests := map[string]struct {
		hello frame
		reset bool
		first int64
	}{
		"nothing is known":        {frame{}, true, 2112},
		"a little behind":         {frame{"epoch": epoch, "after_seq": 2100}, false, 2101},
		"almost too far behind":   {frame{"epoch": epoch, "after_seq": 161}, false, 162},
		"too far behind":          {frame{"epoch": epoch, "after_seq": 100}, true, 2112},
		"before a restore":        {frame{"epoch": uuid.NewString(), "after_seq": 2100}, true, 2112},
		"ahead of what is stored": {frame{"epoch": epoch, "after_seq": 9000}, true, 2112},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			tt.hello["token"] = w.text("visitor_token")
			c, _ := n.widget(tt.hello)
			f := c.want("messages")
			if m := f.messages(); (f["reset"] == true) != tt.reset || len(m) == 0 || m[0].Seq != tt.first {
				t.Errorf("reset %v, %d messages from %d", f["reset"], len(m), m[0].Seq)
			}
			for f.num("last_seq") != 2161 {
				f = c.want("messages")
			}
			c.send(frame{"t": "older", "before": 60})
			if m := c.want("older").messages(); len(m) != 50 || m[0].Seq != 10 {
				t.Errorf("the page before 60 is %d messages from %d", len(m), m[0].Seq)
			}
			_ = c.ws.Close()
		})
	}
}

func TestARestoreOfTheDatabaseSendsOpenSocketsToReadAnew(t *testing.T) {
	db := shop(t)
	n := start(t, db, nil, func(o *chat.Options) { o.Limits.HeadPoll, o.Limits.ReconnectMax = 100*time.Millisecond, time.Second })
	n.agent("지우")
	shopper, w := n.widget(nil)
	uid := shopper.say("하나").text("conversation")
	conv := conversationID(t, db, uid)
	n.write(conv, "둘")
	n.write(conv, "셋")
	k := n.opened("지우", uid)
	// The backup is older than the last two messages: their numbers will be given out once more.
	_, err := db.Exec(t.Context(), `WITH gone AS (DELETE FROM dari.messages WHERE seq > 1), head AS (UPDATE dari.conversations SET last_seq = 1) UPDATE dari.server_epoch SET epoch = gen_random_uuid()`)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]*client{"the shopper": shopper, "the agent": k} {
		if code := c.closed(); code != 4008 {
			t.Errorf("%s was closed with %d", name, code)
		}
	}
	n.write(conv, "다른 둘")
	back, again := n.widget(frame{"token": w.text("visitor_token"), "epoch": w.text("epoch"), "after_seq": 3})
	if f := back.want("messages"); f["reset"] != true || len(f.messages()) != 2 || f.messages()[1].Body != "다른 둘" || again.text("epoch") == w.text("epoch") {
		t.Errorf("coming back, the shopper is sent %v", f)
	}
}
