package campaign

// State is where a campaign stands.
type State string

// The states of a campaign.
const (
	Draft     State = "draft"     // being written
	Scheduled State = "scheduled" // starts at scheduled_at
	Held      State = "held"      // its time has passed unnoticed: a person must say whether it still goes
	Freezing  State = "freezing"  // its audience is being written down; the first messages leave already
	Sending   State = "sending"   // its audience is fixed
	Paused    State = "paused"    // nothing leaves until it is resumed
	Done      State = "done"      // no message is open any more
	Cancelled State = "cancelled" // whoever has not got it will not get it
)

// Action is what a person does to a campaign.
type Action string

// The actions of a person.
const (
	Edit     Action = "edit"
	Schedule Action = "schedule"
	Pause    Action = "pause"
	Resume   Action = "resume"
	Cancel   Action = "cancel"
)

// next says which state an action leads to. Resuming leads to Freezing, also when the audience was
// fixed already: the freeze goes on behind the last customer and ends at once when there is none.
var next = map[Action]map[State]State{
	Edit:     {Draft: Draft, Scheduled: Scheduled, Held: Held, Paused: Paused},
	Schedule: {Draft: Scheduled, Scheduled: Scheduled, Held: Scheduled},
	Pause:    {Freezing: Paused, Sending: Paused},
	Resume:   {Held: Freezing, Paused: Freezing},
	Cancel:   {Draft: Cancelled, Scheduled: Cancelled, Held: Cancelled, Freezing: Cancelled, Sending: Cancelled, Paused: Cancelled},
}

// Next is the state an action leads to; false when it may not be done now.
func Next(from State, a Action) (State, bool) {
	to, ok := next[a][from]
	return to, ok
}

// done says that the action has been done already: a second click is no fault.
func done(s State, a Action) bool {
	switch a {
	case Pause:
		return s == Paused
	case Resume:
		return s == Freezing || s == Sending
	case Cancel:
		return s == Cancelled
	default:
		return false
	}
}
