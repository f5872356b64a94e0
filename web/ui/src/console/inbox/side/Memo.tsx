import { Button, Icon, Textarea } from "@kit";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useToasts } from "../../frame/toasts.tsx";
import { sayProblem } from "../../problems.ts";
import { useSession } from "../../session.tsx";
import { useTexts } from "../../texts.ts";
import { When } from "../../When.tsx";
import { usePanelTexts } from "../panelTexts.ts";
import type { TicketDetail } from "../ticket.ts";
import { type Memo as Noted, people } from "./personApi.ts";
import { Section } from "./Section.tsx";

/** What staff have noted about the person; nobody else sees it. */
export function Memo({ ticket }: { ticket: TicketDetail }) {
  const { t } = useTexts();
  const p = usePanelTexts();
  const { can } = useSession();
  const id = ticket.customer_id ?? 0;
  const [editing, setEditing] = useState(false);
  const memo = useQuery({ queryKey: ["memo", id], queryFn: ({ signal }) => people.memo(id, signal), staleTime: 30_000, retry: false }).data;
  if (!memo) return null;
  const earlier = memo.earlier ?? [];
  if (!memo.body && earlier.length === 0 && !can("people:write")) return null;
  return (
    <Section
      title={p("console_panel.memo")}
      act={
        can("people:write") && !editing ? (
          <button type="button" className="link-button" onClick={() => setEditing(true)}>
            {memo.body ? p("console_panel.memo_edit") : p("console_panel.memo_write")}
          </button>
        ) : null
      }
    >
      {editing ? (
        <Writing memo={memo} ticket={ticket} onDone={() => setEditing(false)} />
      ) : (
        <>
          {memo.body ? <p className="memo">{memo.body}</p> : <p className="meta">{p("console_panel.memo_none")}</p>}
          {earlier.map((body) => (
            <p className="memo" key={body}>
              <small>{p("console_panel.memo_earlier")}</small>
              {body}
            </p>
          ))}
          {memo.body && memo.updated_at ? (
            <p className="meta">
              <Icon name="lock" size={13} /> {memo.by} · <When at={memo.updated_at} />
            </p>
          ) : null}
        </>
      )}
      {editing ? (
        <p className="meta">
          <Icon name="lock" size={13} /> {t("console.note.private")}
        </p>
      ) : null}
    </Section>
  );
}

function Writing({ memo, ticket, onDone }: { memo: Noted; ticket: TicketDetail; onDone: () => void }) {
  const { t } = useTexts();
  const p = usePanelTexts();
  const { say, fail } = useToasts();
  const client = useQueryClient();
  const [body, setBody] = useState(memo.body);
  const [known, setKnown] = useState(memo.version);
  const [busy, setBusy] = useState(false);
  const id = ticket.customer_id ?? 0;
  const put = async (text: string, version: number) => {
    const saved = await people.putMemo(id, { body: text, version, ticket: ticket.number });
    client.setQueryData(["memo", id], saved);
    void client.invalidateQueries({ queryKey: ["ticket", ticket.number] });
    return saved;
  };
  const save = async () => {
    if (body.trim() === memo.body) return onDone();
    setBusy(true);
    try {
      const saved = await put(body, memo.version);
      onDone();
      say(p("console_panel.memo_saved"), () => {
        put(memo.body, saved.version).catch((error: unknown) => fail(sayProblem(error, t)));
      });
    } catch (error) {
      fail(sayProblem(error, t));
      setBusy(false);
      // What the other one wrote will stand above; the own words stay, and saving them again is a decision.
      void client.invalidateQueries({ queryKey: ["memo", id] });
    }
  };
  return (
    <>
      {memo.version === known ? null : (
        <div className="memo-newer" role="status">
          <p>{p(memo.body ? "console_panel.memo_newer" : "console_panel.memo_wiped", { name: memo.by })}</p>
          {memo.body ? (
            <>
              <blockquote className="memo">{memo.body}</blockquote>
              <Button
                size="xs"
                onClick={() => {
                  setBody(`${memo.body}\n${body}`);
                  setKnown(memo.version);
                }}
              >
                {p("console_panel.memo_join")}
              </Button>
            </>
          ) : null}
        </div>
      )}
      <Textarea
        aria-label={p("console_panel.memo")}
        autosize
        minRows={3}
        maxRows={10}
        maxLength={4000}
        value={body}
        autoFocus
        onChange={(event) => setBody(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === "Escape") onDone();
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            void save();
          }
        }}
      />
      <div className="guard-acts">
        <Button size="xs" variant="subtle" onClick={onDone}>
          {t("common.back")}
        </Button>
        <Button size="xs" variant="filled" loading={busy} onClick={() => void save()}>
          {t("common.save")}
        </Button>
      </div>
    </>
  );
}
