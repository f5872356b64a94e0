import { Chip } from "@kit";
import { dateTime } from "@shared/fmt.ts";
import { useQuery } from "@tanstack/react-query";
import { useTexts } from "../../texts.ts";
import { useNow } from "../../useNow.ts";
import { tickets } from "../ticketApi.ts";

/** Where a shopper who left a message wants the answer. It was typed and not proved, and says so. */
export function ContactCard({ conversation }: { conversation: string }) {
  const { t, lang } = useTexts();
  const now = useNow();
  const query = useQuery({
    queryKey: ["contact", conversation],
    queryFn: ({ signal }) => tickets.contact(conversation, signal),
    staleTime: 60_000,
  });
  const contact = query.data?.contact;
  if (!contact) return null;
  const order = contact.order_matches ? "ok" : contact.order_exists ? "other" : "unknown";
  const rows = [
    [t("console.contact.phone"), contact.phone_masked],
    [t("console.contact.email"), contact.email],
    [t("console.contact.promise"), contact.promise_at ? dateTime(new Date(contact.promise_at), lang, now) : ""],
    [t("console.contact.order"), contact.order_number],
  ];
  return (
    <section className="card">
      <h3>{t("console.contact.title")}</h3>
      <Chip tone="warn" icon="alert">
        {t("console.contact.unverified")}
      </Chip>
      {rows.map(([label, value]) =>
        value ? (
          <div className="pair" key={label}>
            <span>{label}</span>
            <span className="num">{value}</span>
          </div>
        ) : null,
      )}
      {contact.order_number ? <p className="meta">{t(`console.contact.order_${order}`)}</p> : null}
    </section>
  );
}
