// Package api is the JSON side of HTTP: typed operations by huma on gin, one document that
// describes them (/api/openapi.json), and problem documents (RFC 9457) in Korean or English.
// A handler returns its error; this package alone turns it into a status, a problem and a log line.
// It knows no table. Start with Router.
package api
