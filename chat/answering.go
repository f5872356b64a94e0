package chat

import (
	"context"

	"dari/internal/staff"
)

// Answering says in words whether somebody answers now, and in which hours they do, for pages beside the chat.
func (s *Service) Answering(ctx context.Context, shop staff.ShopSettings, lang string) (status, week string, err error) {
	now, calendar, err := s.status(ctx, shop, lang, nil)
	if err != nil {
		return "", "", err
	}
	return now.Line, weekLine(lang, calendar.Plan()), nil
}
