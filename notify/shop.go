package notify

import (
	"context"
	"fmt"
	"net/url"

	"dari/internal/postgres"
	"dari/internal/staff"
)

// messageHost is the right side of our Message-IDs: the sender's domain, or the host of the shop's
// address when no sender is set yet.
func messageHost(ctx context.Context, q postgres.Querier) (string, error) {
	shop, err := staff.Shop(ctx, q)
	if err != nil {
		return "", fmt.Errorf("read the shop's settings: %w", err)
	}
	if key, ok := emailKey(shop.SenderEmail); ok {
		return domainOf(key), nil
	}
	if u, err := url.Parse(shop.PublicURL); err == nil && isDomain(u.Hostname()) {
		return u.Hostname(), nil
	}
	return "dari.invalid", nil
}
