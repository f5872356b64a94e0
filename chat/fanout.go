package chat

import (
	"bytes"
	"context"
	"encoding/json"
	"strconv"

	"dari/internal/live"
	"dari/internal/thread"

	"github.com/google/uuid"
)

// What travels through the hub begins with one letter and, where order or origin matters, a number
// and a line feed; the rest is the frame as the socket sends it.
const (
	frameMessage = 'm' // m<seq>\n{frame}
	frameHead    = 'h' // h<seq>: there are messages up to here
	frameEcho    = 'e' // e<socket>\n{frame}: for all but the socket it came from
	frameJSON    = 'j' // j{frame}
	frameOwner   = 'o' // o<conversation>: the shopper has a conversation now
	frameMoved   = 'v' // v: the visitor's conversation is a member's now
	frameEnd     = 'x' // x, x<subject>: the session is over, of all or of who came with that token
	frameGone    = 'w' // w<seq>\n{frame}: the text of a message was taken back
	frameTyped   = 'p' // p<n>\n{n bytes: a frame}{the same with what is being typed}
)

func convTopic(id int64) string  { return "conv:" + strconv.FormatInt(id, 10) }
func notesTopic(id int64) string { return "notes:" + strconv.FormatInt(id, 10) }
func staffTopic(id int64) string { return "staff:" + strconv.FormatInt(id, 10) }

func ownerTopic(o thread.Owner) string {
	if o.CustomerID != 0 {
		return "customer:" + strconv.FormatInt(o.CustomerID, 10)
	}
	return "visitor:" + strconv.FormatInt(o.VisitorID, 10)
}

const consoleTopic = "console"

type messageFrame struct {
	T            string         `json:"t"`
	Conversation string         `json:"conversation"`
	Message      thread.Message `json:"message"`
}

// Fanout is thread's Appended: it pushes each committed message to the sockets that show its conversation.
func Fanout(hub *live.Hub) func(ctx context.Context, m thread.Message) {
	return func(ctx context.Context, m thread.Message) {
		hub.Publish(ctx, convTopic(m.ConversationID), numbered(frameMessage, m.Seq, encode(messageFrame{"message", m.Conversation.String(), m})))
	}
}

type withdrawnFrame struct {
	T            string    `json:"t"`
	Conversation uuid.UUID `json:"conversation"`
	Seq          int64     `json:"seq"`
}

// Withdrawn tells the sockets that show a message, after the commit that took back its text.
func Withdrawn(hub *live.Hub) func(ctx context.Context, w thread.Withdrawal) {
	return func(ctx context.Context, w thread.Withdrawal) {
		hub.Publish(ctx, convTopic(w.ConversationID), withdrawn(w))
	}
}

func withdrawn(w thread.Withdrawal) []byte {
	return numbered(frameGone, w.Seq, encode(withdrawnFrame{"withdrawn", w.Conversation, w.Seq}))
}

type noteFrame struct {
	T            string      `json:"t"`
	Conversation string      `json:"conversation"`
	Note         thread.Note `json:"note"`
}

// FanoutNotes is thread's Noted: notes go to sockets of staff only, on a topic of their own.
func FanoutNotes(hub *live.Hub) func(ctx context.Context, n thread.Note) {
	return func(ctx context.Context, n thread.Note) {
		hub.Publish(ctx, notesTopic(n.ConversationID), tagged(frameJSON, encode(noteFrame{"note", n.Conversation.String(), n})))
	}
}

func tagged(kind byte, frame []byte) []byte { return append([]byte{kind}, frame...) }

func numbered(kind byte, n int64, frame []byte) []byte {
	b := make([]byte, 0, len(frame)+22)
	b = append(b, kind)
	b = strconv.AppendInt(b, n, 10)
	b = append(b, '\n')
	return append(b, frame...)
}

// cut takes a numbered payload apart.
func cut(payload []byte) (n int64, frame []byte, ok bool) {
	head, frame, _ := bytes.Cut(payload[1:], []byte{'\n'})
	n, err := strconv.ParseInt(string(head), 10, 64)
	return n, frame, err == nil
}

func encode(frame any) []byte {
	b, err := json.Marshal(frame)
	if err != nil {
		panic("chat: a frame cannot be encoded: " + err.Error()) // our own types: always encodable
	}
	return b
}
