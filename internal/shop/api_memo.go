package shop

import (
	"context"

	"dari/internal/api"
	"dari/internal/korean"
	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

func sideOf(c *Customer) MergeSide {
	return MergeSide{ID: c.ID, Ref: c.Ref, Name: c.Name, PhoneMasked: korean.MaskPhone(c.Phone), Email: c.Email, Birthday: c.Birthday, Tags: c.Tags, Version: c.Version}
}

func (s *Service) handleMemo(ctx context.Context, in *personInput) (*api.OK[Memo], error) {
	id, err := s.person(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	m, err := MemoOf(ctx, s.db, id)
	return api.Reply(m), err
}

// person is in whom an id goes on; a NotFound fault when there is nobody.
func (s *Service) person(ctx context.Context, id int64) (int64, error) {
	into, err := Survivor(ctx, s.db, id)
	if err != nil {
		return 0, err
	}
	_, err = CustomerByID(ctx, s.db, into)
	return into, err
}

type memoInput struct {
	ID   int64 `path:"id" minimum:"1"`
	Body struct {
		Body    string `json:"body" maxLength:"4000" doc:"Empty: it is wiped."`
		Version int    `json:"version" minimum:"0" doc:"As it was read; 0 for a first one."`
		Ticket  int64  `json:"ticket,omitempty" minimum:"1" doc:"The number of the ticket it was written beside."`
	}
}

func (s *Service) handlePutMemo(ctx context.Context, in *memoInput) (*api.OK[Memo], error) {
	id, err := s.person(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	err = postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		staffID, err := s.done(ctx, tx, Act{Name: "person.memo", ID: id, Ticket: in.Body.Ticket, Say: "memo"})
		if err != nil {
			return err
		}
		return PutMemo(ctx, tx, id, in.Body.Version, in.Body.Body, staffID)
	})
	if err != nil {
		return nil, err
	}
	m, err := MemoOf(ctx, s.db, id)
	return api.Reply(m), err
}

type tagsInput struct {
	ID   int64 `path:"id" minimum:"1"`
	Body struct {
		Tags    []string `json:"tags" maxItems:"50" doc:"All they have afterwards."`
		Version int      `json:"version" minimum:"1"`
		Ticket  int64    `json:"ticket,omitempty" minimum:"1"`
	}
}

// TagsSaved are the tags of a person as they are now.
type TagsSaved struct {
	Tags    []string `json:"tags"`
	Version int      `json:"version"`
}

func (s *Service) handlePutTags(ctx context.Context, in *tagsInput) (*api.OK[TagsSaved], error) {
	id, err := s.person(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	err = postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		added, removed, err := PutTags(ctx, tx, id, in.Body.Version, in.Body.Tags)
		if err != nil || len(added)+len(removed) == 0 {
			return err
		}
		_, err = s.done(ctx, tx, Act{
			Name: "person.tags", ID: id, Ticket: in.Body.Ticket, Say: "person_tags", Detail: map[string]any{"added": len(added), "removed": len(removed)},
		})
		return err
	})
	if err != nil {
		return nil, err
	}
	c, err := CustomerByID(ctx, s.db, id)
	return api.Reply(TagsSaved{c.Tags, c.Version}), err
}
