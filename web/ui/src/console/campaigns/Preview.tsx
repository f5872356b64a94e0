import { Chip } from "@kit";
import { number as grouped } from "@shared/fmt.ts";
import { useTexts } from "../texts.ts";
import type { CampaignDraft } from "./api.ts";
import { LMS_BYTES, type Measured, SMS_BYTES, smsText } from "./rules.ts";
import type { Shop } from "./useShop.ts";

/** The message as it arrives: a bubble on a phone, or a mail with its footer. */
export function Preview({ draft, shop }: { draft: CampaignDraft; shop: Shop }) {
  const { t } = useTexts();
  return (
    <section className="preview" aria-label={t("console.campaigns.preview")}>
      <p className="meta">{t("console.campaigns.preview")}</p>
      {draft.channel === "sms" ? (
        <div className="phone">
          <p className="phone-from num">{shop.smsFrom}</p>
          <div className="sms">{smsText(draft.body_text || t("console.campaigns.body_empty"), shop.name, shop.optOut)}</div>
        </div>
      ) : (
        <div className="mail">
          <div className="mail-head">
            <b>(광고) {draft.subject || t("console.campaigns.subject_empty")}</b>
            <p className="meta">{shop.sender}</p>
          </div>
          <div className="mail-body">{draft.body_text || t("console.campaigns.body_empty")}</div>
          <div className="mail-foot">{t("console.campaigns.footer", { shop: shop.name })}</div>
        </div>
      )}
    </section>
  );
}

/** 78/90 byte · SMS, and what cannot be sent. */
export function SMSMeter({ measured }: { measured: Measured }) {
  const { t } = useTexts();
  const limit = measured.kind === "SMS" ? SMS_BYTES : LMS_BYTES;
  return (
    <span className="meter" role="status">
      <Chip tone={measured.kind === "over" ? "bad" : measured.kind === "LMS" ? "warn" : "plain"}>
        {grouped(measured.bytes)}/{grouped(limit)} byte · {measured.kind === "over" ? t("console.campaigns.too_long") : measured.kind}
      </Chip>
      {measured.refused.length > 0 ? (
        <Chip tone="bad" icon="alert">
          {t("console.campaigns.refused", { letters: measured.refused.slice(0, 5).join(" ") })}
        </Chip>
      ) : null}
    </span>
  );
}
