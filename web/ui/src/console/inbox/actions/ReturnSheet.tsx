import { Button, Modal, NativeSelect, Skeleton, Textarea, TextInput } from "@kit";
import { date, number as grouped, won } from "@shared/fmt.ts";
import type { Order } from "@shared/types.ts";
import { uuid } from "@shared/uuid.ts";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useToasts } from "../../frame/toasts.tsx";
import { sayProblem } from "../../problems.ts";
import { useTexts } from "../../texts.ts";
import { useNow } from "../../useNow.ts";
import { useUploads } from "../files/useUploads.ts";
import type { TicketDetail } from "../ticket.ts";
import { hasAmount, hasItems, wonOf } from "./allowed.ts";
import { type Address, type Item, type Kind, type Quote, REASONS, type Reason, returns } from "./api.ts";
import { Photos } from "./ReturnPhotos.tsx";
import { useReturnsTexts } from "./texts.ts";
import { useReturnsChanged } from "./useReturns.ts";
import "./returns.css";

export interface ReturnSheetProps {
  readonly kind: Kind;
  readonly order: Order;
  readonly ticket: TicketDetail;
  readonly onClose: () => void;
}

const EMPTY: Address = { name: "", phone: "", zip: "", line1: "", line2: "" };

/** Asks for something to be done with an order. What is beyond the asker's limit waits for somebody else. */
export default function ReturnSheet({ kind, order, ticket, onClose }: ReturnSheetProps) {
  const { t: common, lang } = useTexts();
  const t = useReturnsTexts();
  const { say, fail } = useToasts();
  const changed = useReturnsChanged(ticket.number);
  const [clientID] = useState(() => uuid());
  const [chosen, setChosen] = useState<Readonly<Record<number, number>>>(() => chosenIn(ticket, order));
  const [reason, setReason] = useState<Reason>(() => reasonIn(ticket) ?? (kind === "address" ? "moved" : "mind"));
  const [text, setText] = useState("");
  const [typed, setTyped] = useState<string | null>(null);
  const [photos, setPhotos] = useState<readonly string[]>(() => photosIn(ticket));
  const uploads = useUploads(ticket.conversation_id);
  const [address, setAddress] = useState<Address>(() => ({ ...EMPTY, name: ticket.customer?.name ?? "" }));
  const [busy, setBusy] = useState(false);
  const items: Item[] = Object.entries(chosen).flatMap(([line, quantity]) => (quantity > 0 ? [{ line: Number(line), quantity }] : []));
  const query = useQuery({
    queryKey: ["quote", ticket.number, order.number, kind, items],
    queryFn: ({ signal }) => returns.quote(ticket.number, order.number, kind, items, signal),
    placeholderData: (before) => before,
  });
  const quote = query.data;
  const pieces = items.reduce((sum, item) => sum + item.quantity, 0);
  // What was said of other pieces is no price of these.
  const asked = query.isPlaceholderData;
  const amount = !hasAmount(kind) ? 0 : typed === null ? (quote?.amount ?? 0) : wonOf(typed);
  const over = quote !== undefined && amount !== null && amount > quote.most;
  const needs = quote?.limit != null && amount !== null && amount > quote.limit;
  const ready =
    uploads.waiting === "" &&
    !asked &&
    quote?.allowed &&
    !over &&
    amount !== null &&
    (kind !== "refund" || amount > 0) &&
    (!hasItems(kind) || items.length > 0);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (!ready || busy || amount === null) return;
    setBusy(true);
    const shown = [...photos, ...uploads.list.flatMap((one) => one.file?.id ?? [])];
    try {
      const made = await returns.make(ticket.number, {
        client_id: clientID,
        kind,
        order_number: order.number,
        reason,
        amount,
        ...(hasItems(kind) ? { items } : {}),
        ...(text.trim() ? { text: text.trim() } : {}),
        ...(shown.length > 0 ? { photos: shown } : {}),
        ...(kind === "address" ? { address } : {}),
      });
      say(t(made.state === "requested" ? "console_returns.said.requested" : "console_returns.said.approved"));
      changed();
      onClose();
    } catch (error) {
      fail(sayProblem(error, common));
      setBusy(false);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(`console_returns.title.${kind}`, { number: order.number })}
      closeButtonProps={{ "aria-label": common("common.close") }}
    >
      <form className="return-form" onSubmit={(event) => void send(event)}>
        {query.isError ? <p className="return-warn">{sayProblem(query.error, common)}</p> : null}
        {query.isLoading ? <Skeleton height={120} radius={12} /> : null}
        {quote && !quote.allowed ? <p className="return-warn">{quote.why_not}</p> : null}
        {quote && hasItems(kind) ? <Lines quote={quote} chosen={chosen} onChoose={setChosen} /> : null}
        {kind === "address" ? <AddressFields address={address} onChange={setAddress} /> : null}
        <NativeSelect
          label={t("console_returns.reason")}
          value={reason}
          onChange={(event) => setReason(REASONS.find((one) => one === event.currentTarget.value) ?? "other")}
          data={REASONS.map((one) => ({ value: one, label: t(`console_returns.reason.${one}`) }))}
        />
        {hasAmount(kind) && quote ? (
          <TextInput
            label={t("console_returns.amount")}
            description={t("console_returns.most", { amount: won(quote.most, lang) })}
            inputMode="numeric"
            value={typed ?? grouped(amount ?? 0)}
            onChange={(event) => setTyped(event.currentTarget.value)}
            error={amount === null ? t("console_returns.amount_wrong") : over ? t("console_returns.amount_over") : null}
            required
          />
        ) : null}
        <Photos ticket={ticket} chosen={photos} uploads={uploads} onChoose={setPhotos} />
        <Textarea
          label={t(kind === "exchange" ? "console_returns.exchange_for" : "console_returns.text")}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          maxLength={2000}
          autosize
          minRows={2}
          required={kind === "exchange"}
        />
        <Law quote={quote} kind={kind} />
        {needs ? <p className="return-warn">{t("console_returns.needs", { limit: won(quote?.limit ?? 0, lang) })}</p> : null}
        <div className="guard-acts">
          <Button variant="subtle" onClick={onClose}>
            {t("console_returns.keep")}
          </Button>
          <Button type="submit" variant="filled" disabled={!ready} loading={busy}>
            {t(needs ? "console_returns.ask" : `console_returns.do.${kind}`, { amount: won(amount ?? 0, lang), n: pieces })}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

interface LinesProps {
  readonly quote: Quote;
  readonly chosen: Readonly<Record<number, number>>;
  readonly onChoose: (chosen: Readonly<Record<number, number>>) => void;
}

/** The pieces of the order: all that is left of a line at a tap, and fewer by its number. */
function Lines({ quote, chosen, onChoose }: LinesProps) {
  const { lang } = useTexts();
  const t = useReturnsTexts();
  return (
    <fieldset className="return-lines">
      <legend>{t("console_returns.items")}</legend>
      {(quote.lines ?? []).map((line) => {
        const quantity = chosen[line.line] ?? 0;
        const name = [line.title, line.option].filter(Boolean).join(" · ");
        return (
          <div className="return-line" key={line.line} data-none={line.left === 0}>
            <label>
              <input
                type="checkbox"
                checked={quantity > 0}
                disabled={line.left === 0}
                onChange={(event) => onChoose({ ...chosen, [line.line]: event.currentTarget.checked ? line.left : 0 })}
              />
              <span>
                {name}
                <small className="num">
                  {won(line.price, lang)} · {t("console_returns.left", { n: line.left, all: line.quantity })}
                </small>
              </span>
            </label>
            {quantity > 0 && line.left > 1 ? (
              <input
                type="number"
                className="num"
                aria-label={t("console_returns.quantity", { name })}
                min={1}
                max={line.left}
                value={quantity}
                onChange={(event) =>
                  onChoose({ ...chosen, [line.line]: Math.max(1, Math.min(line.left, Number(event.currentTarget.value) || 1)) })
                }
              />
            ) : null}
          </div>
        );
      })}
    </fieldset>
  );
}

function AddressFields({ address, onChange }: { address: Address; onChange: (address: Address) => void }) {
  const t = useReturnsTexts();
  const fields = [
    ["name", 60, true],
    ["phone", 40, true],
    ["zip", 10, false],
    ["line1", 200, true],
    ["line2", 200, false],
  ] as const;
  return (
    <>
      {fields.map(([field, most, required]) => (
        <TextInput
          key={field}
          label={t(`console_returns.address.${field}`)}
          value={address[field] ?? ""}
          maxLength={most}
          required={required}
          inputMode={field === "phone" ? "tel" : field === "zip" ? "numeric" : "text"}
          onChange={(event) => onChange({ ...address, [field]: event.currentTarget.value })}
        />
      ))}
    </>
  );
}

/** What the law gives the customer. */
function Law({ quote, kind }: { quote: Quote | undefined; kind: Kind }) {
  const { lang } = useTexts();
  const t = useReturnsTexts();
  const now = useNow();
  if (!quote?.withdraw_until || (kind !== "return" && kind !== "exchange")) return null;
  const day = date(new Date(`${quote.withdraw_until}T00:00:00+09:00`), lang, now);
  return <p className="return-law">{t(quote.late ? "console_returns.law_late" : "console_returns.law", { day })}</p>;
}

// What the ticket's form says already is not asked again.

function chosenIn(ticket: TicketDetail, order: Order): Record<number, number> {
  const items: unknown = ticket.order_number === order.number ? ticket.fields?.["items"] : null;
  const chosen: Record<number, number> = {};
  for (const item of Array.isArray(items) ? items : []) {
    const line: unknown = Reflect.get(Object(item), "line");
    const quantity: unknown = Reflect.get(Object(item), "quantity");
    if (typeof line === "number" && typeof quantity === "number") chosen[line] = quantity;
  }
  return chosen;
}

function reasonIn(ticket: TicketDetail): Reason | undefined {
  return REASONS.find((one) => one === ticket.fields?.["reason"]);
}

function photosIn(ticket: TicketDetail): readonly string[] {
  const photos: unknown = ticket.fields?.["photo"];
  return Array.isArray(photos) ? photos.filter((id): id is string => typeof id === "string") : [];
}
