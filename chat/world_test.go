package chat_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"dari/chat"
	"dari/internal/live"
	"dari/internal/postgres"
	"dari/internal/postgres/pgtest"
	"dari/internal/staff"
	"dari/internal/thread"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"
	"github.com/gorilla/websocket"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/redis/go-redis/v9"
)

const (
	origin = "https://help.ondam.example"
	key    = "ondam-key"
	secret = "a-secret-of-the-widget-that-is-long-enough"
)

// node is one program: hub, thread store, chat and an HTTP server.
type node struct {
	t      *testing.T
	db     *pgxpool.Pool
	hub    *live.Hub
	thread *thread.Store
	chat   *chat.Service
	url    string
	actors *actors
}

// actors are the sessions of staff: a cookie's value is an e-mail's stand-in.
type actors struct {
	mu   sync.Mutex
	list map[string]staff.Actor
}

func (a *actors) of(r *http.Request) (staff.Actor, bool) {
	cookie, err := r.Cookie("who")
	if err != nil {
		return staff.Actor{}, false
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	who, ok := a.list[cookie.Value]
	return who, ok
}

func start(t *testing.T, db *pgxpool.Pool, r redis.UniversalClient, change ...func(*chat.Options)) *node {
	t.Helper()
	gin.SetMode(gin.TestMode)
	n := &node{t: t, db: db, actors: &actors{list: map[string]staff.Actor{}}}
	var room *chat.Service
	n.hub = live.New(live.Options{Redis: r, Resumed: func() { room.Resumed() }})
	n.thread = thread.New(thread.Options{DB: db, Appended: chat.Fanout(n.hub), Noted: chat.FanoutNotes(n.hub)})
	o := chat.Options{DB: db, Hub: n.hub, Thread: n.thread, Redis: r, PublicURL: origin, StaffOf: n.actors.of}
	for _, f := range change {
		f(&o)
	}
	room = chat.New(o)
	n.chat = room
	e := gin.New()
	n.chat.Pages(e)
	server := httptest.NewServer(e)
	n.url = "ws" + strings.TrimPrefix(server.URL, "http")
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() { _ = n.hub.Run(ctx) })
	running.Go(func() { _ = n.chat.Run(ctx) })
	t.Cleanup(func() {
		end, stop := context.WithTimeout(context.Background(), 5*time.Second)
		defer stop()
		if err := n.chat.Shutdown(end); err != nil {
			t.Errorf("sockets were left open: %v", err)
		}
		cancel()
		running.Wait()
		server.Close()
	})
	return n
}

// shop is a migrated database with a shop that has a widget.
func shop(t *testing.T) *pgxpool.Pool {
	t.Helper()
	db := pgtest.New(t)
	if err := staff.PutShop(t.Context(), db, staff.ShopSettings{Name: "온담", NameEn: "Ondam", Zone: "Asia/Seoul", WidgetKey: key, WidgetSecret: secret}); err != nil {
		t.Fatal(err)
	}
	return db
}

// agent adds a member of staff and a session of theirs.
func (n *node) agent(name string) staff.Actor {
	n.t.Helper()
	var a staff.Actor
	err := postgres.InTx(n.t.Context(), n.db, func(tx pgx.Tx) error {
		var id int64
		err := tx.QueryRow(n.t.Context(), `INSERT INTO dari.staff (uid, email, name, password_hash, role) VALUES (gen_random_uuid(), $1, $1, 'x', 'agent')
ON CONFLICT (email) DO UPDATE SET name = excluded.name RETURNING id`, name).Scan(&id)
		a = staff.ActorOf(id, name, "agent")
		return err
	})
	if err != nil {
		n.t.Fatal(err)
	}
	n.actors.mu.Lock()
	defer n.actors.mu.Unlock()
	n.actors.list[url.QueryEscape(name)] = a
	return a
}

// client is a socket of a test, with the frames it has been sent.
type client struct {
	t  *testing.T
	ws *websocket.Conn
}

type frame map[string]any

func (f frame) text(name string) string { s, _ := f[name].(string); return s }
func (f frame) num(name string) int64   { n, _ := f[name].(float64); return int64(n) }

func (n *node) dial(path string, header http.Header) (*client, int) {
	n.t.Helper()
	if header == nil {
		header = http.Header{}
	}
	if header.Get("Origin") == "" && header.Get("X-No-Origin") == "" {
		header.Set("Origin", origin)
	}
	ws, resp, err := websocket.DefaultDialer.Dial(n.url+path, header)
	if resp == nil {
		n.t.Fatalf("dial: %v", err)
	}
	if err != nil {
		return nil, resp.StatusCode
	}
	n.t.Cleanup(func() { _ = ws.Close() })
	return &client{n.t, ws}, resp.StatusCode
}

// widget opens a socket of a shopper and gives the welcome.
func (n *node) widget(hello frame) (*client, frame) {
	n.t.Helper()
	c, _ := n.dial("/ws/widget", nil)
	f := frame{"t": "hello", "key": key, "lang": "ko"}
	for k, v := range hello {
		f[k] = v
	}
	c.send(f)
	return c, c.want("welcome")
}

func (n *node) console(name string) *client {
	n.t.Helper()
	return n.consoleSaying(name, frame{"t": "hello"})
}

func (n *node) consoleSaying(name string, hello frame) *client {
	n.t.Helper()
	c, status := n.dial("/ws/console", http.Header{"Cookie": {"who=" + url.QueryEscape(name)}})
	if c == nil {
		n.t.Fatalf("the console's socket was answered %d", status)
	}
	c.send(hello)
	c.want("welcome")
	return c
}

func (c *client) send(f frame) {
	c.t.Helper()
	if err := c.ws.WriteJSON(f); err != nil {
		c.t.Fatalf("send %v: %v", f["t"], err)
	}
}

// next is the next frame of the server; pings are answered on the way.
func (c *client) next() (frame, error) {
	for {
		_ = c.ws.SetReadDeadline(time.Now().Add(10 * time.Second))
		var f frame
		if err := c.ws.ReadJSON(&f); err != nil {
			return nil, err
		}
		if f["t"] == "ping" {
			_ = c.ws.WriteJSON(frame{"t": "pong"})
			continue
		}
		return f, nil
	}
}

// want is the next frame of the kind; others are passed over.
func (c *client) want(kind string) frame {
	c.t.Helper()
	for {
		f, err := c.next()
		if err != nil {
			c.t.Fatalf("waiting for %s: %v", kind, err)
		}
		if f["t"] == kind {
			return f
		}
	}
}

// closed reads to the end and answers the close code.
func (c *client) closed() int {
	c.t.Helper()
	for {
		if _, err := c.next(); err != nil {
			var end *websocket.CloseError
			if !errors.As(err, &end) {
				c.t.Fatalf("the socket ended without a close frame: %v", err)
			}
			return end.Code
		}
	}
}

// say writes a message and waits for its ack.
func (c *client) say(text string) frame {
	c.t.Helper()
	c.send(frame{"t": "send", "client_id": uuid.NewString(), "text": text})
	return c.want("ack")
}

// message is the message in a live frame.
func (f frame) message() thread.Message {
	var m thread.Message
	raw, _ := json.Marshal(f["message"])
	_ = json.Unmarshal(raw, &m)
	return m
}

// messages are those of a page.
func (f frame) messages() []thread.Message {
	var m []thread.Message
	raw, _ := json.Marshal(f["messages"])
	_ = json.Unmarshal(raw, &m)
	return m
}
