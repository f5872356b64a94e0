package notify

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"dari/notify/email"
	"dari/notify/outcome"

	"github.com/google/uuid"
)

// claimMax bounds one claim: what is leased must be on its way long before the lease ends.
const claimMax = 50

// pump drives one lane on one channel: it claims due rows and hands them to its workers.
type pump struct {
	s       *Service
	lane    string
	channel Channel
	share   email.Share
	workers int
	group   int // rows of one hand-off
	wake    chan struct{}
	work    chan batch
}

// batch is a group of claimed rows for one worker.
type batch struct {
	rows  []*row
	token uuid.UUID
	facts *facts
	until time.Time // the lease, with a margin, by this program's own clock
}

func newPump(s *Service, lane string, channel Channel) *pump {
	p := &pump{s: s, lane: lane, channel: channel, group: 1, wake: make(chan struct{}, 1), work: make(chan batch)}
	total := 10
	if channel == Email {
		total = s.mail.Connections()
	}
	switch lane {
	case LaneDirect:
		p.share = email.ShareAll
	case LaneNotice:
		p.share = email.ShareMost
	default:
		p.share = email.ShareBulk
	}
	p.workers = p.share.Limit(total)
	if lane == LaneMarketing {
		p.group = max(1, min(5, s.bulkMax/p.workers))
	}
	return p
}

func (p *pump) nudge() {
	select {
	case p.wake <- struct{}{}:
	default:
	}
}

// run claims until ctx ends; workers finish under the other context.
func (p *pump) run(ctx, finish context.Context) {
	var workers sync.WaitGroup
	for range p.workers {
		workers.Go(func() {
			for b := range p.work {
				p.send(finish, b)
			}
		})
	}
	defer workers.Wait()
	defer close(p.work)
	for ctx.Err() == nil {
		more, err := p.turn(ctx, finish)
		if err != nil && ctx.Err() == nil {
			p.s.log.ErrorContext(ctx, "a lane could not go on", "lane", p.lane, "channel", string(p.channel), "error", err)
		}
		if !more || err != nil {
			p.rest(ctx, err != nil)
		}
	}
}

// rest waits for a wake-up or for the moment the next row becomes due.
func (p *pump) rest(ctx context.Context, failed bool) {
	wait := p.s.sweepEvery
	if failed {
		wait = min(wait, time.Second)
	} else if due, ok, err := nextDue(ctx, p.s.db, p.lane, p.channel); err == nil && ok && due < wait {
		wait = max(due, time.Millisecond)
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-p.wake:
	case <-timer.C:
	}
}

// turn claims once and deals out what it got. More says that another turn is worth it at once.
func (p *pump) turn(ctx, finish context.Context) (more bool, err error) {
	if p.breaker().open() {
		return false, nil
	}
	token, claimed := uuid.New(), time.Now()
	rows, err := claim(ctx, p.s.db, p.lane, p.channel, claimMax, token, p.s.lease)
	if err != nil || len(rows) == 0 {
		return false, err
	}
	set, err := p.s.shop.get(finish)
	var f *facts
	if err == nil {
		f, err = p.s.facts(finish, p.s.db, set, rows)
	}
	if err != nil {
		p.giveBack(finish, rows, token, time.Second, "facts")
		return false, err
	}
	b := batch{token: token, facts: f, until: claimed.Add(p.s.lease - p.s.lease/5)}
	for len(rows) > 0 {
		n := min(p.group, len(rows))
		b.rows = rows[:n]
		if !p.deal(ctx, b) {
			p.giveBack(finish, rows, token, 0, "")
			return true, nil
		}
		rows = rows[n:]
	}
	return true, nil
}

// deal waits for a free worker, but not longer than the lease is good for.
func (p *pump) deal(ctx context.Context, b batch) bool {
	timer := time.NewTimer(time.Until(b.until))
	defer timer.Stop()
	select {
	case p.work <- b:
		return true
	case <-ctx.Done():
		return false
	case <-timer.C:
		return false
	}
}

func (p *pump) breaker() *breaker {
	if p.channel == SMS {
		return &p.s.gateway
	}
	return &p.s.mails
}

func (p *pump) giveBack(ctx context.Context, rows []*row, token uuid.UUID, after time.Duration, reason string) {
	if len(rows) == 0 {
		return
	}
	ids := make([]int64, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	if err := giveBack(ctx, p.s.db, ids, token, after, reason); err != nil {
		p.s.log.WarnContext(ctx, "deliveries were not given back; their lease will lapse", "count", len(ids), "error", err)
	}
}

// send takes a group from its texts to its outcomes.
func (p *pump) send(ctx context.Context, b batch) {
	free, ok := p.takeMemory(ctx, b)
	if !ok {
		p.giveBack(ctx, b.rows, b.token, 0, "")
		return
	}
	defer free()
	letters := p.composeAll(ctx, b)
	if p.channel == SMS {
		p.sendSMS(ctx, b, letters)
		return
	}
	letters = p.withoutResting(ctx, b, letters)
	if len(letters) == 0 {
		return
	}
	wait, cancel := context.WithDeadline(ctx, b.until)
	defer cancel()
	conn, out := p.s.mail.Get(wait, p.share)
	if conn == nil {
		p.unreached(ctx, b, letters, out)
		return
	}
	p.s.mails.up()
	defer p.s.mail.Put(conn)
	for _, l := range p.handOff(ctx, b, letters) {
		out := conn.Send(ctx, l.mail)
		if out.PauseHost {
			p.s.pauses.begin(domainOf(l.row.RecipientKey))
		}
		if out.Connect {
			p.s.mails.down()
		}
		p.settle(b, l, out)
	}
}

// takeMemory waits for a place for mails that carry files.
func (p *pump) takeMemory(ctx context.Context, b batch) (free func(), ok bool) {
	if !slices.ContainsFunc(b.rows, (*row).heavy) {
		return func() {}, true
	}
	wait, cancel := context.WithDeadline(ctx, b.until)
	defer cancel()
	if p.s.large.Acquire(wait, 1) != nil {
		return nil, false
	}
	return func() { p.s.large.Release(1) }, true
}

func (p *pump) sendSMS(ctx context.Context, b batch, letters []*letter) {
	for _, l := range p.handOff(ctx, b, letters) {
		out := p.s.sms.Send(ctx, l.sms)
		switch {
		case out.Connect:
			p.s.gateway.down()
		case out.Stop:
			p.s.gateway.trip()
			p.s.log.ErrorContext(ctx, "the SMS gateway refuses our own configuration; text messages wait", "code", out.Code)
		default:
			p.s.gateway.up()
		}
		p.settle(b, l, out)
	}
}

// composeAll fills the templates. What cannot be filled fails here, and nothing of it leaves.
func (p *pump) composeAll(ctx context.Context, b batch) []*letter {
	letters := make([]*letter, 0, len(b.rows))
	var back []*row
	for _, r := range b.rows {
		l, err := p.s.compose(ctx, b.facts, r)
		switch {
		case err == nil:
			letters = append(letters, l)
		case errors.Is(err, ErrTemplate):
			p.s.results <- result{
				row: r, token: b.token, startedAt: r.ClaimedAt,
				out: outcome.Outcome{Kind: outcome.Failed, Reason: "template", Text: outcome.Limit(err.Error())},
			}
		default:
			p.s.log.ErrorContext(ctx, "a message could not be composed", "delivery_id", r.UID, "error", err)
			back = append(back, r)
		}
	}
	p.giveBack(ctx, back, b.token, 5*time.Second, "composing")
	return letters
}

// withoutResting gives back letters to domains that asked for a rest.
func (p *pump) withoutResting(ctx context.Context, b batch, letters []*letter) []*letter {
	kept := letters[:0]
	for _, l := range letters {
		if rest := p.s.pauses.left(domainOf(l.row.RecipientKey)); rest > 0 {
			p.giveBack(ctx, []*row{l.row}, b.token, rest, "domain_rests")
			continue
		}
		kept = append(kept, l)
	}
	return kept
}

// unreached: nothing was handed off. The first failures use up an attempt each; once the breaker is
// open, rows wait for the probe instead.
func (p *pump) unreached(ctx context.Context, b batch, letters []*letter, out outcome.Outcome) {
	if out.Connect {
		p.s.mails.down()
	}
	var back []*row
	for _, l := range letters {
		if out.Unburned || p.s.mails.open() {
			back = append(back, l.row)
			continue
		}
		p.s.results <- result{row: l.row, token: b.token, startedAt: l.row.ClaimedAt, out: out}
	}
	p.giveBack(ctx, back, b.token, 0, out.Reason)
}

// handOff asks the gate, with a place in flight for every letter, and answers those that may go.
func (p *pump) handOff(ctx context.Context, b batch, letters []*letter) []*letter {
	if letters = p.stillWanted(ctx, b, letters); len(letters) == 0 {
		return nil
	}
	wait, cancel := context.WithDeadline(ctx, b.until)
	defer cancel()
	ad := p.lane == LaneMarketing
	n := int64(len(letters))
	if !p.takePlaces(wait, ad, n) {
		p.giveBack(ctx, rowsOf(letters), b.token, 0, "")
		return nil
	}
	began := time.Now()
	gone, err := handOff(ctx, p.s.db, b.token, ad, letters)
	if err != nil {
		p.freePlaces(ad, n)
		p.s.log.ErrorContext(ctx, "letters could not be handed off", "lane", p.lane, "error", err)
		return nil // the lease lapses, if the statement did not go through; if it did, they are unknown
	}
	kept := letters[:0]
	var stopped []*row
	for _, l := range letters {
		pass, ok := gone[l.row.ID]
		if !ok {
			p.freePlaces(ad, 1)
			stopped = append(stopped, l.row)
			continue
		}
		l.handoffAt, l.began = pass.at, began
		l.release = sync.OnceFunc(func() { p.freePlaces(ad, 1) })
		if pass.nightIn > 0 {
			l.mail.NotAfter = began.Add(pass.nightIn)
		}
		kept = append(kept, l)
	}
	p.tellStopped(ctx, stopped)
	return kept
}

func (p *pump) takePlaces(ctx context.Context, ad bool, n int64) bool {
	if ad {
		if p.s.bulk.Acquire(ctx, n) != nil {
			return false
		}
	}
	if p.s.window.Acquire(ctx, n) != nil {
		if ad {
			p.s.bulk.Release(n)
		}
		return false
	}
	return true
}

func (p *pump) freePlaces(ad bool, n int64) {
	p.s.window.Release(n)
	if ad {
		p.s.bulk.Release(n)
	}
}

func (p *pump) settle(b batch, l *letter, out outcome.Outcome) {
	p.s.results <- result{row: l.row, token: b.token, out: out, startedAt: l.row.ClaimedAt, handoffAt: l.handoffAt, release: l.release}
}

func rowsOf(letters []*letter) []*row {
	rows := make([]*row, len(letters))
	for i, l := range letters {
		rows[i] = l.row
	}
	return rows
}
