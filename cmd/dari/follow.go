package main

import (
	"context"
	"strings"

	"dari/chat/follow"
	"dari/internal/thread"
	"dari/notify"
	"dari/tickets/mail"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// wireFollow connects what happens after a shopper has left the chat: answers go out through the
// ledger, and come back through the mail room.
func (a *app) wireFollow() {
	a.wireMail()
	a.follow = follow.New(follow.Options{
		DB: a.db, Log: a.log, Chat: a.chat, PublicURL: a.cfg.PublicURL, Secret: a.cfg.Secret,
		Blocked: a.guide.Blocked, Plan: planFollow, Wake: func() { a.notify.Wake(notify.LaneDirect) }, Talk: talkField, Suppressed: notify.Unreachable,
		Host: notify.MessageHost, ReplyTo: a.mail.ReplyTo, Sent: mail.Remember, FileURL: a.fileURL,
		Render: a.render, Failed: a.pageFailed,
	})
}

func planFollow(ctx context.Context, tx pgx.Tx, list []follow.Message) error {
	planned := make([]notify.NewDelivery, len(list))
	for i, m := range list {
		planned[i] = notify.NewDelivery{
			Class: notify.Class(m.Class), Channel: notify.Channel(m.Channel), SourceKind: m.SourceKind, SourceID: m.SourceID, Kind: m.Kind,
			Address: m.Address, CustomerID: m.CustomerID, Lang: m.Lang, Fields: m.Fields, MessageID: m.MessageID, ExpiresAt: m.ExpiresAt,
		}
	}
	_, err := notify.Plan(ctx, tx, planned)
	return err
}

func talkField(list []follow.Said) string {
	said := make([]notify.Said, len(list))
	for i, m := range list {
		said[i] = notify.Said{Who: m.Who, At: m.At, Text: m.Text, Mine: m.Mine, Soft: m.Soft}
		for _, f := range m.Files {
			said[i].Files = append(said[i].Files, notify.SaidFile{Name: f.Name, URL: f.URL})
		}
	}
	return notify.Talk(said)
}

func (a *app) fileURL(ctx context.Context, o thread.Owner, id uuid.UUID) (string, error) {
	url, _, _, err := a.files.Links(ctx, o, id)
	return strings.TrimSuffix(a.cfg.PublicURL, "/") + url, err
}

// wanted stands in for the part of the chat that is built after the ledger, which asks it.
func (a *app) wanted(ctx context.Context, sourceKind string, ids []int64) (map[int64]string, error) {
	return a.follow.Wanted(ctx, sourceKind, ids)
}
