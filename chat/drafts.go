package chat

import (
	"context"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/staff"
	"dari/internal/thread"

	"github.com/google/uuid"
)

func (s *Service) draftRoutes(r *api.Router) {
	api.Get(r, "/conversations/{uid}/draft", s.handleDrafts, staff.Can("tickets:read"), api.Summary("What one has begun to write in a conversation"))
	api.Put(r, "/conversations/{uid}/draft", s.handlePutDraft, staff.Can("tickets:write"), api.Summary("Keep what one has begun to write"))
	api.Delete(r, "/conversations/{uid}/draft", s.handleDropDraft, staff.Can("tickets:write"), api.Summary("Drop what one has begun to write"))
}

type draftsView struct {
	Items []thread.Draft `json:"items" doc:"One of each kind at most. An empty text with a version says that it was sent or dropped."`
}

type draftView struct {
	thread.Draft
}

type draftsInput struct {
	UID string `path:"uid" format:"uuid"`
}

// drafting is whose draft of which conversation is asked for. A key has none: a draft is a person's own.
func (s *Service) drafting(ctx context.Context, conversation string) (thread.Conversation, staff.Actor, error) {
	who := staff.From(ctx)
	if who.Kind != staff.KindStaff {
		return thread.Conversation{}, who, fault.New(fault.Forbidden, "tickets.needs_person")
	}
	uid, err := uuid.Parse(conversation)
	if err != nil {
		return thread.Conversation{}, who, fault.New(fault.NotFound, "thread.not_found")
	}
	conv, err := thread.ByUID(ctx, s.db, uid)
	return conv, who, err
}

func (s *Service) handleDrafts(ctx context.Context, in *draftsInput) (*api.OK[draftsView], error) {
	conv, who, err := s.drafting(ctx, in.UID)
	if err != nil {
		return nil, err
	}
	drafts, err := thread.Drafts(ctx, s.db, conv.ID, who.ID)
	return api.Reply(draftsView{append([]thread.Draft{}, drafts...)}), err
}

type putDraftInput struct {
	UID  string `path:"uid" format:"uuid"`
	Body struct {
		Kind    string          `json:"kind" enum:"answer,note"`
		Text    string          `json:"text" maxLength:"200000"`
		To      *thread.DraftTo `json:"to,omitempty" doc:"Of an answer by mail: where it is to go."`
		Version int             `json:"version,omitempty" minimum:"0" doc:"The version the text was made from; 0 or left out: none. A newer one, from another computer, is 409."`
	}
}

func (s *Service) handlePutDraft(ctx context.Context, in *putDraftInput) (*api.OK[draftView], error) {
	conv, who, err := s.drafting(ctx, in.UID)
	if err != nil {
		return nil, err
	}
	b := in.Body
	d, err := thread.SaveDraft(ctx, s.db, conv.ID, who.ID, thread.Draft{Kind: b.Kind, Text: b.Text, To: b.To, Version: b.Version})
	if err != nil {
		return nil, err
	}
	s.tellDraft(ctx, who.ID, conv.UID, d.Kind, d.Version)
	return api.Reply(draftView{d}), nil
}

type dropDraftInput struct {
	UID  string `path:"uid" format:"uuid"`
	Kind string `query:"kind" enum:"answer,note" required:"true"`
}

func (s *Service) handleDropDraft(ctx context.Context, in *dropDraftInput) (*api.None, error) {
	conv, who, err := s.drafting(ctx, in.UID)
	if err != nil {
		return nil, err
	}
	version, dropped, err := thread.DropDraft(ctx, s.db, conv.ID, who.ID, in.Kind)
	if err != nil || !dropped {
		return nil, err
	}
	s.tellDraft(ctx, who.ID, conv.UID, in.Kind, version)
	return nil, nil
}

type draftFrame struct {
	T            string    `json:"t"`
	Conversation uuid.UUID `json:"conversation"`
	Kind         string    `json:"kind"`
	Version      int       `json:"version"`
}

// tellDraft tells the other windows of the same person that their draft has moved on.
func (s *Service) tellDraft(ctx context.Context, staffID int64, conversation uuid.UUID, kind string, version int) {
	s.hub.Publish(ctx, staffTopic(staffID), tagged(frameJSON, encode(draftFrame{"draft", conversation, kind, version})))
}
