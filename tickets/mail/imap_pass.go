package mail

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"dari/internal/fault"
	"dari/internal/postgres"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
	"github.com/jackc/pgx/v5"
)

// cursor is how far a mailbox was read.
type cursor struct {
	validity uint32
	last     imap.UID
	at       time.Time
	known    bool
}

const (
	sqlCursor     = `SELECT uid_validity, last_uid, updated_at FROM dari.imap_cursors WHERE mailbox = $1`
	sqlMoveCursor = `
INSERT INTO dari.imap_cursors AS c (mailbox, uid_validity, last_uid) VALUES ($1, $2, $3)
ON CONFLICT (mailbox) DO UPDATE SET last_uid = CASE WHEN c.uid_validity = excluded.uid_validity THEN greatest(c.last_uid, excluded.last_uid) ELSE excluded.last_uid END,
  uid_validity = excluded.uid_validity, updated_at = dari.clock()`
)

// pass takes in everything that is new. What somebody has opened with another program meanwhile is new
// too: a mark that everybody can set does not say what was taken in, so the numbers are counted as well.
func (f *Fetcher) pass(ctx context.Context, client *imapclient.Client, selected *imap.SelectData) error {
	if err := client.Noop().Wait(); err != nil {
		return fmt.Errorf("look for mails: %w", err)
	}
	at, err := readCursor(ctx, f.mails.DB, f.name)
	if err != nil {
		return err
	}
	same := at.known && at.validity == selected.UIDValidity
	list, err := f.fresh(client, at, same)
	if err != nil {
		return err
	}
	last := at.last
	for _, uid := range list {
		if ctx.Err() != nil {
			return nil //nolint:nilerr // it was told to stop
		}
		if err := f.take(ctx, client, uid); err != nil {
			return err
		}
		if same && uid > last { // the list is in order: everything before it is taken in
			last = uid
			if err := moveCursor(ctx, f.mails.DB, f.name, selected.UIDValidity, uid); err != nil {
				return err
			}
		}
	}
	if same {
		return nil
	}
	// From here on numbers are counted. What came while this pass went on is found by its mark.
	highest := imap.UID(0)
	if selected.UIDNext > 0 {
		highest = selected.UIDNext - 1
	}
	return moveCursor(ctx, f.mails.DB, f.name, selected.UIDValidity, highest)
}

// fresh are the numbers of mails that may be new, in order.
func (f *Fetcher) fresh(client *imapclient.Client, at cursor, same bool) ([]imap.UID, error) {
	var wanted []imap.SearchCriteria
	after := imap.UID(0)
	switch {
	case f.box.move != "": // what is left here was not taken in
		wanted = append(wanted, imap.SearchCriteria{NotFlag: []imap.Flag{imap.FlagDeleted}})
	case same:
		after = at.last
		beyond := imap.UIDSet{}
		beyond.AddRange(at.last+1, 0) // to the end
		wanted = append(wanted, imap.SearchCriteria{UID: []imap.UIDSet{beyond}}, imap.SearchCriteria{NotFlag: []imap.Flag{imap.FlagSeen}})
	case at.known: // the numbers have changed: whatever came around then is read again, and known where it was
		wanted = append(wanted, imap.SearchCriteria{Since: at.at.Add(-72 * time.Hour)}, imap.SearchCriteria{NotFlag: []imap.Flag{imap.FlagSeen}})
	default: // a mailbox that is new to us: not its whole past
		wanted = append(wanted, imap.SearchCriteria{NotFlag: []imap.Flag{imap.FlagSeen}})
	}
	seen := map[imap.UID]bool{}
	var list []imap.UID
	for i, criteria := range wanted {
		found, err := client.UIDSearch(&criteria, nil).Wait()
		if err != nil {
			return nil, fmt.Errorf("look for mails: %w", err)
		}
		for _, uid := range found.AllUIDs() {
			if (same && f.box.move == "" && i == 0 && uid <= after) || seen[uid] || f.given[uid] { // n:* names the last mail even when it is older
				continue
			}
			seen[uid] = true
			list = append(list, uid)
		}
	}
	slices.Sort(list)
	return list, nil
}

// mostBroken is how often the connection may break at one mail before it is given up on: it stays where
// it is, and people are told of it.
const mostBroken = 3

// take takes in one mail and then marks it, in this order.
func (f *Fetcher) take(ctx context.Context, client *imapclient.Client, uid imap.UID) error {
	size, raw, err := f.fetch(client, uid)
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if f.failed[uid]++; f.failed[uid] < mostBroken {
			return err
		}
		f.given[uid] = true
		note := fmt.Appendf(nil, "X-Mailbox-Number: %d\r\nSubject: (%d)\r\n\r\n", uid, uid)
		return f.mails.aside(ctx, f.name, note, max(size, 1+int64(len(note))), "unfetchable")
	}
	switch {
	case raw == nil && size == 0:
		return nil // another fetcher has moved it away meanwhile
	case size > MaxBytes:
		err = f.mails.aside(ctx, f.name, raw, size, "too_large")
	default:
		_, err = f.mails.Receive(ctx, f.name, raw)
	}
	if err != nil && !fault.Is(err, fault.Malformed) { // an empty one says nothing to anybody
		return fmt.Errorf("take in a mail: %w", err)
	}
	return f.mark(client, uid)
}

// fetch reads a mail without marking it; of one that is too large its head.
func (f *Fetcher) fetch(client *imapclient.Client, uid imap.UID) (size int64, raw []byte, err error) {
	found, err := client.Fetch(imap.UIDSetNum(uid), &imap.FetchOptions{UID: true, RFC822Size: true}).Collect()
	if err != nil {
		return 0, nil, fmt.Errorf("read the size of a mail: %w", err)
	}
	if len(found) == 0 {
		return 0, nil, nil
	}
	size = found[0].RFC822Size
	section := &imap.FetchItemBodySection{Peek: true}
	if size > MaxBytes {
		section.Partial = &imap.SectionPartial{Offset: 0, Size: mostRaw}
	}
	found, err = client.Fetch(imap.UIDSetNum(uid), &imap.FetchOptions{UID: true, BodySection: []*imap.FetchItemBodySection{section}}).Collect()
	if err != nil {
		return size, nil, fmt.Errorf("fetch a mail: %w", err)
	}
	for _, m := range found {
		for _, part := range m.BodySection {
			if part.Bytes != nil {
				return max(size, int64(len(part.Bytes))), part.Bytes, nil
			}
		}
	}
	return 0, nil, nil
}

func (f *Fetcher) mark(client *imapclient.Client, uid imap.UID) error {
	set := imap.UIDSetNum(uid)
	// Without either, moving would throw away what others have marked.
	if f.box.move != "" && (client.Caps().Has(imap.CapMove) || client.Caps().Has(imap.CapUIDPlus)) {
		_, err := client.Move(set, f.box.move).Wait()
		var refused *imap.Error
		if errors.As(err, &refused) && refused.Code == imap.ResponseCodeTryCreate {
			if err := client.Create(f.box.move, nil).Wait(); err != nil {
				return fmt.Errorf("make the folder for mails that were taken in: %w", err)
			}
			_, err = client.Move(set, f.box.move).Wait()
		}
		if err != nil {
			return fmt.Errorf("move a mail: %w", err)
		}
		return nil
	}
	if err := client.Store(set, &imap.StoreFlags{Op: imap.StoreFlagsAdd, Silent: true, Flags: []imap.Flag{imap.FlagSeen}}, nil).Close(); err != nil {
		return fmt.Errorf("mark a mail: %w", err)
	}
	return nil
}

func readCursor(ctx context.Context, q postgres.Querier, name string) (c cursor, err error) {
	var validity, last int64
	err = q.QueryRow(ctx, sqlCursor, name).Scan(&validity, &last, &c.at)
	if errors.Is(err, pgx.ErrNoRows) {
		return c, nil
	}
	if err != nil {
		return c, fmt.Errorf("read how far a mailbox was read: %w", err)
	}
	c.validity, c.last, c.known = uint32(validity), imap.UID(last), true
	return c, nil
}

func moveCursor(ctx context.Context, q postgres.Querier, name string, validity uint32, last imap.UID) error {
	if _, err := q.Exec(ctx, sqlMoveCursor, name, int64(validity), int64(last)); err != nil {
		return fmt.Errorf("note how far a mailbox was read: %w", err)
	}
	return nil
}
