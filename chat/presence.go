package chat

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"dari/internal/postgres"

	"github.com/redis/go-redis/v9"
)

// What a member of staff can be.
const (
	StateOnline  = "online"
	StateAway    = "away"
	StateOffline = "offline"
)

const (
	presenceKey  = "dari:presence"
	presenceLife = 60 * time.Second // an entry that is not renewed is of a program that died
	presenceRead = 2 * time.Second  // how old an answer of Redis may be
)

// presence knows who of the staff is there: those with a socket here, and those with one elsewhere
// through Redis or, when that is away, from Postgres. What routing decides by is in Postgres alone.
type presence struct {
	redis redis.UniversalClient
	db    postgres.Querier
	mu    sync.Mutex
	here  map[int64]*seat
	other map[int64]string
	read  time.Time
}

type seat struct {
	state   string
	sockets int
}

func newPresence(r redis.UniversalClient, db postgres.Querier) *presence {
	return &presence{redis: r, db: db, here: map[int64]*seat{}, other: map[int64]string{}}
}

// enter counts a socket of a member of staff and answers their state: what they chose the last time.
func (p *presence) enter(ctx context.Context, staffID int64) string {
	p.mu.Lock()
	st := p.here[staffID]
	first := st == nil
	if first {
		st = &seat{state: StateOnline}
		p.here[staffID] = st
	}
	st.sockets++
	state := st.state
	p.mu.Unlock()
	if first {
		// Without an answer they count as ready here until the next beat.
		if chosen, err := enterDuty(ctx, p.db, staffID); err == nil {
			state = chosen
			p.take(map[int64]string{staffID: chosen})
		}
	}
	p.tell(ctx, map[int64]string{staffID: state})
	return state
}

// take notes what was chosen elsewhere.
func (p *presence) take(states map[int64]string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for id, state := range states {
		if st := p.here[id]; st != nil {
			st.state = state
		}
	}
}

// leave answers true when that was their last socket here.
func (p *presence) leave(ctx context.Context, staffID int64) bool {
	p.mu.Lock()
	st := p.here[staffID]
	if st == nil {
		p.mu.Unlock()
		return false
	}
	st.sockets--
	last := st.sockets <= 0
	if last {
		delete(p.here, staffID)
	}
	p.mu.Unlock()
	if !last {
		return false
	}
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	_ = leaveDuty(ctx, p.db, staffID) // it lapses by itself otherwise, in Redis too
	if p.redis != nil {
		_ = p.redis.HDel(ctx, presenceKey, strconv.FormatInt(staffID, 10)).Err()
	}
	return true
}

// set notes what somebody has chosen to be, whether or not they are here.
func (p *presence) set(ctx context.Context, staffID int64, state string) error {
	if err := setDuty(ctx, p.db, staffID, state); err != nil {
		return err
	}
	p.mu.Lock()
	st := p.here[staffID]
	if st != nil {
		st.state = state
	}
	p.mu.Unlock()
	if st != nil { // otherwise the program they are at tells it with its next beat
		p.tell(ctx, map[int64]string{staffID: state})
	}
	return nil
}

// beat says in Postgres who is here, and takes over what they have chosen elsewhere.
func (p *presence) beat(ctx context.Context) error {
	p.mu.Lock()
	ids := slices.Collect(maps.Keys(p.here))
	p.mu.Unlock()
	if len(ids) == 0 {
		return nil
	}
	slices.Sort(ids)
	states, err := beatDuties(ctx, p.db, ids)
	if err != nil {
		return err
	}
	p.take(states)
	for _, id := range ids {
		if _, known := states[id]; !known { // their entry could not be written when they came
			state, err := enterDuty(ctx, p.db, id)
			if err != nil {
				return err
			}
			p.take(map[int64]string{id: state})
		}
	}
	return nil
}

// renew keeps the entries of those who are here alive.
func (p *presence) renew(ctx context.Context) {
	p.mu.Lock()
	states := make(map[int64]string, len(p.here))
	for id, st := range p.here {
		states[id] = st.state
	}
	p.mu.Unlock()
	p.tell(ctx, states)
}

func (p *presence) tell(ctx context.Context, states map[int64]string) {
	if p.redis == nil || len(states) == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	until := strconv.FormatInt(time.Now().Add(presenceLife).Unix(), 10)
	fields := make([]any, 0, 2*len(states))
	for id, state := range states {
		fields = append(fields, strconv.FormatInt(id, 10), state+"|"+until)
	}
	_ = p.redis.HSet(ctx, presenceKey, fields...).Err() // best effort: the next renewal tries again
}

// online is how many of the staff are there and not away.
func (p *presence) online(ctx context.Context) int {
	n := 0
	for _, state := range p.states(ctx) {
		if state == StateOnline {
			n++
		}
	}
	return n
}

// states are those of everybody who is there, in all programs.
func (p *presence) states(ctx context.Context) map[int64]string {
	p.refresh(ctx)
	p.mu.Lock()
	defer p.mu.Unlock()
	all := make(map[int64]string, len(p.other)+len(p.here))
	for id, state := range p.other {
		all[id] = state
	}
	for id, st := range p.here {
		all[id] = st.state
	}
	return all
}

func (p *presence) refresh(ctx context.Context) {
	p.mu.Lock()
	due := time.Since(p.read) > presenceRead
	if due {
		p.read = time.Now() // others need not ask at the same moment
	}
	p.mu.Unlock()
	if !due {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, 500*time.Millisecond)
	defer cancel()
	other, err := p.told(ctx)
	if err != nil {
		other, err = present(ctx, p.db)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if err == nil || time.Since(p.read) > presenceLife {
		p.other = other
	}
}

// told is what all programs have told Redis.
func (p *presence) told(ctx context.Context) (map[int64]string, error) {
	if p.redis == nil {
		return nil, errNoRedis
	}
	entries, err := p.redis.HGetAll(ctx, presenceKey).Result()
	if err != nil {
		return nil, err
	}
	other := map[int64]string{}
	for field, value := range entries {
		id, err := strconv.ParseInt(field, 10, 64)
		state, until, _ := strings.Cut(value, "|")
		end, err2 := strconv.ParseInt(until, 10, 64)
		if err == nil && err2 == nil && end > time.Now().Unix() {
			other[id] = state
		}
	}
	return other, nil
}

var errNoRedis = errors.New("presence: no Redis")

type presenceFrame struct {
	T       string `json:"t"`
	StaffID int64  `json:"staff_id"`
	State   string `json:"state"`
}

func (s *Service) tellPresence(ctx context.Context, staffID int64, state string) {
	s.hub.Publish(ctx, consoleTopic, tagged(frameJSON, encode(presenceFrame{"presence", staffID, state})))
}
