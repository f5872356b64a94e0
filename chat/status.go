package chat

// Hours are when the shop's staff answer.
type Hours struct{}

// DefaultHours are those of a shop that has set none.
func DefaultHours() Hours { return Hours{} }
