package campaign

import (
	"context"

	"dari/internal/postgres"
	"dari/notify"
	"dari/notify/consent"
)

// Audience is whom a campaign is for: customers with any of the tags, or all of them. Only who
// agreed to advertising on the channel gets anything.
type Audience struct {
	Channel string   `json:"channel" enum:"email,sms"`
	Tags    []string `json:"tags,omitempty" maxItems:"50"`
}

// Preview says how many an audience has now: Selected = Sendable + the sum of Excluded.
type Preview struct {
	Selected int64            `json:"selected"`
	Sendable int64            `json:"sendable"`
	Excluded map[string]int64 `json:"excluded" doc:"no_consent, no_address, suppressed and duplicate, each with its count."`
}

// Why somebody of the audience gets nothing.
const (
	noConsent  = "no_consent"
	noAddress  = "no_address"
	suppressed = "suppressed"
	duplicate  = "duplicate" // another customer of the audience has the same address
)

const previewChunk = 20000

// PreviewOf counts an audience by the same rules by which a start freezes it.
func PreviewOf(ctx context.Context, q postgres.Querier, a Audience) (Preview, error) {
	p := Preview{Excluded: map[string]int64{}}
	seen := map[string]bool{}
	for after := int64(0); ; {
		people, err := candidates(ctx, q, a.tidy(), after, previewChunk)
		if err != nil || len(people) == 0 {
			return p, err
		}
		after = people[len(people)-1].ID
		sendable, err := sift(ctx, q, a.Channel, people, p.Excluded)
		if err != nil {
			return p, err
		}
		for _, r := range sendable {
			if seen[r.key] {
				p.Excluded[duplicate]++
				continue
			}
			seen[r.key] = true
			p.Sendable++
		}
		p.Selected += int64(len(people))
	}
}

// recipient is a candidate with a good address.
type recipient struct {
	candidate
	key string
}

// sift leaves who may be sent to, and counts the others by reason. Who shares an address with
// somebody before is still among them.
func sift(ctx context.Context, q postgres.Querier, channel string, people []candidate, excluded map[string]int64) ([]recipient, error) {
	good := make([]recipient, 0, len(people))
	keys := make([]string, 0, len(people))
	for _, c := range people {
		if !c.Consented {
			excluded[noConsent]++
			continue
		}
		key, ok := keyOf(channel, c.Address)
		if !ok {
			excluded[noAddress]++
			continue
		}
		good, keys = append(good, recipient{c, key}), append(keys, key)
	}
	if len(keys) == 0 {
		return nil, nil
	}
	blocked, err := consent.Suppressed(ctx, q, notify.Channel(channel), keys, true)
	if err != nil {
		return nil, err
	}
	refused, err := consent.Refused(ctx, q, notify.Channel(channel), keys)
	if err != nil {
		return nil, err
	}
	kept := good[:0]
	for _, r := range good {
		switch {
		case refused[r.key]:
			excluded[noConsent]++
		case blocked[r.key]:
			excluded[suppressed]++
		default:
			kept = append(kept, r)
		}
	}
	return kept, nil
}

// tidy gives SQL an array where the caller had none.
func (a Audience) tidy() Audience {
	if a.Tags == nil {
		a.Tags = []string{}
	}
	return a
}
