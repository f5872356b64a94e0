package shop

import (
	"context"
	"slices"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// ApplyCustomers brings what a source says about customers into the tables: who is new is inserted, a
// real change makes a new version, numbers and addresses become identities, and consents are handed
// on, all in the caller's transaction. All changes come from one source and name different customers.
func ApplyCustomers(ctx context.Context, tx pgx.Tx, changes []CustomerChange, how Apply) ([]AppliedCustomer, error) {
	if len(changes) == 0 {
		return nil, nil
	}
	if err := lockCustomers(ctx, tx); err != nil {
		return nil, err
	}
	refs := make([]string, len(changes))
	for i, c := range changes {
		refs[i] = c.Ref
	}
	stored, err := lockCustomersByRef(ctx, tx, refs)
	if err != nil {
		return nil, err
	}
	b := &customerBatch{tx: tx, changes: changes, stored: stored, applied: make([]AppliedCustomer, len(changes))}
	b.compare()
	if err := b.write(ctx); err != nil {
		return nil, err
	}
	return b.applied, b.consents(ctx, how)
}

type customerBatch struct {
	tx      pgx.Tx
	changes []CustomerChange
	stored  map[string]storedCustomer
	applied []AppliedCustomer

	made, changed []customerRow
	lost, gained  []identityRow // gained by members who are new yet have no id: filled by ref
	byRef         []identityRef
}

type identityRef struct{ ref, kind, value string }

func (b *customerBatch) compare() {
	for i := range b.changes {
		c := &b.changes[i]
		old, known := b.stored[c.Ref]
		if !known {
			next := Customer{UID: uuid.MustParse(newUID()), Ref: c.Ref, Lang: "ko", Tags: []string{}, Version: 1}
			assignCustomer(&next, c)
			b.made = append(b.made, customerRowOf(&next, c))
			b.reach(nil, &next)
			b.applied[i] = AppliedCustomer{Ref: c.Ref, New: true, Changed: true}
			continue
		}
		before := old.whole()
		next := before
		c.dropUnchanged(old.Seen)
		assignCustomer(&next, c)
		b.applied[i] = AppliedCustomer{ID: before.ID, Ref: c.Ref}
		if sameCustomer(&before, &next) {
			if c.Seen != nil && string(c.Seen) != string(old.Seen) {
				b.changed = append(b.changed, customerRowOf(&next, c))
			}
			continue
		}
		next.Version++
		b.applied[i].Changed = true
		b.changed = append(b.changed, customerRowOf(&next, c))
		b.reach(&before, &next)
	}
}

// reach notes what the customer is no longer and now reached at.
func (b *customerBatch) reach(before, next *Customer) {
	var oldPhone, oldEmail string
	if before != nil {
		oldPhone, oldEmail = phoneKey(before.Phone), emailKey(before.Email)
	}
	phone, email := phoneKey(next.Phone), emailKey(next.Email)
	if oldPhone != "" && oldPhone != phone {
		b.lost = append(b.lost, identityRow{before.ID, ByPhone, oldPhone})
	}
	if oldEmail != "" && oldEmail != email {
		b.lost = append(b.lost, identityRow{before.ID, ByEmail, oldEmail})
	}
	b.byRef = append(b.byRef, identityRef{next.Ref, ByMember, next.Ref}, identityRef{next.Ref, ByPhone, phone}, identityRef{next.Ref, ByEmail, email})
}

func (b *customerBatch) write(ctx context.Context) error {
	ids, err := insertCustomers(ctx, b.tx, b.made)
	if err != nil {
		return err
	}
	if err := updateCustomers(ctx, b.tx, b.changed); err != nil {
		return err
	}
	for i := range b.applied {
		if b.applied[i].New {
			b.applied[i].ID = ids[b.applied[i].Ref]
		} else {
			ids[b.applied[i].Ref] = b.applied[i].ID
		}
	}
	// Given up first: of two members who swap their numbers each gets the other's.
	if err := detach(ctx, b.tx, b.lost); err != nil {
		return err
	}
	for _, r := range b.byRef {
		b.gained = append(b.gained, identityRow{ids[r.ref], r.kind, r.value})
	}
	return attach(ctx, b.tx, b.gained)
}

func (b *customerBatch) consents(ctx context.Context, how Apply) error {
	var list []Consent
	for i, c := range b.changes {
		for _, consent := range c.Consents {
			consent.CustomerID, consent.Known = b.applied[i].ID, how.Quiet
			list = append(list, consent)
		}
	}
	if how.Consents == nil || len(list) == 0 {
		return nil
	}
	return how.Consents(ctx, b.tx, list)
}

func assignCustomer(cu *Customer, c *CustomerChange) {
	set(&cu.Name, c.Name)
	set(&cu.Email, c.Email)
	set(&cu.Phone, c.Phone)
	set(&cu.Lang, c.Lang)
	set(&cu.Tags, c.Tags)
	if c.Birthday != nil {
		cu.Birthday = c.Birthday
	} else if c.NoBirth {
		cu.Birthday = nil
	}
}

func sameCustomer(a, b *Customer) bool {
	return a.Name == b.Name && a.Email == b.Email && a.Phone == b.Phone && a.Lang == b.Lang &&
		slices.Equal(a.Tags, b.Tags) && sameBirthday(a.Birthday, b.Birthday)
}

func sameBirthday(a, b *Birthday) bool {
	if a == nil || b == nil {
		return a == b
	}
	sameYear := a.Year == b.Year || (a.Year != nil && b.Year != nil && *a.Year == *b.Year)
	return sameYear && a.Kind == b.Kind && a.Month == b.Month && a.Day == b.Day && a.LeapMonth == b.LeapMonth
}

// dropUnchanged takes out of the change what the linked row said the last time already.
func (c *CustomerChange) dropUnchanged(before []byte) {
	same := sameColumns(before, c.Seen)
	if same["name"] {
		c.Name = nil
	}
	if same["email"] {
		c.Email = nil
	}
	if same["phone"] {
		c.Phone = nil
	}
	if same["lang"] {
		c.Lang = nil
	}
	if same["tags"] {
		c.Tags = nil
	}
	if same["birthday"] && (same["birth_kind"] || !has(c.Seen, "birth_kind")) {
		c.Birthday, c.NoBirth = nil, false
	}
	if len(same) == 0 {
		return
	}
	c.Consents = slices.DeleteFunc(slices.Clone(c.Consents), func(consent Consent) bool { return same[consent.Channel+"_ok"] })
}
