import { Button, Chip, Modal, Skeleton, TextInput } from "@kit";
import { date } from "@shared/fmt.ts";
import type { Order } from "@shared/types.ts";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useDeferredValue, useState } from "react";
import { useToasts } from "../../frame/toasts.tsx";
import { sayProblem } from "../../problems.ts";
import { useTexts } from "../../texts.ts";
import { useNow } from "../../useNow.ts";
import { usePanelTexts } from "../panelTexts.ts";
import type { TicketDetail } from "../ticket.ts";
import { arrivals } from "./personApi.ts";
import { useRefresh } from "./usePerson.ts";

export interface ArrivalSheetProps {
  readonly order: Order;
  readonly ticket: TicketDetail;
  readonly onClose: () => void;
}

/** Another day of production: when the order arrives then, and the very words that leave to the buyer. */
export default function ArrivalSheet({ order, ticket, onClose }: ArrivalSheetProps) {
  const { t, lang } = useTexts();
  const p = usePanelTexts();
  const now = useNow();
  const { say, fail } = useToasts();
  const refresh = useRefresh();
  const [made, setMade] = useState(order.eta_to?.slice(0, 10) ?? "");
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const asked = useDeferredValue(reason);
  const preview = useQuery({
    queryKey: ["arrival", order.number, made, asked],
    queryFn: ({ signal }) => arrivals.preview(order.number, made, asked, signal),
    enabled: /^\d{4}-\d{2}-\d{2}$/.test(made),
    placeholderData: (last) => last,
    retry: false,
    gcTime: 0,
  });
  const plan = preview.isError ? undefined : preview.data;
  const notices = plan?.notices ?? [];
  const dayOf = (iso: string) => date(new Date(`${iso.slice(0, 10)}T00:00:00+09:00`), lang, now);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (!plan || busy || preview.isPlaceholderData) return;
    setBusy(true);
    try {
      await arrivals.put(order.number, { made, reason, version: plan.version, ticket: ticket.number });
      onClose();
      say(p(notices.length > 0 ? "console_panel.arrival_told" : "console_panel.arrival_done"));
      await refresh();
    } catch (error) {
      fail(sayProblem(error, t));
      setBusy(false);
      void preview.refetch();
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={p("console_panel.arrival_title", { number: order.number })}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <form onSubmit={(event) => void save(event)}>
        <TextInput
          type="date"
          label={p("console_panel.arrival_made")}
          value={made}
          onChange={(event) => setMade(event.currentTarget.value)}
          data-autofocus
          required
        />
        <TextInput
          label={p("console_panel.arrival_reason")}
          placeholder={p("console_panel.arrival_reason_hint")}
          value={reason}
          maxLength={200}
          onChange={(event) => setReason(event.currentTarget.value)}
          mt={12}
        />
        {preview.isError ? <p className="sub arrival-bad">{sayProblem(preview.error, t)}</p> : null}
        {!plan && preview.isLoading ? <Skeleton height={160} radius={12} mt={16} /> : null}
        {plan ? (
          <>
            <div className="arrival-days" aria-live="polite">
              <span>{dayOf(plan.old_eta)}</span>
              <span aria-hidden="true">→</span>
              <b>{dayOf(plan.new_eta)}</b>
              <Chip {...(plan.days > 0 ? { tone: "warn" as const } : {})}>
                {plan.days === 0
                  ? p("console_panel.arrival_same")
                  : p(plan.days > 0 ? "console_panel.arrival_later" : "console_panel.arrival_earlier", { n: Math.abs(plan.days) })}
              </Chip>
            </div>
            <h3 className="merge-head">{p("console_panel.arrival_notice")}</h3>
            {notices.length === 0 ? <p className="sub">{p("console_panel.arrival_quiet")}</p> : null}
            {notices.map((notice) => (
              <article className="arrival-notice" key={notice.channel}>
                <header>
                  {t(notice.channel === "sms" ? "console.send.sms" : "console.send.email")} · <span className="num">{notice.to}</span>
                </header>
                {notice.channel === "email" ? <b>{notice.subject}</b> : null}
                <p>{notice.text}</p>
              </article>
            ))}
          </>
        ) : null}
        <div className="guard-acts">
          <Button variant="subtle" onClick={onClose}>
            {t("common.back")}
          </Button>
          <Button type="submit" variant="filled" disabled={!plan || plan.days === 0 || preview.isPlaceholderData} loading={busy}>
            {p(notices.length > 0 ? "console_panel.arrival_send" : "console_panel.arrival_save", { n: notices.length })}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
