import { Button, Icon } from "@kit";
import { day } from "@shared/fmt.ts";
import { lazy, Suspense, useState } from "react";
import { useToasts } from "../../frame/toasts.tsx";
import { sayProblem } from "../../problems.ts";
import { useSession } from "../../session.tsx";
import { useTexts } from "../../texts.ts";
import { useNow } from "../../useNow.ts";
import { usePanelTexts } from "../panelTexts.ts";
import type { TicketDetail } from "../ticket.ts";
import { type Merged, people } from "./personApi.ts";
import { usePerson, useRefresh } from "./usePerson.ts";

const MergeSheet = lazy(() => import("./MergeSheet.tsx"));

/** Says that somebody might be the same person, and who has been found to be. */
export function Same({ ticket }: { ticket: TicketDetail }) {
  const p = usePanelTexts();
  const { can } = useSession();
  const [open, setOpen] = useState(false);
  const likeness = usePerson(ticket);
  const alike = likeness?.items ?? [];
  const merges = likeness?.merges ?? [];
  if (alike.length === 0 && merges.length === 0) return null;
  return (
    <div className="same">
      {alike.length > 0 ? (
        <p>
          <Icon name="people" size={16} />
          <span>
            {p("console_panel.same")}
            <small>
              {alike.map((one) => [one.name || p("console_panel.nameless"), one.phone_masked].filter(Boolean).join(" ")).join(", ")}
            </small>
          </span>
          {can("people:write") ? (
            <Button size="xs" onClick={() => setOpen(true)}>
              {p("console_panel.same_look")}
            </Button>
          ) : null}
        </p>
      ) : null}
      {merges.map((merge) => (
        <MergedLine key={merge.id} merge={merge} ticket={ticket} />
      ))}
      {open && likeness ? (
        <Suspense fallback={null}>
          <MergeSheet ticket={ticket} me={likeness.id} alike={alike} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </div>
  );
}

function MergedLine({ merge, ticket }: { merge: Merged; ticket: TicketDetail }) {
  const { t, lang } = useTexts();
  const p = usePanelTexts();
  const now = useNow();
  const { can } = useSession();
  const { say, fail } = useToasts();
  const refresh = useRefresh();
  const [busy, setBusy] = useState(false);
  const part = async () => {
    setBusy(true);
    try {
      await people.part(ticket.customer_id ?? 0, merge.id, ticket.number);
      say(p("console_panel.parted"));
      await refresh();
    } catch (error) {
      fail(sayProblem(error, t));
    } finally {
      setBusy(false);
    }
  };
  return (
    <p>
      <Icon name="merge" size={16} />
      <span>
        {p("console_panel.merged_with", { name: merge.name || p("console_panel.nameless") })}
        <small>
          {merge.by
            ? p("console_panel.merged_by", { name: merge.by, day: day(new Date(merge.merged_at), lang, now) })
            : day(new Date(merge.merged_at), lang, now)}
          {merge.can_undo ? ` · ${p("console_panel.undo_until", { day: day(new Date(merge.undo_until), lang, now) })}` : ""}
        </small>
      </span>
      {merge.can_undo && can("people:write") ? (
        <Button size="xs" disabled={busy} onClick={() => void part()}>
          {t("common.undo")}
        </Button>
      ) : null}
    </p>
  );
}
