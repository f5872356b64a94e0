package main

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

const yardstickCommand = "yardstick"

// yardstick is a websocket server without a product: `relay` hands each frame of a conversation to
// everybody in it and stores nothing, `echo` sends it back. Buffers are gorilla's own.
func yardstick(args []string) int {
	if len(args) != 2 {
		fmt.Fprintln(os.Stderr, "bench: yardstick relay|echo ADDRESS")
		return 2
	}
	handler := map[string]http.HandlerFunc{"relay": (&relay{rooms: map[string][]*peer{}}).serve, "echo": echo}[args[0]]
	if err := http.ListenAndServe(args[1], handler); err != nil { //nolint:gosec // loopback, for the length of a measurement
		fmt.Fprintln(os.Stderr, "bench:", err)
	}
	return 1
}

var upgrader = websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}

// peer is one socket of a conversation.
type peer struct {
	ws *websocket.Conn
	mu sync.Mutex // one writer at a time
}

// relay keeps who is in which conversation, named by the path.
type relay struct {
	mu    sync.RWMutex
	rooms map[string][]*peer
}

func (r *relay) serve(w http.ResponseWriter, req *http.Request) {
	ws, err := upgrader.Upgrade(w, req, nil)
	if err != nil {
		return
	}
	defer ws.Close()
	room, me := req.URL.Path, &peer{ws: ws}
	r.mu.Lock()
	r.rooms[room] = append(r.rooms[room], me)
	r.mu.Unlock()
	for {
		kind, frame, err := ws.ReadMessage()
		if err != nil {
			return
		}
		r.mu.RLock()
		all := r.rooms[room]
		r.mu.RUnlock()
		for _, p := range all {
			p.mu.Lock()
			_ = p.ws.WriteMessage(kind, frame) // a peer that is gone is found by its own reader
			p.mu.Unlock()
		}
	}
}

func echo(w http.ResponseWriter, req *http.Request) {
	ws, err := upgrader.Upgrade(w, req, nil)
	if err != nil {
		return
	}
	defer ws.Close()
	for {
		kind, frame, err := ws.ReadMessage()
		if err != nil || ws.WriteMessage(kind, frame) != nil {
			return
		}
	}
}

func listens(addr string) bool {
	c, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return false
	}
	_ = c.Close()
	return true
}
