package i18n

import "net/http"

// FromRequest is the language of a page: ?lang= when it names one of ours, and otherwise what the
// browser wishes.
func FromRequest(r *http.Request) string {
	return Known(r.URL.Query().Get("lang"), FromAcceptLanguage(r.Header.Get("Accept-Language")))
}
