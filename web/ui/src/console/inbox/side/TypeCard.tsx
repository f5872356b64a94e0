import { Button, Icon, NativeSelect, Textarea, TextInput } from "@kit";
import type { Order } from "@shared/types.ts";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useToasts } from "../../frame/toasts.tsx";
import { errorsOf, sayProblem } from "../../problems.ts";
import { useSession } from "../../session.tsx";
import { useTexts } from "../../texts.ts";
import { usePanelTexts } from "../panelTexts.ts";
import type { TicketType, TypeField } from "../talkApi.ts";
import type { StepShown, TicketDetail } from "../ticket.ts";
import { type TicketChange, tickets } from "../ticketApi.ts";
import { useTypes } from "../useTypes.ts";
import { changedFields, type Values } from "./fields.ts";
import { Section } from "./Section.tsx";

// The kit draws its own sign only with the styles of other fields.
const CHEVRON = <Icon name="down" size={16} />;

/** What the ticket is about: its type, how far it has come, and the form that goes with it. */
export function TypeCard({ ticket }: { ticket: TicketDetail }) {
  const { t, lang } = useTexts();
  const p = usePanelTexts();
  const { can } = useSession();
  const { types } = useTypes();
  const client = useQueryClient();
  const { say, fail } = useToasts();
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<Readonly<Record<string, string>>>({});
  const type = types.find((one) => one.key === ticket.type);
  const closed = ticket.state === "solved" || ticket.state === "closed";
  const mayWrite = can("tickets:write") && !closed;
  if (types.length === 0) return null;
  const change = async (body: TicketChange, told: string) => {
    setBusy(true);
    setWrong({});
    try {
      const changed = await tickets.change(ticket.number, body);
      client.setQueryData<TicketDetail>(["ticket", ticket.number], (was) => (was ? { ...was, ...changed } : was));
      await client.invalidateQueries({ queryKey: ["ticket", ticket.number] });
      const group = changed.undo;
      const undo = () => {
        if (!group) return;
        tickets.undo(ticket.number, group).then(
          () => client.invalidateQueries({ queryKey: ["ticket", ticket.number] }),
          (error: unknown) => fail(sayProblem(error, t)),
        );
      };
      say(told, group ? undo : undefined);
    } catch (error) {
      const fields = errorsOf(error, "fields.");
      setWrong(fields);
      if (Object.keys(fields).length === 0) fail(sayProblem(error, t));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Section title={p("console_panel.type")}>
      {mayWrite ? (
        <NativeSelect
          rightSection={CHEVRON}
          aria-label={p("console_panel.type")}
          value={ticket.type ?? "question"}
          disabled={busy}
          data={types.map((one) => ({ value: one.key, label: one.label[lang] }))}
          onChange={(event) => void change({ type: event.currentTarget.value }, p("console_panel.done_type"))}
        />
      ) : (
        <p>{type?.label[lang] ?? ticket.type}</p>
      )}
      <StepBar
        steps={ticket.steps ?? []}
        next={type?.next?.[ticket.step ?? ""] ?? null}
        mayWrite={mayWrite && !busy}
        onStep={(step) => void change({ step }, p("console_panel.done_step"))}
      />
      {type && (type.fields ?? []).length > 0 ? (
        <Form
          key={`${ticket.type} ${JSON.stringify(ticket.fields ?? {})}`}
          type={type}
          ticket={ticket}
          mayWrite={mayWrite}
          busy={busy}
          wrong={wrong}
          onSave={(fields) => void change({ fields }, p("console_panel.done_fields"))}
        />
      ) : null}
    </Section>
  );
}

const MANY = 4;

interface StepBarProps {
  readonly steps: readonly StepShown[];
  /** Which may follow; null: any. */
  readonly next: readonly string[] | null;
  readonly mayWrite: boolean;
  readonly onStep: (step: string) => void;
}

/** The way as the customer sees it; what may come next can be chosen. */
function StepBar({ steps, next, mayWrite, onStep }: StepBarProps) {
  const { lang } = useTexts();
  const p = usePanelTexts();
  if (steps.length === 0) return null;
  const at = steps.findIndex((step) => step.state === "now");
  const choices = steps.filter((step, i) => (next ? next.includes(step.id) : i !== at) && step.state !== "now");
  return (
    <>
      <ol
        className={steps.length > MANY ? "steps steps-many" : "steps"}
        aria-label={p("console_panel.steps")}
        style={{ gridTemplateColumns: `repeat(${steps.length},1fr)` }}
      >
        {steps.map((step) => (
          <li
            key={step.id}
            title={step.label[lang]}
            data-done={step.state === "done"}
            aria-current={step.state === "now" ? "step" : undefined}
          >
            {step.label[lang]}
          </li>
        ))}
      </ol>
      {mayWrite && choices.length > 0 ? (
        <div className="step-next">
          {choices.map((step) => (
            <Button key={step.id} size="xs" onClick={() => onStep(step.id)}>
              {p("console_panel.step_to", { step: step.label[lang] })}
            </Button>
          ))}
        </div>
      ) : null}
    </>
  );
}

interface FormProps {
  readonly type: TicketType;
  readonly ticket: TicketDetail;
  readonly mayWrite: boolean;
  readonly busy: boolean;
  readonly wrong: Readonly<Record<string, string>>;
  readonly onSave: (fields: Values) => void;
}

function Form({ type, ticket, mayWrite, busy, wrong, onSave }: FormProps) {
  const p = usePanelTexts();
  const before = ticket.fields ?? {};
  const [values, setValues] = useState<Values>(before);
  const changed = changedFields(before, values);
  const orders = ticket.customer?.orders ?? (ticket.order ? [ticket.order] : []);
  const chosen = String(values["order"] ?? "");
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (Object.keys(changed).length > 0) onSave(changed);
  };
  return (
    <form className="type-form" onSubmit={save}>
      {(type.fields ?? []).map((field) => (
        <One
          key={field.id}
          field={field}
          value={values[field.id]}
          orders={orders}
          order={orders.find((one) => one.number === chosen)}
          readOnly={!mayWrite}
          error={wrong[field.id] ?? ""}
          onChange={(value) => setValues({ ...values, [field.id]: value })}
        />
      ))}
      {mayWrite && Object.keys(changed).length > 0 ? (
        <Button type="submit" size="xs" loading={busy}>
          {p("console_panel.save_fields")}
        </Button>
      ) : null}
    </form>
  );
}

interface OneProps {
  readonly field: TypeField;
  readonly value: unknown;
  readonly orders: readonly Order[];
  readonly order: Order | undefined;
  readonly readOnly: boolean;
  readonly error: string;
  readonly onChange: (value: unknown) => void;
}

function One({ field, value, orders, order, readOnly, error, onChange }: OneProps) {
  const { lang } = useTexts();
  const p = usePanelTexts();
  const label = field.label[lang];
  const common = { label, disabled: readOnly, withAsterisk: field.required, error: error || null } as const;
  const set = (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value || null);
  switch (field.kind) {
    case "number":
      return (
        <TextInput
          {...common}
          inputMode="numeric"
          value={typeof value === "number" ? String(value) : ""}
          onChange={(event) => {
            const digits = event.currentTarget.value.replace(/[^\d.-]/g, "");
            onChange(digits === "" || Number.isNaN(Number(digits)) ? null : Number(digits));
          }}
        />
      );
    case "date":
      return <TextInput {...common} type="date" value={String(value ?? "")} onChange={set} />;
    case "choice":
      return (
        <NativeSelect
          rightSection={CHEVRON}
          {...common}
          value={String(value ?? "")}
          data={[
            { value: "", label: p("console_panel.choose") },
            ...(field.choices ?? []).map((one) => ({ value: one.id, label: one.label[lang] })),
          ]}
          onChange={set}
        />
      );
    case "order":
      return orders.length > 0 ? (
        <NativeSelect
          rightSection={CHEVRON}
          {...common}
          value={String(value ?? "")}
          data={[
            { value: "", label: p("console_panel.choose") },
            ...orders.map((one) => ({ value: one.number, label: `${one.number} ${one.items?.[0]?.title ?? ""}` })),
          ]}
          onChange={set}
        />
      ) : (
        <TextInput {...common} value={String(value ?? "")} onChange={set} />
      );
    case "items":
      return <Items {...{ label, order, value, readOnly, error, required: field.required }} onChange={onChange} />;
    case "photo":
      return (
        <div className="type-photo">
          <b>{label}</b>
          <p className="meta">
            <Icon name="clip" size={13} />{" "}
            {p(Array.isArray(value) && value.length > 0 ? "console_panel.photos" : "console_panel.photos_none", {
              n: Array.isArray(value) ? value.length : 0,
            })}
          </p>
        </div>
      );
    default:
      return <Textarea {...common} value={String(value ?? "")} autosize minRows={1} maxRows={6} maxLength={4000} onChange={set} />;
  }
}

interface ItemsProps {
  readonly label: string;
  readonly order: Order | undefined;
  readonly value: unknown;
  readonly readOnly: boolean;
  readonly required: boolean;
  readonly error: string;
  readonly onChange: (value: unknown) => void;
}

/** Which items of the order, and how many of each. */
function Items({ label, order, value, readOnly, required, error, onChange }: ItemsProps) {
  const p = usePanelTexts();
  const chosen = new Map<number, number>();
  for (const one of Array.isArray(value) ? value : []) {
    if (typeof one === "object" && one !== null) chosen.set(Number(Reflect.get(one, "line")), Number(Reflect.get(one, "quantity")));
  }
  const set = (line: number, quantity: number) => {
    const next = new Map(chosen);
    if (quantity > 0) next.set(line, quantity);
    else next.delete(line);
    const list = [...next].sort(([a], [b]) => a - b).map(([at, n]) => ({ line: at, quantity: n }));
    onChange(list.length > 0 ? list : null);
  };
  return (
    <fieldset className="type-items" disabled={readOnly}>
      <legend>
        {label}
        {required ? <span aria-hidden="true"> *</span> : null}
      </legend>
      {order ? null : <p className="meta">{p("console_panel.items_first")}</p>}
      {(order?.items ?? []).map((item, i) => {
        const line = i + 1;
        const most = item.quantity ?? 1;
        const n = chosen.get(line) ?? 0;
        return (
          <div className="type-item" key={`${line} ${item.title}`}>
            <label>
              <input type="checkbox" checked={n > 0} onChange={(event) => set(line, event.currentTarget.checked ? most : 0)} />
              <span>
                {item.title} {item.option}
              </span>
            </label>
            {most > 1 && n > 0 ? (
              <input
                type="number"
                className="num"
                min={1}
                max={most}
                value={n}
                aria-label={p("console_panel.item_count", { title: item.title })}
                onChange={(event) => set(line, Math.min(most, Math.max(1, Number(event.currentTarget.value))))}
              />
            ) : null}
          </div>
        );
      })}
      {error ? <p className="type-error">{error}</p> : null}
    </fieldset>
  );
}
