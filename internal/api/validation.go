package api

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"dari/internal/i18n"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"
	"github.com/danielgtaylor/huma/v2/validation"
)

// huma's sentences become "rule|argument", which fieldOf turns into the caller's language. They are
// variables of its package, set once before the first operation is registered.
var setMessages = sync.OnceFunc(func() {
	huma.NewErrorWithContext = fromHuma
	huma.NewError = func(status int, msg string, errs ...error) huma.StatusError {
		return fromHuma(nil, status, msg, errs...)
	}
	huma.DefaultArrayNullable = false
	validation.MsgUnexpectedProperty = "unknown_field|"
	for _, m := range []*string{
		&validation.MsgExpectedRFC3339DateTime, &validation.MsgExpectedRFC1123DateTime,
	} {
		*m = "date_time|"
	}
	validation.MsgExpectedRFC3339Date = "date|"
	validation.MsgExpectedRFC3339Time = "time|"
	validation.MsgExpectedRFC5322Email = "email|%.0v"
	validation.MsgExpectedRFC3986URI = "url|%.0v"
	validation.MsgExpectedRFC4122UUID = "uuid|%.0v"
	validation.MsgExpectedBoolean = "boolean|"
	validation.MsgExpectedNumber = "number|"
	validation.MsgExpectedInteger = "integer|"
	validation.MsgExpectedString = "string|"
	validation.MsgExpectedArray = "array|"
	validation.MsgExpectedObject = "object|"
	validation.MsgExpectedArrayItemsUnique = "unique|"
	validation.MsgExpectedOneOf = "enum|%s"
	validation.MsgExpectedMinimumNumber = "minimum|%v"
	validation.MsgExpectedMaximumNumber = "maximum|%v"
	validation.MsgExpectedExclusiveMinimumNumber = "minimum|%v"
	validation.MsgExpectedExclusiveMaximumNumber = "maximum|%v"
	validation.MsgExpectedMinLength = "min_length|%d"
	validation.MsgExpectedMaxLength = "max_length|%d"
	validation.MsgExpectedMinItems = "min_items|%d"
	validation.MsgExpectedMaxItems = "max_items|%d"
	validation.MsgExpectedBePattern = "pattern|%s"
	validation.MsgExpectedMatchPattern = "pattern|%s"
	validation.MsgExpectedRequiredProperty = "required|%s"
})

var rule = regexp.MustCompile(`^([a-z0-9_]+)\|(.*)$`)

// fieldOf says in the caller's language what is wrong with a field. The refused value stays out.
func fieldOf(lang string, err error) ProblemField {
	var detail *huma.ErrorDetail
	if !errors.As(err, &detail) {
		return ProblemField{Location: "body", Code: "malformed", Message: i18n.T(lang, "validation.malformed")}
	}
	f := ProblemField{Location: detail.Location, Code: "malformed"}
	m := rule.FindStringSubmatch(detail.Message)
	switch {
	case m != nil && (m[1] == "nul" || m[1] == "utf8"):
		f.Code, f.Location = m[1], m[2]
	case m != nil && m[1] == "required":
		f.Code, f.Location = "required", strings.TrimPrefix(detail.Location+"."+m[2], ".")
	case m != nil:
		f.Code = m[1]
	case strings.HasPrefix(detail.Location, "query.") || strings.HasPrefix(detail.Location, "path.") || strings.HasPrefix(detail.Location, "header."):
		// huma's words about a parameter that is missing, unknown or of another type.
		f.Code = parameterRule(detail.Message)
	}
	limit := ""
	if m != nil {
		limit = m[2]
	}
	f.Message = i18n.T(lang, "validation."+f.Code, "limit", limit, "n", limit)
	return f
}

func parameterRule(message string) string {
	switch {
	case strings.Contains(message, "required"):
		return "required"
	case strings.Contains(message, "unknown"):
		return "unknown_field"
	case strings.Contains(message, "integer"):
		return "integer"
	case strings.Contains(message, "boolean"):
		return "boolean"
	default:
		return "format"
	}
}

var jsonFormat = huma.Format{
	Marshal: func(w io.Writer, v any) error {
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		return enc.Encode(v)
	},
	Unmarshal: unmarshal,
}

// unmarshal refuses what Postgres cannot store, bytes that are not UTF-8 and NUL, naming the field.
// Go's decoder would put U+FFFD in place of bad bytes, and what is read back would differ.
func unmarshal(data []byte, v any) error {
	if !utf8.Valid(data) {
		return errors.New("utf8|body")
	}
	if err := json.Unmarshal(data, v); err != nil {
		return fmt.Errorf("malformed JSON: %w", err)
	}
	if parsed, ok := v.(*any); ok {
		if where := findNUL(*parsed, "body"); where != "" {
			return errors.New("nul|" + where)
		}
	}
	return nil
}

func findNUL(v any, path string) string {
	switch v := v.(type) {
	case string:
		if strings.ContainsRune(v, 0) {
			return path
		}
	case []any:
		for i, item := range v {
			if where := findNUL(item, fmt.Sprintf("%s[%d]", path, i)); where != "" {
				return where
			}
		}
	case map[string]any:
		for key, item := range v {
			if strings.ContainsRune(key, 0) {
				return path
			}
			if where := findNUL(item, path+"."+key); where != "" {
				return where
			}
		}
	}
	return ""
}

// refuseUnreadable does the same for path and query.
func refuseUnreadable(hc huma.Context, next func(huma.Context)) {
	c := humagin.Unwrap(hc)
	for _, p := range c.Params {
		if code := unreadable(p.Value); code != "" {
			refuseParameter(hc, code, "path."+p.Key)
			return
		}
	}
	for name, values := range c.Request.URL.Query() {
		for _, v := range append(values, name) {
			if code := unreadable(v); code != "" {
				refuseParameter(hc, code, "query."+strings.Map(printable, name))
				return
			}
		}
	}
	next(hc)
}

func refuseParameter(hc huma.Context, code, where string) {
	lang := i18n.FromAcceptLanguage(hc.Header("Accept-Language"))
	message := i18n.T(lang, "validation."+code)
	writeProblem(hc, &Problem{
		Type: "about:blank", Status: http.StatusUnprocessableEntity, Code: "invalid",
		Title: i18n.T(lang, "fault.invalid"), Detail: message, Errors: []ProblemField{{Location: where, Code: code, Message: message}},
	})
}

func unreadable(s string) string {
	switch {
	case !utf8.ValidString(s):
		return "utf8"
	case strings.ContainsRune(s, 0):
		return "nul"
	}
	return ""
}

func printable(r rune) rune {
	if r < ' ' || r == utf8.RuneError || r == 0x7f {
		return -1
	}
	return r
}
