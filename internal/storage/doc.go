// Package storage keeps the bytes of files outside the database: in a folder of this machine, or in a
// bucket of anything that speaks S3. Which one is an address (Open). It knows no table and no type of
// file: what a key means is its user's business.
package storage
