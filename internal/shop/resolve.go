package shop

import (
	"context"
	"slices"

	"github.com/jackc/pgx/v5"
)

// resolveOwners says for each order whose it is: the customer the shop names, or else the guest
// reached at the buyer's number or address; who is not known yet is written down. 0 is nobody.
//
// What a buyer typed is not proven: it never makes an order a member's, unless the shop has verified
// the number or the address, or both of them are that member's.
func resolveOwners(ctx context.Context, tx pgx.Tx, changes []OrderChange) ([]int64, error) {
	wants := make([]ownerWanted, len(changes))
	for i := range changes {
		wants[i] = wantedBy(&changes[i])
	}
	found, err := findOwners(ctx, tx, wants)
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(wants, func(w ownerWanted) bool { return found.owner(w) == 0 && found.mayBeMade(w) }) {
		return found.ofAll(wants), nil
	}
	// Of all who would write down the same new person one does.
	if err := lockCustomers(ctx, tx); err != nil {
		return nil, err
	}
	if found, err = findOwners(ctx, tx, wants); err != nil {
		return nil, err
	}
	var unknown []newPerson
	for i, w := range wants {
		if found.owner(w) == 0 && found.mayBeMade(w) {
			found.expect(w, len(unknown))
			unknown = append(unknown, personOf(w, &changes[i]))
		}
	}
	ids, err := insertPeople(ctx, tx, unknown)
	if err != nil {
		return nil, err
	}
	found.made = ids
	return found.ofAll(wants), nil
}

// ownerWanted is what an order says about who bought it, normalised.
type ownerWanted struct{ ref, phone, email string }

func wantedBy(c *OrderChange) ownerWanted {
	var w ownerWanted
	if c.CustomerRef != nil {
		w.ref = *c.CustomerRef
	}
	if c.BuyerPhone != nil {
		w.phone = phoneKey(*c.BuyerPhone)
	}
	if c.BuyerEmail != nil {
		w.email = emailKey(*c.BuyerEmail)
	}
	return w
}

type newPerson struct {
	UID   string `json:"uid"`
	Ref   string `json:"ref"`
	Name  string `json:"name"`
	Phone string `json:"phone"`
	Email string `json:"email"`
	Lang  string `json:"lang"`

	phoneNorm, emailNorm string
}

func personOf(w ownerWanted, c *OrderChange) newPerson {
	p := newPerson{UID: newUID(), Ref: w.ref, Lang: "ko", phoneNorm: w.phone, emailNorm: w.email}
	set(&p.Name, c.BuyerName)
	set(&p.Phone, c.BuyerPhone)
	set(&p.Email, c.BuyerEmail)
	set(&p.Lang, c.Lang)
	return p
}

// identityOwner is who is reached at a number or an address.
type identityOwner struct {
	id       int64
	guest    bool
	verified bool
}

// knownOwners are the people that orders of a batch may belong to. Those who are about to be written
// down are numbered from 1 on below zero.
type knownOwners struct {
	byRef, byPhone, byEmail map[string]identityOwner
	made                    []int64
}

func (k *knownOwners) owner(w ownerWanted) int64 {
	if w.ref != "" {
		return k.real(k.byRef[w.ref].id)
	}
	phone, email := k.byPhone[w.phone], k.byEmail[w.email]
	switch {
	case phone.id != 0 && (phone.guest || phone.verified || phone.id == email.id):
		return k.real(phone.id)
	case email.id != 0 && (email.guest || email.verified):
		return k.real(email.id)
	}
	return 0
}

func (k *knownOwners) real(id int64) int64 {
	if id < 0 && int(-id) <= len(k.made) {
		return k.made[-id-1]
	}
	return id
}

// mayBeMade reports whether there is anything of this person's own that we would know them by.
func (k *knownOwners) mayBeMade(w ownerWanted) bool {
	if w.ref != "" {
		return true
	}
	return (w.phone != "" && k.byPhone[w.phone].id == 0) || (w.email != "" && k.byEmail[w.email].id == 0)
}

// expect notes that the person is the nth to be written down.
func (k *knownOwners) expect(w ownerWanted, n int) {
	owner := identityOwner{id: int64(-n - 1), guest: w.ref == ""}
	if w.ref != "" {
		k.byRef[w.ref] = owner
	}
	if w.phone != "" && k.byPhone[w.phone].id == 0 {
		k.byPhone[w.phone] = owner
	}
	if w.email != "" && k.byEmail[w.email].id == 0 {
		k.byEmail[w.email] = owner
	}
}

func (k *knownOwners) ofAll(wants []ownerWanted) []int64 {
	owners := make([]int64, len(wants))
	for i, w := range wants {
		owners[i] = k.owner(w)
	}
	return owners
}
