package chat

import (
	"context"
	"strconv"
	"strings"

	"dari/internal/thread"
)

// LinkPrefix begins the tokens of those who have opened a one-time link. They read and write their
// thread with it as a visitor does with theirs, and prove nothing more: such a shopper may be a
// customer, and is not verified.
const LinkPrefix = "link_"

// byLink is who holds such a token; otherwise is the answer to one that is over.
func (s *Service) byLink(ctx context.Context, token string, otherwise error) (identity, error) {
	if s.session == nil {
		return identity{}, otherwise
	}
	owner, until, err := s.session(ctx, s.db, token)
	if err == nil && owner == (thread.Owner{}) {
		err = otherwise
	}
	return identity{owner: owner, expires: until}, err
}

// Present are the shoppers with a socket or a held question open in this program.
func (s *Service) Present() []thread.Owner {
	var list []thread.Owner
	for _, prefix := range []string{"customer:", "visitor:"} {
		for _, topic := range s.hub.Topics(prefix) {
			id, err := strconv.ParseInt(strings.TrimPrefix(topic, prefix), 10, 64)
			if err != nil {
				continue
			}
			if prefix == "customer:" {
				list = append(list, thread.Owner{CustomerID: id})
			} else {
				list = append(list, thread.Owner{VisitorID: id})
			}
		}
	}
	return list
}
