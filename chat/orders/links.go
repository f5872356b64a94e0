package orders

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"math/big"
	"strconv"
	"time"

	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

// In a text message every letter costs, so the address of a page there is ten letters of 62: good for a week, and
// for as many tries as an address has. It leads to the page's own.
const (
	shortSize = 10
	shortLife = 7 * 24 * time.Hour
	letters   = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
)

// LinkFor is an order whose page a message of ours names.
type LinkFor struct{ MessageID, OrderID int64 }

// shortToken is the same each time the message is written anew, and nothing can be told of it without the secret.
func (s *Service) shortToken(l LinkFor) string {
	n := new(big.Int).SetBytes(s.hash("short", strconv.FormatInt(l.OrderID, 10), strconv.FormatInt(l.MessageID, 10)))
	out, base, digit := make([]byte, shortSize), big.NewInt(int64(len(letters))), new(big.Int)
	for i := range out {
		n.DivMod(n, base, digit)
		out[i] = letters[digit.Int64()]
	}
	return string(out)
}

func shortHash(token string) []byte {
	sum := sha256.Sum256([]byte("order:" + token))
	return sum[:]
}

const (
	sqlKeepLinks = `
INSERT INTO dari.order_links (token_hash, order_id, expires_at)
SELECT hash, order_id, dari.clock() + $3::interval FROM unnest($1::bytea[], $2::bigint[]) AS g(hash, order_id)
ON CONFLICT (token_hash) DO NOTHING`
	sqlOfLink      = `SELECT order_id FROM dari.order_links WHERE token_hash = $1 AND expires_at > dari.clock()`
	sqlForgetLinks = `DELETE FROM dari.order_links WHERE expires_at < dari.clock()`
)

// ShortURLs are short addresses of orders' pages, by the message that names them. They open nothing before they
// are kept, which this does.
func (s *Service) ShortURLs(ctx context.Context, list []LinkFor) (map[int64]string, error) {
	urls := make(map[int64]string, len(list))
	hashes, ids := make([][]byte, len(list)), make([]int64, len(list))
	for i, l := range list {
		token := s.shortToken(l)
		urls[l.MessageID], hashes[i], ids[i] = s.publicURL+"/o/"+token, shortHash(token), l.OrderID
	}
	if _, err := s.db.Exec(ctx, sqlKeepLinks, hashes, ids, shortLife); err != nil {
		return nil, fmt.Errorf("keep %d links to orders: %w", len(list), err)
	}
	return urls, nil
}

// ofShort is the order that a short token opens, 0 when it opens none.
func ofShort(ctx context.Context, q postgres.Querier, token string) (orderID int64, err error) {
	err = q.QueryRow(ctx, sqlOfLink, shortHash(token)).Scan(&orderID)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("find the order of a link: %w", err)
	}
	return orderID, nil
}
