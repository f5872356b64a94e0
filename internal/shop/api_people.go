package shop

import (
	"context"
	"maps"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

// Act is something that staff do about a person: Done writes it down.
type Act struct {
	Name   string         // person.merge, person.unmerge, person.memo, person.tags, order.eta
	ID     int64          // the customer, or the order
	Ticket int64          // the number of the ticket it was done beside; 0: none
	Say    string         // what the history of that ticket tells of it
	Detail map[string]any // for the audit log: ids

	Order   bool   // ID is an order's
	Subject string // what the line of the ticket names: a coupon, a day
	Days    int    // by how many days an arrival moves
}

// DoneFunc writes an act into the audit log and into the ticket's history, in the transaction of the
// act, and answers who acts; nil for a program.
type DoneFunc func(ctx context.Context, tx pgx.Tx, act Act) (staffID *int64, err error)

func (s *Service) peopleRoutes(r *api.Router) {
	read, write := api.Permission("customers:read"), api.Permission("people:write")
	api.Get(r, "/people/{id}/duplicates", s.handleDuplicates, read, api.Summary("Who might be the same person, and who has gone on in this one"))
	api.Get(r, "/people/{id}/merge", s.handlePreview, read, api.Summary("What would move if another one went on in this person"))
	api.Post(r, "/people/{id}/merge", s.handleMergePeople, write, api.Summary("Let another one go on in this person; it can be undone for 30 days"))
	api.Post(r, "/people/{id}/merges/{merge}/undo", s.handleUnmerge, write, api.Summary("Take a merge back: what came after it stays"))
	api.Get(r, "/orders/{number}/arrival", s.handleArrival, api.Permission("orders:read"), api.Summary("When a pre-order would arrive if production ended on another day, and what the buyer would be told"))
	api.Put(r, "/orders/{number}/arrival", s.handlePutArrival, write, api.Summary("Let production of a pre-order end on another day; the buyer is told of a delay"))
	api.Get(r, "/people/{id}/memo", s.handleMemo, read, api.Summary("What staff have noted about a person"))
	api.Put(r, "/people/{id}/memo", s.handlePutMemo, write, api.Summary("Note something about a person, for staff alone"))
	api.Put(r, "/people/{id}/tags", s.handlePutTags, write, api.Summary("Set the tags of a person"))
}

type personInput struct {
	ID int64 `path:"id" minimum:"1"`
}

// Likeness is who might be the same, and who was.
type Likeness struct {
	Tags    []string    `json:"tags"`
	Version int         `json:"version" doc:"Of the customer."`
	ID      int64       `json:"id" doc:"In whom an old id goes on; otherwise the one that was asked for."`
	Items   []Duplicate `json:"items"`
	Merges  []Merge     `json:"merges" doc:"Those that stand, newest first."`
}

func (s *Service) handleDuplicates(ctx context.Context, in *personInput) (*api.OK[Likeness], error) {
	id, err := Survivor(ctx, s.db, in.ID)
	if err != nil {
		return nil, err
	}
	me, err := CustomerByID(ctx, s.db, id)
	if err != nil {
		return nil, err
	}
	out := Likeness{ID: id, Tags: me.Tags, Version: me.Version, Merges: []Merge{}}
	if out.Items, err = DuplicatesOf(ctx, s.db, id); err != nil {
		return nil, err
	}
	merges, err := MergesOf(ctx, s.db, id)
	out.Merges = append(out.Merges, merges...)
	return api.Reply(out), err
}

type previewInput struct {
	ID   int64 `path:"id" minimum:"1" doc:"Who stays."`
	From int64 `query:"from" required:"true" minimum:"1" doc:"Who would go on in them."`
}

// MergePreview is what a merge would do.
type MergePreview struct {
	From     MergeSide      `json:"from"`
	Into     MergeSide      `json:"into"`
	Moves    map[string]int `json:"moves" doc:"How many rows would move, by kind: orders, identities, tickets, notices, coupons; coupons_doubled: of those that both have, and conversations, which stay with their account and are shown here."`
	Fields   []string       `json:"fields" doc:"What the one who stays lacks and would take over: name, phone, email, birthday."`
	Tags     []string       `json:"tags" doc:"The tags they would get."`
	Consents []MergeConsent `json:"consents" doc:"What each has agreed to, and what would hold: the stricter side."`
}

// MergeConsent is what becomes of one consent when two people are merged.
type MergeConsent struct {
	Channel string `json:"channel" enum:"email,sms"`
	Purpose string `json:"purpose" enum:"marketing,marketing_night"`
	From    *bool  `json:"from" doc:"What the one said who would go on in the other; null: nothing."`
	Into    *bool  `json:"into"`
	Granted bool   `json:"granted" doc:"What would hold."`
}

// MergeSide is one of the two.
type MergeSide struct {
	ID          int64          `json:"id"`
	Ref         string         `json:"ref"`
	Name        string         `json:"name"`
	PhoneMasked string         `json:"phone_masked"`
	Email       string         `json:"email"`
	Birthday    *Birthday      `json:"birthday"`
	Tags        []string       `json:"tags"`
	Version     int            `json:"version"`
	Has         map[string]int `json:"has" doc:"How much there is of each kind."`
}

func (s *Service) handlePreview(ctx context.Context, in *previewInput) (*api.OK[MergePreview], error) {
	p, err := s.PreviewMerge(ctx, in.From, in.ID)
	return api.Reply(p), err
}

// PreviewMerge says what would come of letting one customer go on in another; nothing is changed.
func (s *Service) PreviewMerge(ctx context.Context, fromID, intoID int64) (MergePreview, error) {
	var p MergePreview
	if fromID == intoID {
		return p, fault.Field("shop.merge_self", "query.from")
	}
	from, err := CustomerByID(ctx, s.db, fromID)
	if err != nil {
		return p, err
	}
	into, err := CustomerByID(ctx, s.db, intoID)
	if err != nil {
		return p, err
	}
	merged, err := Survivors(ctx, s.db, []int64{fromID, intoID})
	if err != nil {
		return p, err
	}
	if len(merged) > 0 {
		return p, fault.New(fault.Conflict, "shop.merged_already")
	}
	p.From, p.Into = sideOf(&from), sideOf(&into)
	if p.Moves, err = s.countHeld(ctx, fromID, intoID); err != nil {
		return p, err
	}
	if p.Into.Has, err = s.countHeld(ctx, intoID, fromID); err != nil {
		return p, err
	}
	p.From.Has = p.Moves
	p.Fields, p.Tags = fillBlanks(&into, &from)
	if s.mergeConsents != nil {
		p.Consents, err = s.mergeConsents(ctx, s.db, fromID, intoID)
	}
	return p, err
}

func (s *Service) countHeld(ctx context.Context, id, other int64) (map[string]int, error) {
	sum := map[string]int{}
	for _, room := range s.mergeRooms {
		if room.Count == nil {
			continue
		}
		n, err := room.Count(ctx, s.db, id, other)
		if err != nil {
			return nil, err
		}
		maps.Copy(sum, n)
	}
	return sum, nil
}

type mergeInput struct {
	ID   int64 `path:"id" minimum:"1" doc:"Who stays."`
	Body struct {
		From        int64 `json:"from" minimum:"1" doc:"Who goes on in them."`
		Version     int   `json:"version" minimum:"1" doc:"Of who stays, as the preview showed it."`
		FromVersion int   `json:"from_version" minimum:"1"`
		Ticket      int64 `json:"ticket,omitempty" minimum:"1" doc:"The number of the ticket it was decided beside."`
	}
}

func (s *Service) handleMergePeople(ctx context.Context, in *mergeInput) (*api.OK[Merge], error) {
	var m Merge
	err := postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		// Before the ticket's row, as whoever merges at the same time.
		if err := lockCustomers(ctx, tx); err != nil {
			return err
		}
		staffID, err := s.done(ctx, tx, Act{
			Name: "person.merge", ID: in.ID, Ticket: in.Body.Ticket, Say: "people_merged", Detail: map[string]any{"from": in.Body.From},
		})
		if err != nil {
			return err
		}
		m, err = MergePeople(ctx, tx, s.mergeRooms, MergePlan{
			From: in.Body.From, Into: in.ID, FromVersion: in.Body.FromVersion, IntoVersion: in.Body.Version, StaffID: staffID,
		})
		return err
	})
	if err == nil {
		s.nudge()
	}
	return api.Reply(m), err
}

type unmergeInput struct {
	ID    int64 `path:"id" minimum:"1"`
	Merge int64 `path:"merge" minimum:"1"`
	Body  struct {
		Ticket int64 `json:"ticket,omitempty" minimum:"1"`
	}
}

func (s *Service) handleUnmerge(ctx context.Context, in *unmergeInput) (*api.OK[Merge], error) {
	var m Merge
	err := postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		if err := lockCustomers(ctx, tx); err != nil {
			return err
		}
		list, err := MergesOf(ctx, tx, in.ID)
		if err != nil {
			return err
		}
		// One that was undone already is told apart below; one of somebody else is none of theirs.
		if was, err := mergeByID(ctx, tx, in.Merge); err != nil {
			return err
		} else if was.UndoneAt == nil && !contains(list, in.Merge) {
			return fault.New(fault.NotFound, "shop.merge_not_found")
		}
		staffID, err := s.done(ctx, tx, Act{
			Name: "person.unmerge", ID: in.ID, Ticket: in.Body.Ticket, Say: "people_parted", Detail: map[string]any{"merge": in.Merge},
		})
		if err != nil {
			return err
		}
		m, err = UnmergePeople(ctx, tx, s.mergeRooms, in.Merge, staffID)
		return err
	})
	if err == nil {
		s.nudge()
	}
	return api.Reply(m), err
}

func contains(list []Merge, id int64) bool {
	for _, m := range list {
		if m.ID == id {
			return true
		}
	}
	return false
}
