package rules

import (
	"testing"
	"time"

	"dari/internal/fault"
	"dari/internal/shop/hours"
	"dari/tickets/action"
)

func ptr[T any](v T) *T { return &v }

var monday = time.Date(2026, 11, 23, 10, 0, 0, 0, time.FixedZone("KST", 9*60*60))

func TestACondition(t *testing.T) {
	facts := Facts{
		State: "open", Channel: "mail", Type: "return", Priority: 2, OwnerID: ptr(int64(7)), Tags: []string{"파손", "급함"}, Subject: "화분이 깨져서 왔어요",
		Text: "상자가 젖어 있었고 파 손 됐어요", HasOrder: true, OrderStatus: "delivered", CustomerTags: []string{"VIP"}, WaitingSince: ptr(monday.Add(-45 * time.Minute)),
		OpenedAt: monday.Add(-time.Hour), LastAt: monday.Add(-30 * time.Minute), Now: monday,
	}
	tests := map[string]struct {
		c    Cond
		want bool
	}{
		"a state":                               {Cond{"state", "is", []string{"new", "open"}}, true},
		"not a state":                           {Cond{"state", "not", []string{"open"}}, false},
		"none of several":                       {Cond{"state", "not", []string{"solved", "closed"}}, true},
		"a channel":                             {Cond{"channel", "is", []string{"chat"}}, false},
		"an owner by number":                    {Cond{"owner", "is", []string{"7"}}, true},
		"somebody":                              {Cond{"owner", "is", []string{"any"}}, true},
		"nobody":                                {Cond{"owner", "is", []string{"none"}}, false},
		"no team":                               {Cond{"team", "is", []string{"none"}}, true},
		"a tag among them":                      {Cond{"tag", "has", []string{"파손"}}, true},
		"a tag that is missing":                 {Cond{"tag", "lacks", []string{"반품", "급함"}}, false},
		"words in the subject, spacing-blind":   {Cond{"subject", "has", []string{"깨져서왔"}}, true},
		"words in the message, spacing-blind":   {Cond{"text", "has", []string{"파손"}}, true},
		"words that are not there":              {Cond{"text", "lacks", []string{"환불"}}, true},
		"a mark of the customer":                {Cond{"customer_tag", "has", []string{"VIP"}}, true},
		"a priority above":                      {Cond{"priority", "over", []string{"1"}}, true},
		"a priority below":                      {Cond{"priority", "under", []string{"2"}}, false},
		"waiting for more than half an hour":    {Cond{"waiting", "over", []string{"30"}}, true},
		"waiting for less":                      {Cond{"waiting", "under", []string{"30"}}, false},
		"a score nobody gave is not low":        {Cond{"score", "under", []string{"3"}}, false},
		"an hour of the day":                    {Cond{"hour", "under", []string{"12"}}, true},
		"a day of the week":                     {Cond{"weekday", "is", []string{"1"}}, true},
		"an order":                              {Cond{"order", "is", []string{"yes"}}, true},
		"the state of the order":                {Cond{"order_status", "is", []string{"delivered"}}, true},
		"put aside":                             {Cond{"snoozed", "is", []string{"yes"}}, false},
		"a number that is none never holds":     {Cond{"priority", "over", []string{"x"}}, false},
		"words of signs alone are never there":  {Cond{"text", "has", []string{"!!"}}, false},
		"a field nobody knows holds nothing":    {Cond{"moon", "is", []string{"1"}}, false},
		"not a field nobody knows is no matter": {Cond{"moon", "not", []string{"1"}}, true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got := test.c.holds(facts); got != test.want {
				t.Errorf("%v is %v", test.c, got)
			}
		})
	}
}

func TestARuleFiresOnItsEventWhenAllAndAnyHold(t *testing.T) {
	mail, urgent, broken := Cond{"channel", "is", []string{"mail"}}, Cond{"priority", "is", []string{"3"}}, Cond{"tag", "has", []string{"파손"}}
	facts := Facts{State: "open", Channel: "mail", Tags: []string{"파손"}, Now: monday}
	tests := map[string]struct {
		d    Draft
		h    Happened
		want bool
	}{
		"its event, no conditions":           {Draft{Event: Event{Kind: OnOpened}}, Happened{Kind: OnOpened}, true},
		"another event":                      {Draft{Event: Event{Kind: OnOpened}}, Happened{Kind: OnMessage}, false},
		"all hold":                           {Draft{Event: Event{Kind: OnOpened}, All: []Cond{mail, broken}}, Happened{Kind: OnOpened}, true},
		"one of all does not":                {Draft{Event: Event{Kind: OnOpened}, All: []Cond{mail, urgent}}, Happened{Kind: OnOpened}, false},
		"one of any is enough":               {Draft{Event: Event{Kind: OnOpened}, Any: []Cond{urgent, broken}}, Happened{Kind: OnOpened}, true},
		"none of any":                        {Draft{Event: Event{Kind: OnOpened}, Any: []Cond{urgent}}, Happened{Kind: OnOpened}, false},
		"all hold and none of any":           {Draft{Event: Event{Kind: OnOpened}, All: []Cond{mail}, Any: []Cond{urgent}}, Happened{Kind: OnOpened}, false},
		"the state it asks for":              {Draft{Event: Event{Kind: OnState, State: "solved"}}, Happened{Kind: OnState, State: "solved"}, true},
		"another state":                      {Draft{Event: Event{Kind: OnState, State: "solved"}}, Happened{Kind: OnState, State: "open"}, false},
		"any state":                          {Draft{Event: Event{Kind: OnState}}, Happened{Kind: OnState, State: "open"}, true},
		"the tag it asks for among several":  {Draft{Event: Event{Kind: OnTagged, Tag: "파손"}}, Happened{Kind: OnTagged, Tags: []string{"급함", "파손"}}, true},
		"another tag":                        {Draft{Event: Event{Kind: OnTagged, Tag: "파손"}}, Happened{Kind: OnTagged, Tags: []string{"급함"}}, false},
		"time does not pass by other events": {Draft{Event: Event{Kind: OnTime, Minutes: 5}}, Happened{Kind: OnMessage}, false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got := test.d.fires(test.h, facts); got != test.want {
				t.Errorf("it fires: %v", got)
			}
		})
	}
}

func TestTimeRunsFromWhatTheRuleSays(t *testing.T) {
	f := Facts{State: "waiting", OpenedAt: monday.Add(-3 * time.Hour), LastAt: monday.Add(-2 * time.Hour), Now: monday}
	if at, _, runs := (Event{Kind: OnTime, Since: SinceSilence, Minutes: 60}).due(f, nil); !runs || !at.Equal(monday.Add(-time.Hour)) {
		t.Errorf("silence is due at %v, %v", at, runs)
	}
	if at, _, runs := (Event{Kind: OnTime, Since: SinceOpened, Minutes: 60}).due(f, nil); !runs || !at.Equal(monday.Add(-2*time.Hour)) {
		t.Errorf("since the opening it is due at %v, %v", at, runs)
	}
	if _, _, runs := (Event{Kind: OnTime, Since: SinceWaiting, Minutes: 60}).due(f, nil); runs {
		t.Error("nobody waits, and the time runs")
	}
	open := hours.New(hours.Plan{Zone: monday.Location(), Week: [7]hours.Weekday{
		time.Friday: {Open: []hours.Span{{From: hours.At(10, 0), To: hours.At(18, 0)}}},
		time.Monday: {Open: []hours.Span{{From: hours.At(10, 0), To: hours.At(18, 0)}}},
	}})
	friday := time.Date(monday.Year(), monday.Month(), monday.Day()-3, 17, 30, 0, 0, monday.Location())
	for clock, want := range map[string]time.Time{
		ClockBusiness: time.Date(monday.Year(), monday.Month(), monday.Day(), 10, 30, 0, 0, monday.Location()),
		"wall":        friday.Add(time.Hour),
		"":            friday.Add(time.Hour),
	} {
		if at, _, runs := (Event{Kind: OnTime, Since: SinceOpened, Minutes: 60, Clock: clock}).due(Facts{State: "open", OpenedAt: friday, Now: monday}, open); !runs || !at.Equal(want) {
			t.Errorf("by the clock %q it is due at %v, want %v", clock, at, want)
		}
	}
	f.State = "closed"
	if _, _, runs := (Event{Kind: OnTime, Since: SinceSilence, Minutes: 60}).due(f, nil); runs {
		t.Error("time runs on a closed ticket")
	}
}

func TestARuleNeverFollowsFromItself(t *testing.T) {
	tests := map[string]struct {
		cause string
		want  bool
	}{
		"a person":                            {"", false},
		"a macro":                             {"macro:0190", false},
		"itself":                              {"rule:3", true},
		"itself by way of another":            {"rule:3,rule:7", true},
		"another":                             {"rule:7", false},
		"a rule whose number begins the same": {"rule:33", false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got := inChain(test.cause, 3); got != test.want {
				t.Errorf("it is in the chain: %v", got)
			}
		})
	}
	cause, ok := "", true
	for id := int64(1); id <= maxChain; id++ {
		if cause, ok = chained(cause, id); !ok {
			t.Fatalf("the chain ends at %d", id)
		}
	}
	if _, ok := chained(cause, 99); ok {
		t.Errorf("the chain %s goes on", cause)
	}
}

func TestARuleThatMakesNoSenseIsRefused(t *testing.T) {
	good := Draft{Name: "파손", Event: Event{Kind: OnMessage}, All: []Cond{{"text", "has", []string{"파손"}}}, Actions: action.Actions{AddTags: []string{"파손"}}}
	if err := good.check(); err != nil {
		t.Fatal(err)
	}
	tests := map[string]func(*Draft){
		"it has no name":                        func(d *Draft) { d.Name = "  " },
		"it does nothing":                       func(d *Draft) { d.Actions = action.Actions{} },
		"a comparison that the field lacks":     func(d *Draft) { d.All = []Cond{{"tag", "over", []string{"1"}}} },
		"a condition without a value":           func(d *Draft) { d.Any = []Cond{{"tag", "has", nil}} },
		"a number that is none":                 func(d *Draft) { d.All = []Cond{{"priority", "over", []string{"높음"}}} },
		"time without minutes":                  func(d *Draft) { d.Event = Event{Kind: OnTime} },
		"a rule is nobody":                      func(d *Draft) { d.Actions = action.Actions{Owner: action.Me} },
		"the same tag put on and taken off":     func(d *Draft) { d.Actions = action.Actions{AddTags: []string{"a"}, RemoveTags: []string{"#a"}} },
		"solved and put aside at the same time": func(d *Draft) { d.Actions = action.Actions{Solve: true, Snooze: "hour"} },
	}
	for name, spoil := range tests {
		t.Run(name, func(t *testing.T) {
			d := good
			spoil(&d)
			if err := d.check(); !fault.Is(err, fault.Invalid) {
				t.Errorf("it is taken: %v", err)
			}
		})
	}
}
