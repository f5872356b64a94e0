package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"syscall"
	"time"

	"dari/internal/staff"
	"dari/internal/thread/view"

	"github.com/google/uuid"
	"github.com/gorilla/websocket"
)

// signIn makes an account of an agent and answers the cookie of a session.
func (w *world) signIn(ctx context.Context, n *node) (string, error) {
	const email = "jiwoo@ondam.example"
	if _, err := staff.Add(ctx, w.db, staff.NewStaff{Email: email, Name: "지우", Role: "agent", Password: secret}); err != nil {
		return "", err
	}
	return n.SignIn(ctx, email, secret)
}

// agent is a console's socket that shows one conversation.
type agent struct {
	ws     *websocket.Conn
	conv   string
	thread view.Thread
	stop   func() bool // ends the socket's tie to its drill
}

// watch opens a conversation on a console's socket. i chooses the address it comes from; small keeps
// the network from taking much for it.
func (w *world) watch(ctx context.Context, n *node, cookie, conv string, i int, small bool, known view.Thread) (*agent, error) {
	dial := func(ctx context.Context, network, address string) (net.Conn, error) {
		from := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.IPv4(127, 3, 0, byte(1+i/perAddress))}}
		if small {
			from.Control = farAway
		}
		c, err := from.DialContext(ctx, network, address)
		if tcp, ok := c.(*net.TCPConn); ok && small {
			err = tcp.SetReadBuffer(4096)
		}
		return c, err
	}
	dialer := websocket.Dialer{NetDialContext: dial, ReadBufferSize: 1024, WriteBufferSize: 1024, WriteBufferPool: buffers, HandshakeTimeout: 10 * time.Second}
	ws, resp, err := dialer.DialContext(ctx, "ws://"+n.Addr+"/ws/console", http.Header{"Origin": {"https://help.ondam.example"}, "Cookie": {cookie}})
	if err != nil {
		return nil, fmt.Errorf("open a console's socket: %w", err)
	}
	_ = resp.Body.Close()
	a := &agent{ws: ws, conv: conv, thread: known}
	a.stop = context.AfterFunc(ctx, func() { _ = ws.Close() })
	if err := ws.WriteJSON(frame{"t": "hello"}); err != nil {
		return nil, fmt.Errorf("say hello: %w", err)
	}
	open := frame{"t": "open", "conversation": conv, "epoch": known.Epoch, "after_seq": known.Cursor}
	if err := ws.WriteJSON(open); err != nil {
		return nil, fmt.Errorf("open a conversation: %w", err)
	}
	for a.thread.Cursor == known.Cursor && a.thread.Cursor == 0 {
		if _, err := a.next(); err != nil {
			return nil, err
		}
	}
	return a, nil
}

// farAway gives a connection the packets of a real network: those of loopback are so large that the
// system keeps megabytes for somebody who does not read.
func farAway(_, _ string, c syscall.RawConn) error {
	var failed error
	err := c.Control(func(fd uintptr) {
		failed = syscall.SetsockoptInt(int(fd), syscall.IPPROTO_TCP, syscall.TCP_MAXSEG, 1400)
	})
	return errors.Join(err, failed)
}

// next takes a frame, and shows what it brings.
func (a *agent) next() (arrival, error) {
	_ = a.ws.SetReadDeadline(time.Now().Add(30 * time.Second))
	var f arrival
	if err := a.ws.ReadJSON(&f); err != nil {
		return f, err
	}
	switch f.T {
	case "welcome":
		a.thread.Welcome(f.Epoch)
	case "messages":
		a.thread.Page(f.Messages, f.Reset)
	case "message":
		a.thread.Live(f.Message)
	case "ping":
		_ = a.ws.WriteJSON(frame{"t": "pong"})
	}
	return f, nil
}

// say writes a message until it is acknowledged, and answers its number.
func (a *agent) say(id uuid.UUID, text string) (int64, error) {
	for {
		if err := a.ws.WriteJSON(frame{"t": "send", "conversation": a.conv, "client_id": id, "text": text}); err != nil {
			return 0, fmt.Errorf("send: %w", err)
		}
		f, err := a.answer(id)
		if err != nil {
			return 0, err
		}
		if f.T == "ack" {
			return f.Seq, nil
		}
		if f.RetryInMS == 0 {
			return 0, fmt.Errorf("a message was refused: %s", f.Code)
		}
		time.Sleep(time.Duration(f.RetryInMS) * time.Millisecond)
	}
}

func (a *agent) answer(id uuid.UUID) (arrival, error) {
	for {
		f, err := a.next()
		if err != nil || f.ClientID == id.String() && (f.T == "ack" || f.T == "nack") {
			return f, err
		}
	}
}
