package link

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"dari/internal/fault"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// What runs inside the shop's statement is one INSERT … SELECT in one exception block: whatever goes
// wrong on our side, the shop's statement succeeds. It tells nobody (NOTIFY takes a global lock at
// commit and forbids PREPARE TRANSACTION) and waits half a second at most for a lock on our table.
const functionSQL = `
CREATE FUNCTION dari.%[1]s() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET lock_timeout = '500ms' AS $dari$
BEGIN
  BEGIN
    %[2]s;
  EXCEPTION WHEN OTHERS THEN
    NULL;
  END;
  RETURN NULL;
END
$dari$`

const sqlFunctionsPath = `SELECT set_config('search_path', 'pg_catalog, pg_temp', true)`

var operations = []string{"insert", "update", "delete"}

func functionName(id int64, operation string) string { return fmt.Sprintf("link_%d_%s", id, operation) }

func triggerName(id int64, operation string) string {
	return fmt.Sprintf("dari_link_%d_%s", id, operation)
}

// noting is the statement of the trigger of one operation. An UPDATE is joined in full, so that a row
// whose key was changed is noted under both keys, and so that the plan, which Postgres keeps from
// the first statement of a session, is never a nested loop that a large one would drown in.
func (t *table) noting(id int64, spec Spec, operation string) string {
	key := quote(spec.Key)
	into := fmt.Sprintf("INSERT INTO dari.link_changes (link_id, source_key, changed_at) SELECT %d, ", id)
	if t.rows {
		switch operation {
		case "insert":
			return into + "NEW." + key + "::text, dari.clock()"
		case "delete":
			return into + "OLD." + key + "::text, dari.clock()"
		}
		return into + "k, dari.clock() FROM unnest(ARRAY[NEW." + key + "::text, OLD." + key + "::text]) AS k GROUP BY k"
	}
	switch operation {
	case "insert":
		return into + key + "::text, (SELECT dari.clock()) FROM dari_new"
	case "delete":
		return into + key + "::text, (SELECT dari.clock()) FROM dari_old"
	}
	return into + "coalesce(n." + key + ", o." + key + ")::text, (SELECT dari.clock()) " + t.changed(spec, "dari_new", "dari_old")
}

// changed joins what rows were and are, and keeps those that differ in a mapped column.
func (t *table) changed(spec Spec, now, before string) string {
	key := quote(spec.Key)
	differs := []string{"n." + key + " IS NULL", "o." + key + " IS NULL"}
	for _, column := range t.mapped(spec) {
		if column != spec.Key {
			differs = append(differs, t.comparable("n", column)+" IS DISTINCT FROM "+t.comparable("o", column))
		}
	}
	return "FROM " + now + " n FULL JOIN " + before + " o ON n." + key + " = o." + key + " WHERE " + strings.Join(differs, " OR ")
}

// comparable is the column, as text where its type has no equality.
func (t *table) comparable(alias, column string) string {
	name := alias + "." + quote(column)
	if slices.Contains([]string{"json", "xml", "point", "line", "lseg", "box", "path", "polygon", "circle"}, t.types[column]) {
		return name + "::text"
	}
	return name
}

// createTrigger is the statement that puts the trigger of one operation on the table.
func (t *table) createTrigger(id int64, spec Spec, operation string) string {
	name, function := triggerName(id, operation), functionName(id, operation)
	if !t.rows {
		referencing := map[string]string{
			"insert": "NEW TABLE AS dari_new", "delete": "OLD TABLE AS dari_old", "update": "OLD TABLE AS dari_old NEW TABLE AS dari_new",
		}[operation]
		return fmt.Sprintf("CREATE TRIGGER %s AFTER %s ON %s REFERENCING %s FOR EACH STATEMENT EXECUTE FUNCTION dari.%s()",
			name, strings.ToUpper(operation), t.quoted(), referencing, function)
	}
	when := ""
	if operation == "update" {
		var differs []string
		for _, column := range append(t.mapped(spec), spec.Key) {
			differs = append(differs, t.comparable("OLD", column)+" IS DISTINCT FROM "+t.comparable("NEW", column))
		}
		when = "WHEN (" + strings.Join(differs, " OR ") + ") "
	}
	return fmt.Sprintf("CREATE TRIGGER %s AFTER %s ON %s FOR EACH ROW %sEXECUTE FUNCTION dari.%s()",
		name, strings.ToUpper(operation), t.quoted(), when, function)
}

// createTriggers installs functions and triggers. Inside the exception block a mistake would be silent
// for ever, so what the trigger of an UPDATE will run is run once here, on no rows and with the
// functions' own search path.
func (t *table) createTriggers(ctx context.Context, tx pgx.Tx, id int64, spec Spec) error {
	for _, operation := range operations {
		if _, err := tx.Exec(ctx, fmt.Sprintf(functionSQL, functionName(id, operation), t.noting(id, spec, operation))); err != nil {
			return fmt.Errorf("create the function of link %d for %s: %w", id, operation, err)
		}
		if _, err := tx.Exec(ctx, t.createTrigger(id, spec, operation)); err != nil {
			return refusal(err, spec, fmt.Errorf("create the trigger of link %d for %s: %w", id, operation, err))
		}
	}
	empty := "(SELECT * FROM " + t.quoted() + " LIMIT 0)"
	if _, err := tx.Exec(ctx, sqlFunctionsPath); err != nil {
		return fmt.Errorf("set the search path: %w", err)
	}
	if _, err := tx.Exec(ctx, "SELECT 1 "+t.changed(spec, empty, empty)); err != nil {
		return fault.New(fault.Invalid, "shop.link_incomparable", fault.Arg("table", spec.Table)).Because(err)
	}
	return nil
}

func (t *table) dropTriggers(ctx context.Context, tx pgx.Tx, id int64) error {
	for _, operation := range operations {
		if _, err := tx.Exec(ctx, fmt.Sprintf("DROP TRIGGER IF EXISTS %s ON %s", triggerName(id, operation), t.quoted())); err != nil {
			return fmt.Errorf("drop the trigger of link %d for %s: %w", id, operation, err)
		}
	}
	return dropFunctions(ctx, tx, id)
}

func dropFunctions(ctx context.Context, tx pgx.Tx, id int64) error {
	for _, operation := range operations {
		if _, err := tx.Exec(ctx, fmt.Sprintf("DROP FUNCTION IF EXISTS dari.%s()", functionName(id, operation))); err != nil {
			return fmt.Errorf("drop the function of link %d for %s: %w", id, operation, err)
		}
	}
	return nil
}

// refusal is a sentence for what the person who links can mend, otherwise the error.
func refusal(cause error, spec Spec, otherwise error) error {
	var pg *pgconn.PgError
	if !errors.As(cause, &pg) {
		return otherwise
	}
	switch pg.Code {
	case "55P03": // lock_not_available
		return fault.New(fault.Unavailable, "shop.link_busy", fault.Arg("table", spec.Table)).Because(cause).After(10)
	case "42501": // insufficient_privilege
		return fault.New(fault.Forbidden, "shop.link_privilege", fault.Arg("table", spec.Table)).Because(cause)
	case "23505": // unique_violation
		return fault.New(fault.Conflict, "shop.link_exists", fault.Arg("name", spec.Name), fault.Arg("table", spec.Table)).Because(cause)
	}
	return otherwise
}
