package chat

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"dari/internal/thread"

	"github.com/jackc/pgx/v5"
)

// LinkPrefix begins the tokens of those who have opened a one-time link. They read and write their
// thread with it as a visitor does with theirs, and prove nothing more: such a shopper may be a
// customer, and is not verified.
const LinkPrefix = "link_"

// viaLink is the data of a message whose writer has opened a link: no answer to it may tell more than the
// thread does, whosever the thread is.
var viaLink = json.RawMessage(`{"via":"link"}`)

// byLink is who holds such a token; otherwise is the answer to one that is over.
func (s *Service) byLink(ctx context.Context, token string, otherwise error) (identity, error) {
	if s.session == nil {
		return identity{}, otherwise
	}
	owner, until, err := s.session(ctx, s.db, token)
	if err == nil && owner == (thread.Owner{}) {
		err = otherwise
	}
	return identity{owner: owner, expires: until, pass: linkPass(token), linked: true}, err
}

// linkPass names such a token where logouts are noted: by its hash, for the token itself is a secret.
func linkPass(token string) pass {
	return pass{subject: LinkPrefix + hex.EncodeToString(hashToken(token)), id: "link"}
}

// linkNoted is how long a logout is kept in mind: by then every program has closed its sockets.
const linkNoted = time.Hour

// endLink ends what an opened link lets in, and answers whose sockets are to be closed; nobody's when it
// was over. Whoever holds the shopper's own token stays.
func (s *Service) endLink(ctx context.Context, tx pgx.Tx, token string) (o thread.Owner, err error) {
	if s.endSession == nil {
		return o, nil
	}
	if o, err = s.endSession(ctx, tx, token); err != nil || o == (thread.Owner{}) {
		return o, err
	}
	p := linkPass(token)
	if _, err := tx.Exec(ctx, sqlRevokeToken, p.subject, p.id, 0, s.now().Add(linkNoted)); err != nil {
		return o, fmt.Errorf("note that a link's holder has logged out: %w", err)
	}
	return o, nil
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
