package tickets

// Replay lets an event happen to a ticket that is built up from its history, as Rebuild does with all of
// them: for whoever needs to know how it stood in between.
func (r *Record) Replay(e Event) { r.apply(e) }
