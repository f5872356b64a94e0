package staff

import (
	"slices"

	"dari/internal/api"
)

// Self is what everybody signed in may do: see and end their own session. A key never holds it.
const Self = "session:own"

// permissions are what can be given, as a scope to a key or by a role to a person.
var permissions = []string{
	"tickets:read", "tickets:write", "faq:read", "faq:write", "campaigns:read", "campaigns:write", "customers:read", "customers:write", "people:write",
	"orders:read", "orders:write", "deliveries:read", "outbox:read", "inbound:write", "settings:read", "settings:write",
	"reports:read", "duty:write",
}

// roles are sets of permissions.
var roles = map[string][]string{
	"agent":    {"tickets:read", "tickets:write", "faq:read", "customers:read", "people:write", "orders:read"},
	"lead":     {"tickets:read", "tickets:write", "faq:read", "faq:write", "customers:read", "people:write", "orders:read", "deliveries:read", "reports:read", "settings:read", "duty:write"},
	"marketer": {"campaigns:read", "campaigns:write", "faq:read", "faq:write", "customers:read", "deliveries:read"},
	"admin":    permissions,
}

// Permissions lists every permission there is, for those who make keys and for tests of routes.
func Permissions() []string { return slices.Clone(permissions) }

// PermissionsOf lists what a role may do; nil for a role that does not exist.
func PermissionsOf(role string) []string { return slices.Clone(roles[role]) }

// Can declares that an operation needs the permission.
func Can(permission string) api.Option { return api.Permission(permission) }

func known(permission string) bool { return slices.Contains(permissions, permission) }
