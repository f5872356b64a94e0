package chat

import (
	"context"
	"time"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/live"
	"dari/internal/thread"
)

// A hold is a question that waits for its answer: what a browser without websockets has instead of a
// socket. It counts as one, against its shopper and its address, and is woken by the same frames.

// newer reads what follows a number in a shopper's conversation. sub, if any, hears of what comes later.
func (s *Service) newer(ctx context.Context, who identity, after int64, sub *live.Sub) (messagesView, error) {
	conv, found, err := thread.Conversation{}, false, error(nil)
	if who.senderID() != 0 {
		conv, found, err = thread.ChatOf(ctx, s.db, who.owner)
	}
	if err != nil {
		return messagesView{}, err
	}
	if !found {
		epoch, err := s.thread.Epoch(ctx)
		return messagesView{Messages: []thread.Message{}, Notes: []thread.Note{}, Epoch: epoch}, err
	}
	if sub != nil {
		s.hub.Subscribe(sub, convTopic(conv.ID))
	}
	view, err := s.page(ctx, conv, after, 0, chunkSize)
	if err != nil || after == 0 {
		return view, err
	}
	view.LastSeq, view.Withdrawn, err = thread.Resume(ctx, s.db, conv.ID, after)
	return view, err
}

// hold answers at once when there is something after the number, and otherwise when there is or the
// time is over.
func (s *Service) hold(ctx context.Context, who identity, after int64, wait time.Duration) (messagesView, error) {
	leave, err := s.enterHold(ctx, who)
	if err != nil {
		return messagesView{}, err
	}
	defer leave()
	woken := make(chan struct{}, 1)
	s.sockets.holds.Add(1)
	defer s.sockets.holds.Add(-1)
	sub := live.NewSub(func() { woken <- struct{}{} }, nil) // woken again only after it was drained
	defer s.hub.Leave(sub)
	if who.senderID() != 0 {
		s.hub.Subscribe(sub, ownerTopic(who.owner))
	}
	over := time.NewTimer(wait)
	defer over.Stop()
	known := -1 // withdrawn ones that the first reading found are no news
	for {
		view, err := s.newer(ctx, who, after, sub)
		if known < 0 {
			known = len(view.Withdrawn)
		}
		news, ended := false, false
		select {
		case <-woken: // while it was read
			news, ended = heard(sub)
		default:
		}
		if ended { // what was read may be another person's: who asks again is looked at anew
			return messagesView{Messages: []thread.Message{}, Notes: []thread.Note{}, LastSeq: after, Epoch: view.Epoch}, err
		}
		if err != nil || len(view.Messages) > 0 || view.LastSeq < after || len(view.Withdrawn) != known {
			return view, err
		}
		for !news {
			select {
			case <-woken:
				if news, ended = heard(sub); ended {
					return view, nil
				}
			case <-over.C:
				return view, nil
			case <-s.sockets.stopping:
				return view, nil // another program takes the next question
			case <-ctx.Done():
				return view, nil // nobody reads it
			}
		}
	}
}

// enterHold counts a hold as a socket.
func (s *Service) enterHold(ctx context.Context, who identity) (leave func(), err error) {
	address, key := hostOf(api.IPFrom(ctx)), ownerTopic(who.owner)
	tooMany := fault.New(fault.TooMany, "too_many").After(5)
	if !s.sockets.enter(address, s.limits.PerAddress) {
		return nil, tooMany
	}
	if who.senderID() == 0 { // a member nobody has told us of: there is nothing to count it by
		return func() { s.sockets.leave(address) }, nil
	}
	if !s.sockets.enterShopper(key, s.limits.PerVisitor) {
		s.sockets.leave(address)
		return nil, tooMany
	}
	return func() { s.sockets.leaveShopper(key); s.sockets.leave(address) }, nil
}

// heard takes what has come and says whether it may be news of messages (that somebody types is none),
// and whether somebody of the shopper has logged out.
func heard(sub *live.Sub) (news, ended bool) {
	for f, ok := sub.Next(); ok; f, ok = sub.Next() {
		if len(f.Payload) > 0 {
			news = news || f.Payload[0] != frameEcho
			ended = ended || f.Payload[0] == frameEnd
		}
	}
	return news, ended
}
