package staff

import (
	"context"
	"encoding/json"
	"fmt"

	"dari/internal/postgres"
)

// Entry is a line of the audit log: who did what to whom, and from where.
type Entry struct {
	ActorKind   string // KindStaff, KindAPIKey or KindSystem
	ActorID     int64
	Action      string // as session.begin, campaign.start, phone.reveal
	SubjectKind string
	SubjectID   string // an id, never a name or an address
	Detail      map[string]any
	IP          string
}

// By is an entry of the actor.
func By(a Actor, action, subjectKind, subjectID string) Entry {
	return Entry{ActorKind: a.Kind, ActorID: a.ID, Action: action, SubjectKind: subjectKind, SubjectID: subjectID}
}

const sqlAppendAudit = `
INSERT INTO dari.audit_log (actor_kind, actor_id, action, subject_kind, subject_id, detail, ip)
VALUES ($1, nullif($2, 0), $3, $4, $5, $6, $7)`

// Append writes an entry, best in the transaction of what it tells of. Nothing changes or removes it.
func Append(ctx context.Context, q postgres.Querier, e Entry) error {
	detail := []byte("{}")
	if len(e.Detail) > 0 {
		var err error
		if detail, err = json.Marshal(e.Detail); err != nil {
			return fmt.Errorf("encode the detail of %s: %w", e.Action, err)
		}
	}
	if _, err := q.Exec(ctx, sqlAppendAudit, e.ActorKind, e.ActorID, e.Action, e.SubjectKind, e.SubjectID, detail, e.IP); err != nil {
		return fmt.Errorf("write %s to the audit log: %w", e.Action, err)
	}
	return nil
}
