// Package i18n holds every text a person reads, in Korean and English, and the forms of dates,
// times, money and phone numbers. The texts lie in texts/{ko,en}/{room}.json and the forms are held
// by fmt.json; the TypeScript side reads the same files. Start with T and Format.
package i18n
