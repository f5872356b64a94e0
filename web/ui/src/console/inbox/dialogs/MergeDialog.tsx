import { Button, Modal, TextInput } from "@kit";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useToasts } from "../../frame/toasts.tsx";
import { useLater } from "../../frame/useLater.ts";
import { sayProblem } from "../../problems.ts";
import { useTexts } from "../../texts.ts";
import { When } from "../../When.tsx";
import { talk } from "../talkApi.ts";
import type { Ticket, TicketDetail } from "../ticket.ts";
import { tickets } from "../ticketApi.ts";
import "./dialogs.css";

export interface MergeDialogProps {
  readonly ticket: TicketDetail;
  readonly onMerged: (into: number, ticket: Ticket) => void;
  readonly onClose: () => void;
}

const REST_MS = 250;

/** Chooses the ticket this one goes on in: the same person's come first, any other by its number. */
export default function MergeDialog({ ticket, onMerged, onClose }: MergeDialogProps) {
  const { t } = useTexts();
  const { fail } = useToasts();
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState<number | null>(null);
  const [busy, setBusy] = useState(false);
  const candidates = useQuery({
    queryKey: ["merge-candidates", ticket.number],
    queryFn: ({ signal }) => talk.mergeCandidates(ticket.number, signal),
  });
  const words = typed.trim().replace(/^#/, "");
  const rested = useLater(words, REST_MS); // each digit would ask for another ticket
  const number = Number(rested);
  const asked = Number.isInteger(number) && number > 0 && number !== ticket.number ? number : null;
  const other = useQuery({
    queryKey: ["ticket", asked],
    queryFn: ({ signal }) => tickets.detail(asked ?? 0, signal),
    enabled: asked !== null,
    retry: false,
  });
  const list = [
    ...(asked && other.data ? [{ ...other.data, subject: other.data.title ?? other.data.subject }] : []),
    ...(candidates.data ?? []).filter((one) => one.number !== asked),
  ];
  // Whoever types a number means that one, and nobody else's before it is found.
  const meant = words === "" ? (list[0]?.number ?? null) : words === rested && other.data && asked ? asked : null;
  const into = chosen ?? meant;
  const merge = async (event: FormEvent) => {
    event.preventDefault();
    if (into === null || busy) return;
    setBusy(true);
    try {
      const done = await talk.merge(ticket.number, into);
      onClose();
      onMerged(into, done);
    } catch (error) {
      fail(sayProblem(error, t));
      setBusy(false);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("console_talk.merge_title", { number: ticket.number })}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <form onSubmit={(event) => void merge(event)}>
        <p className="sub">{t("console_talk.merge_lead")}</p>
        <TextInput
          label={t("console_talk.merge_number")}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setChosen(null);
          }}
          inputMode="numeric"
          error={asked !== null && other.isError ? t("console_talk.merge_unknown") : null}
          data-autofocus
          mt={12}
        />
        <fieldset className="choices" aria-label={t("console_talk.merge_into")}>
          {list.map((one) => (
            <label key={one.number} className="choice">
              <input type="radio" name="into" checked={into === one.number} onChange={() => setChosen(one.number)} />
              <span>
                <b>
                  #{one.number} {one.subject}
                </b>
                <small>
                  {[one.shopper?.name, one.preview].filter(Boolean).join(" · ")}
                  {one.last_message_at ? (
                    <>
                      {" · "}
                      <When at={one.last_message_at} />
                    </>
                  ) : null}
                </small>
              </span>
            </label>
          ))}
          {candidates.isSuccess && list.length === 0 ? <p className="sub">{t("console_talk.merge_none")}</p> : null}
        </fieldset>
        <div className="guard-acts">
          <Button variant="subtle" onClick={onClose}>
            {t("console_talk.merge_keep")}
          </Button>
          <Button type="submit" variant="filled" disabled={into === null} loading={busy}>
            {into === null ? t("console_talk.merge") : t("console_talk.merge_do", { number: into })}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
