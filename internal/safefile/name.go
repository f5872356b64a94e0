package safefile

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxName is how many letters of a name are kept; with an extension no system refuses that.
const maxName = 80

var (
	extension = regexp.MustCompile(`\.[A-Za-z0-9]{1,5}$`)
	digits    = regexp.MustCompile(`^\.[0-9]+$`)
	// reserved names are devices on Windows, whatever follows the dot.
	reserved = regexp.MustCompile(`(?i)^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)`)
)

// Name makes a name harmless wherever it is written: no folder, no letter that cannot be seen, none
// that means something to a shell, a header or a file system. What people read stays, put together as
// they read it (a Mac sends 한글 in pieces).
func Name(name string) string {
	name = norm.NFC.String(strings.ToValidUTF8(name, ""))
	if at := strings.LastIndexAny(name, `/\`); at >= 0 {
		name = name[at+1:]
	}
	name = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case r == utf8.RuneError, !unicode.IsGraphic(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Co, r):
			return -1
		case strings.ContainsRune(`"'<>:|?*;&$%`+"`", r):
			return '_'
		}
		return r
	}, name)
	name = norm.NFC.String(name) // letters may have come to stand together
	name = shorten(strings.Trim(strings.Join(strings.Fields(name), " "), ". "))
	if reserved.MatchString(name) {
		name = "_" + name
	}
	if name == "" {
		name = "file"
	}
	return name
}

// shorten keeps the extension, which people look at.
func shorten(name string) string {
	letters := []rune(name)
	if len(letters) <= maxName {
		return name
	}
	tail := []rune(extension.FindString(name))
	return strings.TrimRight(string(letters[:maxName-len(tail)]), ". ") + string(tail)
}

var extensions = map[string][]string{
	JPEG: {".jpg", ".jpeg"},
	PNG:  {".png"},
	GIF:  {".gif"},
	PDF:  {".pdf"},
}

// typed gives a name the extension of its type: what is no program is not called one.
func typed(name, kind string) string {
	right := extensions[kind]
	is := func() bool {
		ext := path.Ext(name)
		return ext != name && slices.Contains(right, strings.ToLower(ext))
	}
	if is() {
		return name
	}
	if found := extension.FindString(name); found != "" && !digits.MatchString(found) { // a date is no extension
		name = strings.TrimRight(strings.TrimSuffix(name, found), ". ")
	}
	switch {
	case name == "":
		return "file" + right[0]
	case is(): // photo.png.exe
		return name
	}
	return name + right[0]
}
