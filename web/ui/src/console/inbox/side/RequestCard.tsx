import { Button, Chip, Textarea } from "@kit";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useToasts } from "../../frame/toasts.tsx";
import { sayProblem } from "../../problems.ts";
import { useSession } from "../../session.tsx";
import { useTexts } from "../../texts.ts";
import { useReturns } from "../actions/useReturns.ts";
import { type OrderRequest, orderRequests } from "../shopperApi.ts";
import type { Ticket } from "../ticket.ts";

/** What the shopper asks to have done with an order, and the decision. A decision is told in the thread at once. */
export function RequestCard({ ticket }: { ticket: Ticket }) {
  const client = useQueryClient();
  const key = ["requests", ticket.number];
  const query = useQuery({
    queryKey: [...key, ticket.version],
    queryFn: ({ signal }) => orderRequests.of(ticket.number, signal),
    enabled: ticket.type !== undefined && ticket.type !== "question",
    placeholderData: (before) => before,
  });
  // What a return carries out is decided on its own card, over the conversation.
  const returned = useReturns(ticket).data;
  const carried = (request: OrderRequest) => !returned?.some((one) => one.request === request.id);
  return (
    <>
      {query.data?.items.filter(carried).map((request) => (
        <One key={request.id} request={request} changed={() => void client.invalidateQueries({ queryKey: key })} />
      ))}
    </>
  );
}

function One({ request, changed }: { request: OrderRequest; changed: () => void }) {
  const { t } = useTexts();
  const { can } = useSession();
  const open = request.state === "asked" || request.state === "approved";
  const lines = [request.reason_label, addressOf(request), request.text].filter(Boolean);
  return (
    <section className="card">
      <h3>{request.kind_label}</h3>
      <Chip tone={open ? "warn" : request.state === "done" ? "ok" : "plain"}>{request.label}</Chip>
      <div className="pair">
        <span>{t("console.request.order")}</span>
        <span className="num">{request.order_number}</span>
      </div>
      {request.items.map((item) => (
        <div className="pair" key={item.id}>
          <span>
            {item.title} {item.option}
          </span>
          <span className="num">× {item.quantity}</span>
        </div>
      ))}
      {request.refund_text ? (
        <div className="pair">
          <span>{t("console.request.refund")}</span>
          <span className="num">{request.refund_text}</span>
        </div>
      ) : null}
      {lines.map((line) => (
        <p className="meta" key={line} style={{ whiteSpace: "pre-line" }}>
          {line}
        </p>
      ))}
      {open && can("tickets:write") ? <Decide request={request} changed={changed} /> : null}
    </section>
  );
}

function addressOf({ address }: OrderRequest): string {
  return address ? [address.name, address.phone, address.zip, address.line1, address.line2].filter(Boolean).join(" ") : "";
}

function Decide({ request, changed }: { request: OrderRequest; changed: () => void }) {
  const { t } = useTexts();
  const { say, fail } = useToasts();
  const [refusing, setRefusing] = useState(false);
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const act = async (how: "approve" | "refuse" | "done") => {
    setBusy(true);
    try {
      await orderRequests.decide(request.id, how, how === "refuse" ? text : "");
      say(t(`console.request.said_${how}`));
      setRefusing(false);
      changed();
    } catch (error) {
      fail(sayProblem(error, t));
    } finally {
      setBusy(false);
    }
  };
  if (refusing) {
    return (
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void act("refuse");
        }}
      >
        <Textarea
          label={t("console.request.why")}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          autosize
          minRows={2}
          maxLength={4000}
          required
        />
        <div className="pair">
          <Button size="xs" type="submit" disabled={busy || text.trim() === ""}>
            {t("console.request.refuse_send")}
          </Button>
          <Button size="xs" variant="subtle" onClick={() => setRefusing(false)}>
            {t("console.request.refuse_not")}
          </Button>
        </div>
      </form>
    );
  }
  return (
    <div className="pair">
      {request.state === "asked" ? (
        <Button size="xs" disabled={busy} onClick={() => void act("approve")}>
          {t("console.request.approve")}
        </Button>
      ) : null}
      <Button size="xs" disabled={busy} onClick={() => void act("done")}>
        {t("console.request.done")}
      </Button>
      <Button size="xs" variant="subtle" disabled={busy} onClick={() => setRefusing(true)}>
        {t("console.request.refuse")}
      </Button>
    </div>
  );
}
