// Package korean holds what only Korean text, numbers and birthdays need: particles after a word,
// initial consonants, search grams, the carriers' byte count, phone and mail addresses, the wrong
// keyboard and the lunar calendar. All of it is pure: no table, no clock, no locale of the machine.
package korean
