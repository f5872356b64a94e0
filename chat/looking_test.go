package chat

import (
	"testing"
	"time"

	"github.com/google/uuid"
)

func TestWhoWritesIsForgottenSixSecondsAfterTheLastLetter(t *testing.T) {
	const typing = 6 * time.Second // as the room is set up
	k, conv, began := newLookers(), uuid.New(), time.Now()
	l := looking{Socket: 1, StaffID: 7, Name: "민호", ID: 3, UID: conv, Kind: "answer", Text: "안녕", here: true}
	if changed := k.put(l, began, typing*3/4); len(changed) != 1 {
		t.Fatalf("the first letter changes %v", changed)
	}
	if people, texts := k.at(conv); people[0].Writing != "answer" || texts[0].Text != "안녕" {
		t.Errorf("people %v, texts %v", people, texts)
	}
	// The tick that ends it comes once a second: five of them are too early or just in time.
	for second := range 5 {
		now := began.Add(time.Duration(second) * time.Second)
		if changed, _ := k.lapse(now); len(changed) != 0 {
			t.Errorf("after %d s: changed %v", second, changed)
		}
	}
	changed, stopped := k.lapse(began.Add(5 * time.Second))
	if len(changed) != 1 || len(stopped) != 1 || stopped[0].Text != "" {
		t.Errorf("after 5 s: changed %v, stopped %v", changed, stopped)
	}
	if people, texts := k.at(conv); len(people) != 1 || people[0].Writing != "" || len(texts) != 0 {
		t.Errorf("who stopped writing still looks: %v %v", people, texts)
	}
	if changed, _ := k.lapse(began.Add(time.Hour)); len(changed) != 0 {
		t.Errorf("who is here stays without saying so again: %v", changed)
	}
}

func TestOfAnotherProgramOnlyWhatItRepeatsIsBelieved(t *testing.T) {
	k, conv, began := newLookers(), uuid.New(), time.Now()
	l := looking{Socket: 1, StaffID: 7, Name: "민호", ID: 3, UID: conv}
	k.put(l, began, 0)
	if changed := k.put(l, began.Add(10*time.Second), 0); len(changed) != 0 {
		t.Errorf("a repetition changes %v", changed)
	}
	if changed, _ := k.lapse(began.Add(24 * time.Second)); len(changed) != 0 {
		t.Errorf("14 s after the repetition: %v", changed)
	}
	changed, stopped := k.lapse(began.Add(26 * time.Second))
	if people, _ := k.at(conv); len(changed) != 1 || len(stopped) != 0 || len(people) != 0 {
		t.Errorf("16 s after it: changed %v, stopped %v, people %v", changed, stopped, people)
	}
}

func TestTwoWindowsAreOnePersonAndLookingElsewhereLeaves(t *testing.T) {
	k, one, other, now := newLookers(), uuid.New(), uuid.New(), time.Now()
	k.put(looking{Socket: 1, StaffID: 7, Name: "민호", ID: 3, UID: one, here: true}, now, 0)
	k.put(looking{Socket: 2, StaffID: 7, Name: "민호", ID: 3, UID: one, here: true, Kind: "note", Text: "메모"}, now, time.Second)
	if people, _ := k.at(one); len(people) != 1 || people[0].Writing != "note" {
		t.Errorf("people %v", people)
	}
	changed := k.put(looking{Socket: 2, StaffID: 7, Name: "민호", ID: 4, UID: other, here: true}, now, 0)
	if len(changed) != 2 || len(k.places()) != 2 {
		t.Errorf("changed %v, places %v", changed, k.places())
	}
	if _, known := k.drop(1); !known || len(k.places()) != 1 {
		t.Errorf("places %v", k.places())
	}
}
