import { Button, Chip, Modal, Skeleton, Textarea } from "@kit";
import { uuid } from "@shared/uuid.ts";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useToasts } from "../../frame/toasts.tsx";
import { sayProblem } from "../../problems.ts";
import { useTexts } from "../../texts.ts";
import { openVariables } from "../compose/tokens.ts";
import { replies } from "../talkApi.ts";
import type { Ticket } from "../ticket.ts";
import "./dialogs.css";

export interface MacroDialogProps {
  readonly ticket: number;
  readonly macro: string;
  readonly name: string;
  readonly seenSeq: number;
  /** What was run, by the id with which it can be taken back. */
  readonly onRan: (ticket: Ticket, run: string) => void;
  readonly onClose: () => void;
}

/** All that a macro would do, before it does it; its answer can be changed. */
export default function MacroDialog({ ticket, macro, name, seenSeq, onRan, onClose }: MacroDialogProps) {
  const { t } = useTexts();
  const { fail } = useToasts();
  const [typed, setTyped] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const id = useRef(uuid()); // the same wish twice is one run
  const preview = useQuery({
    queryKey: ["macro-preview", macro, ticket],
    queryFn: ({ signal }) => replies.preview(macro, ticket, signal),
    gcTime: 0,
  });
  const text = typed ?? preview.data?.text ?? "";
  const missing = openVariables(text);
  const effects = preview.data?.effects ?? [];
  const allowed = preview.data !== undefined && effects.length > 0 && missing.length === 0;
  // The button can be pressed only once it is known what it does: then Enter is enough.
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (preview.data) button.current?.focus();
  }, [preview.data]);
  const run = async () => {
    if (!allowed || busy) return;
    setBusy(true);
    try {
      const sent = preview.data?.text ? { text } : {};
      const done = await replies.run(macro, { ticket, client_id: id.current, seen_seq: seenSeq, ...sent });
      onRan(done.ticket, id.current);
      onClose();
    } catch (error) {
      fail(sayProblem(error, t));
      setBusy(false);
    }
  };
  return (
    <Modal opened onClose={onClose} title={t("console_talk.macro_title", { name })} closeButtonProps={{ "aria-label": t("common.close") }}>
      {preview.isPending ? <Skeleton height={120} radius={12} /> : null}
      {preview.isError ? <p className="form-error">{sayProblem(preview.error, t)}</p> : null}
      {preview.data ? (
        <>
          <p className="sub">{t("console_talk.macro_lead")}</p>
          <ul className="effects">
            {effects.map((effect) => (
              <li key={effect.kind + effect.text} data-same={effect.same}>
                {effect.text} {effect.same ? <Chip>{t("console_talk.macro_same")}</Chip> : null}
              </li>
            ))}
            {effects.length === 0 ? <li>{t("console_talk.macro_nothing")}</li> : null}
          </ul>
          {preview.data.text ? (
            <Textarea
              label={t("console_talk.macro_text")}
              value={text}
              onChange={(event) => setTyped(event.currentTarget.value)}
              autosize
              minRows={3}
              maxRows={10}
              onKeyDown={(event) => {
                if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing) void run();
              }}
              error={missing.length > 0 ? t("console_talk.missing_send", { names: missing.join(", ") }) : null}
            />
          ) : null}
        </>
      ) : null}
      <div className="guard-acts">
        <Button variant="subtle" onClick={onClose}>
          {t("common.back")}
        </Button>
        <Button variant="filled" ref={button} disabled={!allowed} loading={busy} onClick={() => void run()}>
          {t("console_talk.macro_run", { n: effects.length })}
        </Button>
      </div>
    </Modal>
  );
}
