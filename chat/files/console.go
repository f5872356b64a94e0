package files

import (
	"context"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/safefile"
	"dari/internal/staff"
	"dari/internal/thread"

	"github.com/google/uuid"
)

type staffBeginInput struct {
	UID  string `path:"uid" format:"uuid"`
	Body announcement
}

func (s *Service) handleStaffBegin(ctx context.Context, in *staffBeginInput) (*api.OK[beganView], error) {
	by, err := person(ctx)
	if err != nil {
		return nil, err
	}
	if err := safefile.Announced(in.Body.Name, in.Body.Type, in.Body.Size); err != nil {
		return nil, err
	}
	conv, err := s.conversation(ctx, in.UID)
	if err != nil {
		return nil, err
	}
	view, err := s.begin(ctx, in.Body, by, conv.ID, s.staffLinks(ctx, conv.UID))
	return api.Reply(view), err
}

// person is who uploads: a program with a key writes to nobody.
func person(ctx context.Context) (thread.Uploader, error) {
	actor := staff.From(ctx)
	if actor.Kind != staff.KindStaff {
		return thread.Uploader{}, fault.New(fault.Forbidden, "tickets.needs_person")
	}
	return thread.StaffUploader(actor.ID), nil
}

func (s *Service) conversation(ctx context.Context, uid string) (thread.Conversation, error) {
	id, err := uuid.Parse(uid)
	if err != nil {
		return thread.Conversation{}, fault.New(fault.NotFound, "thread.not_found")
	}
	return thread.ByUID(ctx, s.db, id)
}

type staffFileInput struct {
	UID string `path:"uid" format:"uuid"`
	ID  string `path:"id" format:"uuid"`
}

// staffAsked is who asks for which file of which conversation.
func staffAsked(ctx context.Context, in *staffFileInput) (by thread.Uploader, conversation, id uuid.UUID, err error) {
	if by, err = person(ctx); err != nil {
		return by, conversation, id, err
	}
	if conversation, err = parse(in.UID); err != nil {
		return by, conversation, id, err
	}
	id, err = parse(in.ID)
	return by, conversation, id, err
}

func (s *Service) handleStaffUpload(ctx context.Context, in *staffFileInput) (*api.OK[uploadView], error) {
	by, conversation, id, err := staffAsked(ctx, in)
	if err != nil {
		return nil, err
	}
	up, err := s.files.Upload(ctx, by, id)
	if err != nil {
		return nil, err
	}
	view, err := viewOf(up, s.staffLinks(ctx, conversation))
	return api.Reply(view), err
}

func (s *Service) handleStaffDrop(ctx context.Context, in *staffFileInput) (*api.None, error) {
	by, _, id, err := staffAsked(ctx, in)
	if err != nil {
		return nil, err
	}
	return &api.None{}, s.files.Drop(ctx, by, id)
}

func (s *Service) handleStaffLink(ctx context.Context, in *staffFileInput) (*api.OK[linkView], error) {
	_, conversation, id, err := staffAsked(ctx, in)
	if err != nil {
		return nil, err
	}
	link, err := s.staffLinks(ctx, conversation)(id)
	return api.Reply(link), err
}
