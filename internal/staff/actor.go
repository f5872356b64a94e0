package staff

import (
	"context"
	"slices"

	"github.com/google/uuid"
)

// The kinds of actors.
const (
	KindStaff  = "staff"
	KindAPIKey = "api_key"
	KindSystem = "system" // commands and jobs, in the audit log only
)

// Actor is who makes a request: a person of the staff, or a program with a key.
type Actor struct {
	Kind  string // KindStaff or KindAPIKey
	ID    int64
	UID   uuid.UUID // of a person
	Name  string
	Email string // of a person
	Role  string // of a person
	Lang  string

	may []string
}

// StaffID is who acts, nil for a program with a key or the product itself.
func (a Actor) StaffID() *int64 {
	if a.Kind != KindStaff {
		return nil
	}
	return &a.ID
}

// Can says whether the actor holds the permission.
func (a Actor) Can(permission string) bool {
	return slices.Contains(a.may, permission) || a.Kind == KindStaff && permission == Self
}

// ActorOf is a person of the staff with what their role may do.
func ActorOf(id int64, name, role string) Actor {
	return Actor{Kind: KindStaff, ID: id, Name: name, Role: role, may: PermissionsOf(role)}
}

type actorKey struct{}

// From tells who acts in an authorised request; the zero Actor where nobody had to be.
func From(ctx context.Context) Actor {
	a, _ := ctx.Value(actorKey{}).(Actor)
	return a
}

// WithActor is a context in which the actor acts: what Authorize gives, and tests of handlers need.
func WithActor(ctx context.Context, a Actor) context.Context {
	return context.WithValue(ctx, actorKey{}, a)
}
