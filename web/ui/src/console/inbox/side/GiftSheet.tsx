import { Button, Modal, Skeleton } from "@kit";
import { day } from "@shared/fmt.ts";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { putText } from "../../frame/composerPort.ts";
import { useToasts } from "../../frame/toasts.tsx";
import { sayProblem } from "../../problems.ts";
import { useTexts } from "../../texts.ts";
import { useNow } from "../../useNow.ts";
import { usePanelTexts } from "../panelTexts.ts";
import type { TicketDetail } from "../ticket.ts";
import { people } from "./personApi.ts";
import { useRefresh } from "./usePerson.ts";
import "../dialogs/dialogs.css";

/** Gives a coupon by hand: its code goes into the answer, and nothing leaves by itself. */
export default function GiftSheet({ ticket, onClose }: { ticket: TicketDetail; onClose: () => void }) {
  const { t, lang } = useTexts();
  const p = usePanelTexts();
  const now = useNow();
  const { say, fail } = useToasts();
  const refresh = useRefresh();
  const id = ticket.customer_id ?? 0;
  const [chosen, setChosen] = useState(0);
  const [busy, setBusy] = useState(false);
  const gifts = useQuery({ queryKey: ["gifts", id], queryFn: ({ signal }) => people.gifts(id, signal), retry: false });
  const list = gifts.data?.programmes ?? [];
  const programme = chosen || list[0]?.id || 0;
  const left = gifts.data?.left ?? 0;
  const days = gifts.data?.days ?? 30;
  const give = async (event: FormEvent) => {
    event.preventDefault();
    if (!programme || busy || left === 0) return;
    setBusy(true);
    try {
      const got = await people.give(id, { programme, ticket: ticket.number });
      const until = day(new Date(`${got.valid_until.slice(0, 10)}T00:00:00+09:00`), lang, now);
      onClose();
      putText(p("console_panel.gift_text", { name: got.programme, discount: got.discount, code: got.code, until }));
      say(p("console_panel.gift_done"));
      await refresh();
    } catch (error) {
      fail(sayProblem(error, t));
      setBusy(false);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={p("console_panel.gift_title", { name: ticket.customer?.name ?? "" })}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <form onSubmit={(event) => void give(event)}>
        <p className="sub">{p("console_panel.gift_lead")}</p>
        {gifts.isError ? <p className="sub">{sayProblem(gifts.error, t)}</p> : null}
        {gifts.isLoading ? <Skeleton height={90} radius={12} mt={12} /> : null}
        <fieldset className="choices" aria-label={p("console_panel.gift_which")}>
          {list.map((one) => (
            <label key={one.id} className="choice">
              <input type="radio" name="programme" checked={one.id === programme} onChange={() => setChosen(one.id)} />
              <span>
                <b>
                  {one.name} · {one.discount}
                </b>
                <small>{p("console_panel.gift_days", { n: one.valid_days })}</small>
              </span>
            </label>
          ))}
          {gifts.isSuccess && list.length === 0 ? <p className="sub">{p("console_panel.gift_none")}</p> : null}
        </fieldset>
        {gifts.isSuccess && list.length > 0 ? (
          <p className="meta">{left > 0 ? p("console_panel.gift_left", { n: left, days }) : p("console_panel.gift_over", { days })}</p>
        ) : null}
        <div className="guard-acts">
          <Button variant="subtle" onClick={onClose}>
            {t("common.back")}
          </Button>
          <Button type="submit" variant="filled" disabled={!programme || left === 0} loading={busy}>
            {p("console_panel.gift_do")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
