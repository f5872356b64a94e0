import { Button, Chip, Icon, Modal, Skeleton } from "@kit";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useToasts } from "../../frame/toasts.tsx";
import { sayProblem } from "../../problems.ts";
import { useTexts } from "../../texts.ts";
import { type PanelKey, usePanelTexts } from "../panelTexts.ts";
import type { TicketDetail } from "../ticket.ts";
import { type Alike, type MergePreview, type MergeSide, people } from "./personApi.ts";
import { useRefresh } from "./usePerson.ts";
import "../dialogs/dialogs.css";

export interface MergeSheetProps {
  readonly ticket: TicketDetail;
  /** The person of the ticket. */
  readonly me: number;
  readonly alike: readonly Alike[];
  readonly onClose: () => void;
}

const KINDS = ["orders", "tickets", "conversations", "notices", "coupons", "identities"] as const;

/** Two people beside each other: what would move, which consent would hold, and the button that does it. */
export default function MergeSheet({ ticket, me, alike, onClose }: MergeSheetProps) {
  const { t } = useTexts();
  const p = usePanelTexts();
  const { say, fail } = useToasts();
  const refresh = useRefresh();
  const [other, setOther] = useState(alike[0]?.id ?? 0);
  const [swapped, setSwapped] = useState<boolean | null>(null);
  const [busy, setBusy] = useState(false);
  // A member stays before a guest: the shop knows them by its own key.
  const turned = swapped ?? Boolean(alike.find((one) => one.id === other)?.ref && !ticket.customer?.ref);
  const [into, from] = turned ? [other, me] : [me, other];
  const preview = useQuery({
    queryKey: ["person-merge", into, from],
    queryFn: ({ signal }) => people.preview(into, from, signal),
    retry: false,
    gcTime: 0,
  });
  const plan = preview.data;
  const merge = async (event: FormEvent) => {
    event.preventDefault();
    if (!plan || busy) return;
    setBusy(true);
    try {
      const done = await people.merge(into, { from, version: plan.into.version, from_version: plan.from.version, ticket: ticket.number });
      onClose();
      say(p("console_panel.merged"), () => {
        void people
          .part(into, done.id, ticket.number)
          .then(() => say(p("console_panel.parted")))
          .catch((error: unknown) => fail(sayProblem(error, t)))
          .finally(() => void refresh());
      });
      await refresh();
    } catch (error) {
      fail(sayProblem(error, t));
      setBusy(false);
      void preview.refetch();
    }
  };
  return (
    <Modal opened onClose={onClose} size="lg" title={p("console_panel.merge_title")} closeButtonProps={{ "aria-label": t("common.close") }}>
      <form onSubmit={(event) => void merge(event)}>
        <p className="sub">{p("console_panel.merge_lead")}</p>
        {alike.length > 1 ? (
          <fieldset className="choices" aria-label={p("console_panel.merge_who")}>
            {alike.map((one) => (
              <label key={one.id} className="choice">
                <input
                  type="radio"
                  name="other"
                  checked={one.id === other}
                  onChange={() => {
                    setOther(one.id);
                    setSwapped(null);
                  }}
                />
                <span>
                  <b>{one.name || p("console_panel.nameless")}</b>
                  <small>{[one.phone_masked, one.email].filter(Boolean).join(" · ")}</small>
                </span>
              </label>
            ))}
          </fieldset>
        ) : null}
        {preview.isError ? <p className="sub">{sayProblem(preview.error, t)}</p> : null}
        {!plan && !preview.isError ? <Skeleton height={260} radius={12} mt={12} /> : null}
        {plan ? <Plan plan={plan} why={alike.find((one) => one.id === other)?.why ?? []} onSwap={() => setSwapped(!turned)} /> : null}
        <div className="guard-acts">
          <Button variant="subtle" onClick={onClose}>
            {p("console_panel.merge_keep")}
          </Button>
          <Button type="submit" variant="filled" disabled={!plan} loading={busy} data-autofocus>
            {p("console_panel.merge_do")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function Plan({ plan, why, onSwap }: { plan: MergePreview; why: readonly string[]; onSwap: () => void }) {
  const { t } = useTexts();
  const p = usePanelTexts();
  const moves = plan.moves ?? {};
  const named = KINDS.filter((kind) => kind !== "conversations" && (moves[kind] ?? 0) > 0);
  const doubled = moves["coupons_doubled"] ?? 0;
  const fields = plan.fields ?? [];
  return (
    <>
      <div className="merge-sides">
        <Side side={plan.into} title={p("console_panel.merge_stays")} />
        <Button size="xs" variant="subtle" className="merge-swap" onClick={onSwap} leftSection={<Icon name="sort" size={14} />}>
          {p("console_panel.merge_swap")}
        </Button>
        <Side side={plan.from} title={p("console_panel.merge_goes")} />
      </div>
      <p className="meta">{why.map((one) => p(whyKey(one))).join(" · ")}</p>
      <h3 className="merge-head">{p("console_panel.merge_moves")}</h3>
      <ul className="effects">
        {named.length > 0 ? (
          <li>{named.map((kind) => p(`console_panel.kind.${kind}`, { n: moves[kind] ?? 0 })).join(", ")}</li>
        ) : (
          <li data-same="true">{p("console_panel.merge_nothing")}</li>
        )}
        {fields.length > 0 ? <li>{p("console_panel.merge_fills", { what: fields.map((one) => p(fieldKey(one))).join(", ") })}</li> : null}
        {(plan.tags ?? []).length > 0 ? <li>{p("console_panel.merge_tags", { tags: (plan.tags ?? []).join(", ") })}</li> : null}
        {doubled > 0 ? <li>{p("console_panel.merge_doubled", { n: doubled })}</li> : null}
        {(moves["conversations"] ?? 0) > 0 ? <li data-same="true">{p("console_panel.merge_chats")}</li> : null}
      </ul>
      <h3 className="merge-head">{p("console_panel.merge_consents")}</h3>
      <table className="merge-consents">
        <thead>
          <tr>
            <th scope="col">{p("console_panel.merge_channel")}</th>
            <th scope="col">{p("console_panel.merge_stays")}</th>
            <th scope="col">{p("console_panel.merge_goes")}</th>
            <th scope="col">{p("console_panel.merge_then")}</th>
          </tr>
        </thead>
        <tbody>
          {(plan.consents ?? [])
            .filter((one) => one.purpose === "marketing" || one.from !== null || one.into !== null)
            .map((one) => (
              <tr key={`${one.channel} ${one.purpose}`}>
                <th scope="row">
                  {t(`console.consent.${one.channel}`)}
                  {one.purpose === "marketing_night" ? ` · ${p("console_panel.merge_night")}` : ""}
                </th>
                <td>{p(saidKey(one.into))}</td>
                <td>{p(saidKey(one.from))}</td>
                <td>
                  <Chip {...(one.granted ? { tone: "ok" as const } : {})}>
                    {p(one.granted ? "console_panel.said.yes" : "console_panel.said.off")}
                  </Chip>
                </td>
              </tr>
            ))}
        </tbody>
      </table>
      <p className="meta">{p("console_panel.merge_stricter")}</p>
    </>
  );
}

function Side({ side, title }: { side: MergeSide; title: string }) {
  const p = usePanelTexts();
  const has = side.has ?? {};
  return (
    <div className="merge-side">
      <small>{title}</small>
      <b>{side.name || p("console_panel.nameless")}</b>
      <span>{side.ref ? p("console_panel.member", { ref: side.ref }) : p("console_panel.guest")}</span>
      <span className="num">{side.phone_masked}</span>
      <span>{side.email}</span>
      <span>{p("console_panel.merge_has", { orders: has["orders"] ?? 0, tickets: has["tickets"] ?? 0 })}</span>
    </div>
  );
}

function whyKey(why: string): PanelKey {
  return why === "phone" ? "console_panel.why.phone" : why === "email" ? "console_panel.why.email" : "console_panel.why.member";
}

function fieldKey(field: string): PanelKey {
  if (field === "phone") return "console_panel.field.phone";
  if (field === "email") return "console_panel.field.email";
  return field === "birthday" ? "console_panel.field.birthday" : "console_panel.field.name";
}

function saidKey(said: boolean | null): PanelKey {
  if (said === null) return "console_panel.said.none";
  return said ? "console_panel.said.yes" : "console_panel.said.no";
}
