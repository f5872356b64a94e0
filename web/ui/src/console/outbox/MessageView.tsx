import { Icon } from "@kit";
import { SegmentedControl } from "@kit/fields";
import { phone } from "@shared/fmt.ts";
import { useState } from "react";
import { Link } from "wouter";
import { useTexts } from "../texts.ts";
import { When } from "../When.tsx";
import type { Captured } from "./api.ts";

/** One captured message: a mail in a frame that may run nothing, a text message as a bubble. */
export function MessageView({ message }: { message: Captured }) {
  const { t } = useTexts();
  const [form, setForm] = useState("html");
  const plain = form === "text" || !message.html;
  return (
    <div className="stack">
      <div className="page-head">
        <Link href="/outbox" className="back only-narrow" aria-label={t("console.outbox.back")}>
          <Icon name="back" />
        </Link>
        <h1>{message.channel === "sms" ? t("console.send.sms") : message.subject}</h1>
        {message.html ? (
          <div className="right">
            <SegmentedControl
              aria-label={t("console.outbox.form")}
              value={form}
              onChange={setForm}
              data={[
                { value: "html", label: t("console.outbox.html") },
                { value: "text", label: t("console.outbox.text") },
              ]}
            />
          </div>
        ) : null}
      </div>
      {message.channel === "sms" ? (
        <div className="phone">
          <p className="phone-from num">
            {phone(message.from)} → {phone(message.to)}
          </p>
          <div className="sms">
            {message.subject ? <b>{message.subject}</b> : null}
            {message.subject ? "\n" : null}
            {message.text}
          </div>
          <p className="meta">
            <When at={message.captured_at} form="full" />
          </p>
        </div>
      ) : (
        <div className="mail">
          <div className="mail-head">
            <b>{message.subject}</b>
            <p className="meta">
              {phone(message.from)} → {phone(message.to)} · <When at={message.captured_at} form="full" />
            </p>
          </div>
          {plain ? <div className="mail-body">{message.text}</div> : <iframe title={message.subject} sandbox="" srcDoc={message.html} />}
        </div>
      )}
      <Headers message={message} />
    </div>
  );
}

function Headers({ message }: { message: Captured }) {
  const { t } = useTexts();
  const headers = Object.entries(message.headers ?? {});
  return (
    <details className="panel panel-pad">
      <summary>{t("console.outbox.headers")}</summary>
      <dl className="headers">
        <dt>delivery_id</dt>
        <dd>{message.delivery_id || "–"}</dd>
        {headers.map(([name, value]) => (
          <div key={name} style={{ display: "contents" }}>
            <dt>{name}</dt>
            <dd>{typeof value === "string" ? value : value.join(", ")}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
