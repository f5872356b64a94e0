package mail

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"dari/internal/event"
	"dari/internal/fault"
	"dari/internal/i18n"
	"dari/internal/safefile"
	"dari/internal/thread"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// about is what a message says of the mail it came in.
type about struct {
	ID         uuid.UUID `json:"id"`
	Subject    string    `json:"subject"`
	Kind       string    `json:"kind,omitempty"`       // auto or list: a program has written it
	Unverified bool      `json:"unverified,omitempty"` // not one we have written to about this
	From       string    `json:"from,omitempty"`       // masked in a chat
	Name       string    `json:"name,omitempty"`
	ReplyTo    string    `json:"reply_to,omitempty"`
	To         []Address `json:"to,omitempty"`
	Cc         []Address `json:"cc,omitempty"`
	Quoted     string    `json:"quoted,omitempty"` // what was folded away
	Files      []string  `json:"files,omitempty"`  // all that was attached
	Left       []string  `json:"left,omitempty"`   // of these, what is in the raw mail alone
	HTML       bool      `json:"html,omitempty"`   // there is a page of it
	Cut        bool      `json:"cut,omitempty"`    // it goes on in the raw mail
	Raw        bool      `json:"raw,omitempty"`    // nobody could read it: the text is as it came
	Loop       bool      `json:"loop,omitempty"`   // its sender writes faster than people do
	OtherTopic bool      `json:"same_subject_other,omitempty"`
}

// kept are the files of a mail that are stored, and the names of those that are not.
type kept struct {
	ids   []uuid.UUID
	names []string // of the ids
	left  []string
}

// keep stores what is attached as the files of a shopper are stored: by the same rules, and each once,
// however often the mail is tried. What may not be kept stays in the raw mail.
func (s *Service) keep(ctx context.Context, m stored, p parsed, t target) (k kept, err error) {
	owner := thread.Owner{CustomerID: t.customer}
	if t.conv != nil {
		owner = ownerOf(*t.conv)
	}
	for i, f := range p.Files {
		id, stays, err := s.keepOne(ctx, thread.UploaderOf(owner), uuid.NewSHA1(m.UID, fmt.Append(nil, i)), f)
		switch {
		case err != nil:
			return k, fmt.Errorf("keep file %d of mail %d: %w", i+1, m.ID, err)
		case stays && len(k.ids) < thread.MaxMailFiles && owner != (thread.Owner{}):
			k.ids, k.names = append(k.ids, id), append(k.names, f.Name)
		default:
			k.left = append(k.left, f.Name)
		}
	}
	return k, nil
}

func (s *Service) keepOne(ctx context.Context, by thread.Uploader, client uuid.UUID, f attached) (id uuid.UUID, stays bool, err error) {
	size := int64(len(f.Content))
	if s.Files == nil || by.ID == 0 || safefile.Announced(f.Name, http.DetectContentType(f.Content), size) != nil {
		return id, false, nil
	}
	up, err := s.Files.Begin(ctx, thread.NewFile{Uploader: by, ClientID: client, Name: f.Name, Size: size})
	for err == nil && !up.Done {
		part := f.Content[up.Offset:min(size, up.Offset+thread.MaxChunk)]
		up, err = s.Files.Chunk(ctx, by, up.ID, up.Offset, part)
	}
	switch {
	case err == nil:
		return up.ID, true, nil
	case fault.Is(err, fault.TooMany), fault.Is(err, fault.Invalid), fault.Is(err, fault.TooLarge), isOff(err):
		return id, false, nil
	}
	return id, false, err
}

func isOff(err error) bool {
	f, ok := err.(*fault.Fault) //nolint:errorlint // thread gives it as it is
	return ok && f.Code == "files.off"
}

// join makes the one message of a mail, in the conversation it answers or in a new one.
func (s *Service) join(ctx context.Context, tx pgx.Tx, m stored, p parsed, t target, k kept, v verdict) (verdict, error) {
	conv, begun, err := s.conversation(ctx, tx, p, t)
	if err != nil {
		return v, err
	}
	a := thread.Append{
		ConversationID: conv.ID, SenderKind: thread.Shopper, Channel: thread.Mail, ClientID: m.UID, Files: k.ids,
	}
	if conv.CustomerID != nil {
		a.SenderID = *conv.CustomerID
	} else if conv.VisitorID != nil {
		a.SenderID = *conv.VisitorID
	}
	if !begun && !m.Forced && (!t.person || t.loop) {
		// Nobody waits for an answer to it, and it opens nothing that is settled.
		a.SenderKind, a.SenderID, a.Files = thread.System, 0, nil
		k.left = append(k.left, k.names...)
	}
	if a.Body, a.Data, err = s.message(m, p, t, k, v, conv, begun); err != nil {
		return v, err
	}
	made, err := thread.AppendTx(ctx, tx, a)
	if f, ok := permanent(err); ok {
		v.State, v.Reason, v.Error = "quarantined", "refused", f.Error()
		return v, nil
	}
	if err != nil {
		return v, err
	}
	v.State, v.ConversationID, v.Seq, v.Unverified = "done", conv.ID, made.Seq, !t.verified
	if v.Unverified {
		v.Reason = "unverified_sender"
	} else if err := addParty(ctx, tx, conv.ID, []string{p.From, p.Contact()}); err != nil {
		return v, err
	}
	return v, announce(ctx, tx, "mail.ticketed", m, v, begun)
}

func (s *Service) conversation(ctx context.Context, tx pgx.Tx, p parsed, t target) (conv thread.Conversation, begun bool, err error) {
	if t.conv != nil {
		return *t.conv, false, nil
	}
	conv, err = thread.NewMail(ctx, tx, t.customer, limit(p.Subject, 200), langOf(p))
	return conv, true, err
}

// message is the text and the data of the message.
func (s *Service) message(m stored, p parsed, t target, k kept, v verdict, conv thread.Conversation, begun bool) (string, json.RawMessage, error) {
	a := about{
		ID: m.UID, Subject: p.Subject, Unverified: !t.verified, Files: fileNames(p), Left: k.left, HTML: p.HTML != "",
		Raw: p.Raw, Loop: t.loop, OtherTopic: t.otherSubject && !begun,
	}
	if v.Kind != kindHuman {
		a.Kind = v.Kind
	}
	if conv.Kind == thread.Chat {
		if a.Unverified {
			a.From = mask(p.From)
		}
	} else {
		a.From, a.Name, a.ReplyTo, a.To, a.Cc = p.From, p.Name, p.ReplyTo, p.To, p.Cc
	}
	answer, quoted := fold(limit(p.Text, 10*mostText))
	if answer == "" {
		answer = i18n.T(conv.Lang, "mail.no_text")
		if len(a.Files) > 0 {
			answer = i18n.T(conv.Lang, "mail.only_files", "files", limit(strings.Join(a.Files, ", "), 1000))
		}
	}
	a.Quoted = limit(quoted, mostText)
	short := limit(answer, mostText)
	a.Cut = len(short) < len(answer) || len(a.Quoted) < len(quoted) || !m.Whole || p.cut || p.Raw && len(m.Raw) > mostRaw
	data, err := json.Marshal(map[string]about{"mail": a})
	if err != nil {
		return "", nil, fmt.Errorf("encode what a mail was: %w", err)
	}
	return short, data, nil
}

func fileNames(p parsed) (names []string) {
	for _, f := range p.Files {
		names = append(names, f.Name)
	}
	return names
}

func mask(address string) string {
	name, host, ok := strings.Cut(address, "@")
	if !ok || name == "" {
		return ""
	}
	return string([]rune(name)[:1]) + "•••@" + host
}

// told is the payload of mail.ticketed and mail.bounced.
type told struct {
	MailID         int64  `json:"mail_id"`
	MailUID        string `json:"mail_uid"`
	ConversationID int64  `json:"conversation_id,omitempty"`
	Seq            int64  `json:"seq,omitempty"`
	New            bool   `json:"new,omitempty"` // it begins the conversation
	Kind           string `json:"kind"`
	Reason         string `json:"reason,omitempty"`
}

func announce(ctx context.Context, tx pgx.Tx, kind string, m stored, v verdict, begun bool) error {
	return event.Publish(ctx, tx, event.New{
		Kind: kind, SubjectKind: "mail", SubjectID: m.ID, Version: m.Attempts, Key: fmt.Sprintf("%s:%d:%d", kind, m.ID, m.Attempts),
		Payload: told{MailID: m.ID, MailUID: m.UID.String(), ConversationID: v.ConversationID, Seq: v.Seq, New: begun, Kind: v.Kind, Reason: v.Reason},
	})
}
