package alerts

import (
	"fmt"
	"time"

	"dari/internal/fault"
	"dari/internal/korean"
	"dari/internal/shop/hours"
)

// Row is a thing to be told of.
type Row string

// The rows of the matrix.
const (
	Fresh   Row = "new"     // somebody asks, and nobody has taken it
	Reply   Row = "reply"   // in a ticket of one's own
	Mention Row = "mention" // a colleague named one in a note
	Soon    Row = "soon"    // due in five minutes
	Late    Row = "late"    // overdue
	Low     Row = "low"     // a low score
)

// Ways are how one wants to be told.
type Ways struct {
	Screen  bool `json:"screen"`
	Sound   bool `json:"sound"`
	Desktop bool `json:"desktop"`
	Mail    bool `json:"mail"`
	SMS     bool `json:"sms" doc:"Of what is grave alone: late and low."`
}

// Matrix is which rows one wants to be told of, and how.
type Matrix struct {
	New     Ways `json:"new"`
	Reply   Ways `json:"reply"`
	Mention Ways `json:"mention"`
	Soon    Ways `json:"soon"`
	Late    Ways `json:"late"`
	Low     Ways `json:"low"`
}

// Of is what the matrix says of a row.
func (m *Matrix) Of(r Row) Ways {
	switch r {
	case Fresh:
		return m.New
	case Reply:
		return m.Reply
	case Mention:
		return m.Mention
	case Soon:
		return m.Soon
	case Late:
		return m.Late
	default:
		return m.Low
	}
}

// Default is the matrix of who has chosen nothing.
func Default() Matrix {
	return Matrix{
		New:     Ways{Screen: true},
		Reply:   Ways{Screen: true, Sound: true},
		Mention: Ways{Screen: true, Sound: true},
		Soon:    Ways{Screen: true, Sound: true, Desktop: true},
		Late:    Ways{Screen: true, Sound: true, Desktop: true},
		Low:     Ways{Screen: true, Mail: true},
	}
}

// Quiet is a part of the day in which nothing makes a noise; it may go over midnight.
type Quiet struct {
	From string `json:"from" pattern:"^([01][0-9]|2[0-3]):[0-5][0-9]$" doc:"22:00"`
	To   string `json:"to" pattern:"^([01][0-9]|2[0-3]):[0-5][0-9]$" doc:"08:00"`
}

// Prefs are what a person has chosen.
type Prefs struct {
	Matrix  Matrix `json:"matrix"`
	Quiet   *Quiet `json:"quiet" doc:"Null: only their working hours count."`
	Phone   string `json:"phone" maxLength:"30" doc:"For text messages; empty: none are sent."`
	Version int    `json:"version" doc:"Send back what was read: 409 when somebody else was faster."`
}

// check refuses what cannot be done and writes the number as it is kept.
func (p *Prefs) check() error {
	for row, w := range map[Row]Ways{Fresh: p.Matrix.New, Reply: p.Matrix.Reply, Mention: p.Matrix.Mention, Soon: p.Matrix.Soon} {
		if w.SMS {
			return fault.Field("alerts.sms_grave_only", "matrix."+string(row)+".sms")
		}
	}
	if p.Phone != "" {
		key, err := korean.NormalizePhone(p.Phone)
		if err != nil || !korean.IsMobile(key) {
			return fault.Field("alerts.phone", "phone")
		}
		p.Phone = key
	}
	if p.Phone == "" && (p.Matrix.Late.SMS || p.Matrix.Low.SMS) {
		return fault.Field("alerts.phone", "phone")
	}
	return nil
}

func clockOf(text string) (int, error) {
	t, err := time.Parse("15:04", text)
	if err != nil {
		return 0, fmt.Errorf("read the time of day %q: %w", text, err)
	}
	return t.Hour()*60 + t.Minute(), nil
}

func textOf(minute int) string { return fmt.Sprintf("%02d:%02d", minute/60, minute%60) }

// person is a member of staff who may be told.
type person struct {
	ID        int64
	Name      string
	Email     string
	Lang      string
	Role      string
	On        bool // takes chats just now
	Calendar  int64
	Matrix    *Matrix
	QuietFrom *int
	QuietTo   *int
	Phone     string
}

// reach is what of an alert gets to a person now.
type reach struct {
	Screen, Sound, Desktop, Mail, SMS bool
	Quiet                             bool
}

func (r reach) any() bool { return r.Screen || r.Sound || r.Desktop || r.Mail || r.SMS }

// decide says how a person is told. Outside their hours and in their quiet time nothing makes a noise
// or follows them home: who has a screen open still sees it there. What nobody has taken is no matter
// of who is away from work.
func (p *person) decide(row Row, now time.Time, cal *hours.Calendar, shared bool) reach {
	matrix := p.Matrix
	if matrix == nil {
		preset := Default()
		matrix = &preset
	}
	w := matrix.Of(row)
	r := reach{w.Screen, w.Sound, w.Desktop, w.Mail, w.SMS && p.Phone != "" && (row == Late || row == Low), false}
	if shared && !p.On {
		r.Screen, r.Sound, r.Desktop = false, false, false
	}
	if !cal.Open(now) || p.quiet(now.In(cal.Zone())) {
		r = reach{Screen: r.Screen, Quiet: true}
	}
	return r
}

func (p *person) quiet(local time.Time) bool {
	if p.QuietFrom == nil || p.QuietTo == nil {
		return false
	}
	at, from, to := local.Hour()*60+local.Minute(), *p.QuietFrom, *p.QuietTo
	if from <= to {
		return at >= from && at < to
	}
	return at >= from || at < to
}
