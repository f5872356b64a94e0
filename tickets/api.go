package tickets

import (
	"context"

	"dari/internal/api"
	"dari/internal/staff"

	"github.com/google/uuid"
)

// Routes registers the operations of the queue.
func (s *Service) Routes(r *api.Router) {
	read, write := staff.Can("tickets:read"), staff.Can("tickets:write")
	s.listRoutes(r)
	s.actRoutes(r)
	api.Get(r, "/tickets/{number}", s.handleRead, read, api.Summary("A ticket with its customer, orders and history"))
	api.Post(r, "/tickets/{number}/assign", s.handleAssign, write, api.Summary("Give a ticket to somebody or to nobody"))
	api.Post(r, "/tickets/{number}/answer", s.handleAnswer, write, api.Summary("Answer the shopper"))
	api.Post(r, "/tickets/{number}/note", s.handleNote, write, api.Summary("Write a note that only staff see"))
	api.Post(r, "/tickets/{number}/solve", s.handleSolve, write, api.Summary("Say that nothing is left to do"))
	api.Post(r, "/tickets/{number}/reopen", s.handleReopen, write, api.Summary("Take a solved ticket up again"))
}

// mine is the id of the person who asks; a key is nobody.
func mine(a staff.Actor) int64 {
	if a.Kind != staff.KindStaff {
		return 0
	}
	return a.ID
}

type numberInput struct {
	Number int64 `path:"number" minimum:"1"`
}

func (s *Service) handleRead(ctx context.Context, in *numberInput) (*api.OK[Detail], error) {
	d, err := s.Read(ctx, staff.From(ctx), in.Number)
	return api.Reply(d), err
}

type assignInput struct {
	Number int64 `path:"number" minimum:"1"`
	Body   struct {
		OwnerID *int64 `json:"owner_id" minimum:"1" doc:"Null: nobody."`
		Version int64  `json:"version" required:"false" minimum:"0" doc:"The version the decision was made on; 409 says what has happened since."`
	}
}

func (s *Service) handleAssign(ctx context.Context, in *assignInput) (*api.OK[Ticket], error) {
	t, err := s.Assign(ctx, staff.From(ctx), in.Number, in.Body.OwnerID, in.Body.Version)
	return api.Reply(t), err
}

type answerInput struct {
	Number int64 `path:"number" minimum:"1"`
	Body   struct {
		ClientID uuid.UUID   `json:"client_id" format:"uuid" doc:"Made by the writer: the same answer twice is one message."`
		Text     string      `json:"text" maxLength:"100000" doc:"In a chat at most 4,000 characters."`
		Files    []uuid.UUID `json:"files,omitempty" maxItems:"30" format:"uuid" doc:"Files uploaded for this conversation, in a chat at most 5; with one the text may be empty."`
		Mail     *Letter     `json:"mail,omitempty" doc:"Of an answer that leaves by mail: whom it goes to."`
		SeenSeq  *int64      `json:"seen_seq" required:"false" minimum:"0" doc:"The newest message the writer has seen; 409 when a colleague has answered since."`
	}
}

func (s *Service) handleAnswer(ctx context.Context, in *answerInput) (*api.OK[Ticket], error) {
	t, err := s.Answer(ctx, staff.From(ctx), in.Number, Reply{ClientID: in.Body.ClientID, Text: in.Body.Text, SeenSeq: in.Body.SeenSeq, Files: in.Body.Files, Mail: in.Body.Mail})
	return api.Reply(t), err
}

type noteInput struct {
	Number int64 `path:"number" minimum:"1"`
	Body   struct {
		ClientID uuid.UUID `json:"client_id" format:"uuid" doc:"Made by the writer: the same note twice is one note."`
		Text     string    `json:"text" minLength:"1" maxLength:"4000"`
	}
}

func (s *Service) handleNote(ctx context.Context, in *noteInput) (*api.OK[Ticket], error) {
	t, err := s.Note(ctx, staff.From(ctx), in.Number, Reply{ClientID: in.Body.ClientID, Text: in.Body.Text})
	return api.Reply(t), err
}

type solveBody struct {
	Version int64 `json:"version" required:"false" minimum:"0" doc:"The version the decision was made on; 409 says what has happened since."`
	Quiet   bool  `json:"quiet" required:"false" doc:"Do not ask the shopper how it went."`
}

type solveInput struct {
	Number int64 `path:"number" minimum:"1"`
	Body   *solveBody
}

func (s *Service) handleSolve(ctx context.Context, in *solveInput) (*api.OK[Ticket], error) {
	if in.Body == nil {
		in.Body = &solveBody{}
	}
	t, err := s.Apply(ctx, staff.From(ctx), in.Number, in.Body.Version, Change{Solve: true, Quiet: in.Body.Quiet})
	return api.Reply(t), err
}

type reopenBody struct {
	Version int64 `json:"version" required:"false" minimum:"0" doc:"The version the decision was made on; 409 says what has happened since."`
	Undo    bool  `json:"undo" required:"false" doc:"Bring it back as it was before it was solved."`
}

type reopenInput struct {
	Number int64 `path:"number" minimum:"1"`
	Body   *reopenBody
}

func (s *Service) handleReopen(ctx context.Context, in *reopenInput) (*api.OK[Ticket], error) {
	if in.Body == nil {
		in.Body = &reopenBody{}
	}
	t, err := s.Reopen(ctx, staff.From(ctx), in.Number, in.Body.Version, in.Body.Undo)
	return api.Reply(t), err
}
