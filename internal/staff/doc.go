// Package staff is whoever signs in at the console, and the programs of the shop that hold a key:
// people, passwords, sessions, roles, API keys, the audit log and the settings staff edit. It owns
// staff, staff_sessions, api_keys, audit_log and settings. Start with Service.Authorize and Can:
// every route of the product asks there whether its caller may do it.
package staff
