package mail

// Signed tells whether an address is one of those that answers or refusals come back to: nobody writes to
// them of their own accord.
func (s *Service) Signed(address string) bool { return s.isSigned(address) }
