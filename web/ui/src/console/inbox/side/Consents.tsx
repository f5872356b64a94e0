import { Chip, Icon } from "@kit";
import { day } from "@shared/fmt.ts";
import { useTexts } from "../../texts.ts";
import { useNow } from "../../useNow.ts";
import type { TicketCustomer } from "../ticket.ts";
import { Section } from "./Section.tsx";

const CHANNELS = ["sms", "email"] as const;

/** What they agreed to. */
export function Consents({ customer }: { customer: TicketCustomer }) {
  const { t, lang } = useTexts();
  const now = useNow();
  const consents = customer.consents ?? [];
  return (
    <Section title={t("console.side.consents")}>
      {CHANNELS.map((channel) => {
        const consent = consents.find((c) => c.channel === channel);
        return (
          <div className="pair" key={channel}>
            <span>{t(`console.consent.${channel}`)}</span>
            {consent?.granted ? (
              <Chip tone="ok">
                {t("console.consent.yes")} · {day(new Date(consent.at), lang, now)}
              </Chip>
            ) : (
              <Chip>{t("console.consent.no")}</Chip>
            )}
          </div>
        );
      })}
      <p className="meta">
        <Icon name="lock" size={13} /> {t("console.consent.hint")}
      </p>
    </Section>
  );
}
