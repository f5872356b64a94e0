package guide

import (
	"context"
	"slices"
	"time"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/staff"
	"dari/internal/thread"

	"github.com/jackc/pgx/v5"
)

// WithdrawWithin is how long somebody may take back what they wrote. Who leads may do it later and for
// others: a number that must not stand there does not become harmless with time.
const WithdrawWithin = 10 * time.Minute

var leads = []string{"lead", "admin"}

type withdrawInput struct {
	UID string `path:"uid" format:"uuid"`
	Seq int64  `path:"seq" minimum:"1"`
}

type withdrawView struct {
	Seq       int64 `json:"seq"`
	Withdrawn bool  `json:"withdrawn"`
}

func (s *Service) handleWithdraw(ctx context.Context, in *withdrawInput) (*api.OK[withdrawView], error) {
	actor := staff.From(ctx)
	if actor.Kind != staff.KindStaff {
		return nil, fault.New(fault.Forbidden, "tickets.needs_person")
	}
	c, err := s.conversation(ctx, in.UID)
	if err != nil {
		return nil, err
	}
	done := false
	err = postgres.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		done, err = thread.Withdraw(ctx, tx, c.ID, in.Seq, actor.ID, func(w thread.Written) error { return mayWithdraw(actor, w) })
		if err != nil || !done {
			return err
		}
		e := staff.By(actor, "message.withdraw", "conversation", c.UID.String())
		e.Detail, e.IP = map[string]any{"seq": in.Seq}, api.IPFrom(ctx)
		return staff.Append(ctx, tx, e)
	})
	if err == nil && done && s.Withdrawn != nil {
		s.Withdrawn(ctx, thread.Withdrawal{ConversationID: c.ID, Conversation: c.UID, Seq: in.Seq})
	}
	return api.Reply(withdrawView{in.Seq, true}), err
}

// mayWithdraw says why a message cannot be taken back. What has left by mail or SMS is with the reader.
func mayWithdraw(actor staff.Actor, w thread.Written) error {
	lead := slices.Contains(leads, actor.Role)
	switch {
	case w.From != thread.Agent || w.Channel != thread.Chat:
		return fault.New(fault.Conflict, "guide.withdraw_kind")
	case w.SenderID != actor.ID && !lead:
		return fault.New(fault.Conflict, "guide.withdraw_other")
	case w.Now.Sub(w.At) > WithdrawWithin && !lead:
		return fault.New(fault.Conflict, "guide.withdraw_late", fault.Arg("minutes", int(WithdrawWithin.Minutes())))
	}
	return nil
}
