package chat

import "context"

// TellStaff pushes a frame to the consoles that show a conversation; no widget gets it.
func (s *Service) TellStaff(ctx context.Context, conversationID int64, frame any) {
	s.hub.Publish(ctx, notesTopic(conversationID), tagged(frameJSON, encode(frame)))
}
