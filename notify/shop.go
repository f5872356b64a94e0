package notify

import (
	"context"
	"fmt"
	"net/url"
	"sync"
	"time"

	"dari/internal/postgres"
	"dari/internal/staff"
)

// MessageHost is the right side of our Message-IDs and of the addresses that answers come back to: the
// sender's domain, or the host of the shop's address when no sender is set yet.
func MessageHost(ctx context.Context, q postgres.Querier) (string, error) { return messageHost(ctx, q) }

func messageHost(ctx context.Context, q postgres.Querier) (string, error) {
	shop, err := staff.Shop(ctx, q)
	if err != nil {
		return "", fmt.Errorf("read the shop's settings: %w", err)
	}
	return domainOf(senderAddress(shop)), nil
}

// senderAddress is the address mails come from. A shop that has set none yet gets one at the host of
// its pages, so that its notices are not lost meanwhile.
func senderAddress(shop staff.ShopSettings) string {
	if key, ok := emailKey(shop.SenderEmail); ok {
		return key
	}
	if u, err := url.Parse(shop.PublicURL); err == nil {
		if key, ok := emailKey("no-reply@" + u.Hostname()); ok {
			return key
		}
	}
	return "no-reply@dari.invalid"
}

// shopCache keeps the shop's settings for a moment: every message shows them.
type shopCache struct {
	db postgres.Querier

	mu   sync.Mutex
	shop staff.ShopSettings
	at   time.Time
}

func (c *shopCache) get(ctx context.Context) (staff.ShopSettings, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.at.IsZero() && time.Since(c.at) < 2*time.Second {
		return c.shop, nil
	}
	shop, err := staff.Shop(ctx, c.db)
	if err != nil {
		return shop, fmt.Errorf("read the shop's settings: %w", err)
	}
	c.shop, c.at = shop, time.Now()
	return shop, nil
}

// shopName is the name in the reader's language.
func shopName(shop staff.ShopSettings, lang string) string {
	if lang == "en" && shop.NameEn != "" {
		return shop.NameEn
	}
	return shop.Name
}

func senderName(shop staff.ShopSettings, lang string) string {
	if lang == "ko" && shop.SenderName != "" {
		return shop.SenderName
	}
	return shopName(shop, lang)
}
