package chat

import (
	"context"
	"net/netip"
	"sync"
	"time"

	"dari/internal/fault"
	"dari/internal/korean"

	"golang.org/x/time/rate"
)

// rates hold one limiter for each key, an address for instance. When there are too many keys all are
// forgotten: who is at their limit gains one burst by that, and the memory stays bounded.
type rates struct {
	mu    sync.Mutex
	limit rate.Limit
	burst int
	keys  map[string]*rate.Limiter
}

const mostRates = 20_000

func newRates(perSecond float64, burst int) *rates {
	return &rates{limit: rate.Limit(perSecond), burst: burst, keys: map[string]*rate.Limiter{}}
}

func (r *rates) allow(key string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	l := r.keys[key]
	if l == nil {
		if len(r.keys) >= mostRates {
			clear(r.keys)
		}
		l = rate.NewLimiter(r.limit, r.burst)
		r.keys[key] = l
	}
	return l.Allow()
}

// networkShare is how much more a whole network may do than one address of it: behind one there may be
// an office, or the phones of a carrier.
const networkShare = 5

// places hold one limiter for each address and one for the network it lies in, so that who has many
// addresses gains little by them.
type places struct{ hosts, networks *rates }

func newPlaces(perSecond float64, burst int) *places {
	return &places{newRates(perSecond, burst), newRates(networkShare*perSecond, networkShare*burst)}
}

func (p *places) allow(address string) bool {
	network := networkOf(address)
	return p.hosts.allow(hostOf(address)) && (network == "" || p.networks.allow(network))
}

// hostOf is by what one caller is counted: who has an address of IPv6 has 2⁶⁴ of them.
func hostOf(address string) string {
	if ip, err := netip.ParseAddr(address); err == nil && ip.Unmap().Is6() {
		return prefixOf(ip, 64)
	}
	return address
}

// networkOf is the /24 of an address, of IPv6 the /48; empty for this machine's own and for what is no address.
func networkOf(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil || ip.Unmap().IsLoopback() {
		return ""
	}
	if ip = ip.Unmap(); ip.Is6() {
		return prefixOf(ip, 48)
	}
	return prefixOf(ip, 24)
}

func prefixOf(ip netip.Addr, bits int) string {
	prefix, err := ip.WithZone("").Prefix(bits)
	if err != nil {
		return ip.String()
	}
	return prefix.String()
}

// tooMany is the refusal of who is over a limit by plain requests: it says how the shop is reached otherwise.
func (s *Service) tooMany(ctx context.Context, after int) error {
	if phone := s.phone(ctx); phone != "" {
		return fault.New(fault.TooMany, "chat.too_many_call", fault.Arg("phone", phone)).After(after)
	}
	return fault.New(fault.TooMany, "too_many").After(after)
}

// phone is the shop's number as it is read; empty when there is none, or nobody can say just now.
func (s *Service) phone(ctx context.Context) string {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	settings, err := s.shop.get(ctx, s.db)
	if err != nil || settings.Phone == "" {
		return ""
	}
	return korean.FormatPhone(settings.Phone)
}

// tooFast refuses a frame beyond the rate; who does not slow down is closed.
func (c *conn) tooFast(f inFrame) int {
	c.over++
	if c.over > c.s.limits.Burst {
		return closeRate
	}
	if f.T == "send" {
		c.nack(f.ClientID, "rate", c.tooFastText(), c.pause())
	}
	return 0
}

func (c *conn) tooFastText() string {
	if phone := c.s.phone(context.Background()); phone != "" {
		return c.text("chat.nack.rate_call", "phone", phone)
	}
	return c.text("chat.nack.rate")
}

// pause is how long a client at its limit does well to wait.
func (c *conn) pause() time.Duration {
	return time.Duration(float64(time.Second) * float64(c.s.limits.Burst) / 2 / c.s.limits.Rate)
}
