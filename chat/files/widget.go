package files

import (
	"context"

	"dari/chat"
	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/safefile"
	"dari/internal/thread"

	"github.com/google/uuid"
)

// announcement is what is said of a file before it is sent.
type announcement struct {
	ClientID uuid.UUID `json:"client_id" format:"uuid" doc:"Made by the uploader: the same announcement twice is one file."`
	Name     string    `json:"name" maxLength:"500"`
	Size     int64     `json:"size" minimum:"0"`
	Type     string    `json:"type,omitempty" maxLength:"200" doc:"What the browser takes it for; the bytes decide."`
}

type beginInput struct {
	chat.WidgetIdentity
	Body announcement
}

func (s *Service) handleBegin(ctx context.Context, in *beginInput) (*api.OK[beganView], error) {
	if err := s.affordable(ctx, in.Body); err != nil {
		return nil, err
	}
	who, err := s.shoppers.ShopperForWriting(ctx, in.WidgetIdentity, "")
	if err != nil {
		return nil, err
	}
	if err := s.shoppers.MayWrite(ctx, who.Owner); err != nil {
		return nil, err
	}
	view, err := s.begin(ctx, in.Body, thread.UploaderOf(who.Owner), 0, s.shopperLinks(ctx, who.Owner))
	view.VisitorToken = who.Token
	return api.Reply(view), err
}

// affordable refuses what cannot be taken before anybody is made for it, and what one address sends
// under many names.
func (s *Service) affordable(ctx context.Context, a announcement) error {
	if err := safefile.Announced(a.Name, a.Type, a.Size); err != nil {
		return err
	}
	if !s.budget.allow(api.IPFrom(ctx), a.Size) {
		return fault.New(fault.TooMany, "too_many").After(60)
	}
	return nil
}

// begin announces a file for either side; links makes the addresses of one that is there already.
func (s *Service) begin(ctx context.Context, a announcement, by thread.Uploader, conversation int64, links linker) (beganView, error) {
	up, err := s.files.Begin(ctx, thread.NewFile{
		Uploader: by, ConversationID: conversation, ClientID: a.ClientID, Name: a.Name, Type: a.Type, Size: a.Size,
	})
	if err != nil {
		return beganView{}, err
	}
	view, err := viewOf(up, links)
	return beganView{uploadView: view, ChunkBytes: thread.ChunkBytes, MaxBytes: safefile.MaxBytes}, err
}

// linker makes the addresses of a file for who asks.
type linker func(id uuid.UUID) (linkView, error)

func viewOf(up thread.Upload, links linker) (uploadView, error) {
	view := uploadView{ID: up.ID, Offset: up.Offset, Done: up.Done}
	if !up.Done {
		return view, nil
	}
	link, err := links(up.ID)
	if err != nil {
		return view, err
	}
	f := up.File
	view.File = &fileView{f.ID, f.Name, f.Type, f.Size, f.Width, f.Height, link.URL, link.ThumbURL}
	return view, nil
}

type fileInput struct {
	chat.WidgetIdentity
	ID string `path:"id" format:"uuid"`
}

// asked is who asks for which file.
func (s *Service) asked(ctx context.Context, in *fileInput) (thread.Owner, uuid.UUID, error) {
	who, err := s.shoppers.ShopperOf(ctx, in.WidgetIdentity)
	if err != nil {
		return thread.Owner{}, uuid.Nil, err
	}
	id, err := parse(in.ID)
	return who.Owner, id, err
}

func parse(id string) (uuid.UUID, error) {
	parsed, err := uuid.Parse(id)
	if err != nil {
		return uuid.Nil, fault.New(fault.NotFound, "files.not_found")
	}
	return parsed, nil
}

func (s *Service) handleUpload(ctx context.Context, in *fileInput) (*api.OK[uploadView], error) {
	owner, id, err := s.asked(ctx, in)
	if err != nil {
		return nil, err
	}
	up, err := s.files.Upload(ctx, thread.UploaderOf(owner), id)
	if err != nil {
		return nil, err
	}
	view, err := viewOf(up, s.shopperLinks(ctx, owner))
	return api.Reply(view), err
}

func (s *Service) handleDrop(ctx context.Context, in *fileInput) (*api.None, error) {
	owner, id, err := s.asked(ctx, in)
	if err != nil {
		return nil, err
	}
	return &api.None{}, s.files.Drop(ctx, thread.UploaderOf(owner), id)
}

func (s *Service) handleLink(ctx context.Context, in *fileInput) (*api.OK[linkView], error) {
	owner, id, err := s.asked(ctx, in)
	if err != nil {
		return nil, err
	}
	link, err := s.shopperLinks(ctx, owner)(id)
	return api.Reply(link), err
}
