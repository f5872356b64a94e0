import { Button, Icon, Textarea, TextInput } from "@kit";
import { SegmentedControl, TagsInput } from "@kit/fields";
import { dateTime } from "@shared/fmt.ts";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import { useToasts } from "../frame/toasts.tsx";
import { LanguageSelect } from "../LanguageSelect.tsx";
import { PageHead } from "../PageHead.tsx";
import { useSession } from "../session.tsx";
import { useTexts } from "../texts.ts";
import { useDraft } from "../useDraft.ts";
import { useNow } from "../useNow.ts";
import { useStored } from "../useStored.ts";
import { AudienceCount, useAudience } from "./AudienceCount.tsx";
import { type Campaign, type CampaignDraft, campaigns } from "./api.ts";
import { CampaignChip } from "./CampaignsPage.tsx";
import { CancelButton } from "./CancelButton.tsx";
import { Preview, SMSMeter } from "./Preview.tsx";
import { fromField, isNight, measureSMS, smsText, toField, tomorrowAtTen } from "./rules.ts";
import { SendDialog } from "./SendDialog.tsx";
import { useShop } from "./useShop.ts";

/** Writes a campaign: to whom, what, when; the right side shows it as it will arrive. */
export function CampaignEditor({ campaign }: { campaign: Campaign | null }) {
  const { t, lang } = useTexts();
  const { can } = useSession();
  const now = useNow();
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const { say } = useToasts();
  const shop = useShop();
  const { draft, dirty, errors, form, change, kept, show, refuse, forget } = useDraft<CampaignDraft, "at">(
    () => draftOf(campaign, lang),
    ["at"],
  );
  const [when, setWhen] = useState<"now" | "at">("at");
  const [at, setAt] = useState(() => (campaign?.scheduled_at ? toField(new Date(campaign.scheduled_at)) : tomorrowAtTen(new Date())));
  const [asking, setAsking] = useState(false);
  const { stored: saved, busy, took, store } = useStored(campaign, { one: "campaign", list: "campaigns", refuse });
  const audience = useAudience(draft.channel, draft.tags);
  const mayWrite = can("campaigns:write");
  const sms = draft.channel === "sms";
  const moment = when === "now" ? null : fromField(at);
  const night = sms && isNight(moment ?? now);
  const measured = measureSMS(smsText(draft.body_text, shop.name, shop.optOut));
  const people = audience.data?.sendable ?? 0;

  const save = async (): Promise<Campaign | null> => {
    if (!draft.name.trim()) {
      show({ name: t("console.campaigns.name_missing") });
      return null;
    }
    const body = sms ? { ...draft, subject: "" } : draft;
    const next = await store(() => (saved ? campaigns.save(saved.id, body, saved.version) : campaigns.create(body)));
    if (next) kept();
    return next;
  };
  const saveAndStay = async () => {
    const fresh = saved === null;
    const next = await save();
    if (!next) return;
    say(t("common.saved"));
    if (fresh) navigate(`/campaigns/${next.id}`, { replace: true });
  };
  const ask = () => {
    const found: typeof errors = {};
    if (!draft.name.trim()) found.name = t("console.campaigns.name_missing");
    if (!draft.body_text.trim()) found.body_text = t("console.campaigns.body_missing");
    if (!sms && !draft.subject.trim()) found.subject = t("console.campaigns.subject_missing");
    if (when === "at" && (!moment || moment <= now)) found.at = t("console.campaigns.at_passed");
    if (night) found.at = t("console.campaigns.night");
    if (Object.keys(found).length > 0) return show(found);
    setAsking(true);
  };
  const schedule = async () => {
    setAsking(false);
    const next = dirty || !saved ? await save() : saved;
    if (!next) return;
    try {
      const planned = await campaigns.schedule(next.id, moment ? moment.toISOString() : null);
      took(planned);
      say(t(moment ? "console.campaigns.done_scheduled" : "console.campaigns.done_started", { n: people }));
      navigate(moment ? "/campaigns" : `/campaigns/${next.id}`);
    } catch (error) {
      if (!campaign) navigate(`/campaigns/${next.id}`, { replace: true });
      refuse(error);
    }
  };
  const whenText = moment ? dateTime(moment, lang, now) : t("console.campaigns.now");
  return (
    <>
      <PageHead
        back="/campaigns"
        backLabel={t("console.campaigns.back")}
        title={saved?.name ?? t("console.campaigns.new")}
        chip={saved ? <CampaignChip state={saved.state} /> : null}
        acts={
          mayWrite ? (
            <>
              {saved ? <CancelButton campaign={saved} onCancelled={(next) => client.setQueryData(["campaign", next.id], next)} /> : null}
              <Button loading={busy} disabled={!dirty} onClick={() => void saveAndStay()}>
                {t("common.save")}
              </Button>
            </>
          ) : null
        }
      />
      {saved?.state === "scheduled" && saved.scheduled_at ? (
        <p className="page-lead">{t("console.campaigns.scheduled_lead", { at: dateTime(new Date(saved.scheduled_at), lang, now) })}</p>
      ) : null}
      {saved?.state === "held" ? <p className="form-error page-note">{t("console.campaigns.held_lead")}</p> : null}
      <div className="split">
        <div className="stack" ref={form}>
          <section className="panel panel-pad form" aria-labelledby="step-who">
            <h2 id="step-who">{t("console.campaigns.step_who")}</h2>
            <TextInput
              label={t("console.campaigns.name")}
              description={t("console.campaigns.name_hint")}
              value={draft.name}
              maxLength={80}
              error={errors.name}
              disabled={!mayWrite}
              onChange={(e) => change({ name: e.currentTarget.value })}
            />
            <div className="form-row">
              <div>
                <p className="field-label">{t("console.campaigns.channel")}</p>
                <SegmentedControl
                  fullWidth
                  aria-label={t("console.campaigns.channel")}
                  value={draft.channel}
                  disabled={!mayWrite}
                  onChange={(channel) => change({ channel })}
                  data={[
                    { value: "email", label: t("console.send.email") },
                    { value: "sms", label: t("console.send.sms") },
                  ]}
                />
              </div>
              <LanguageSelect
                label={t("console.campaigns.lang")}
                value={draft.lang}
                disabled={!mayWrite}
                onChange={(to) => change({ lang: to })}
              />
            </div>
            <TagsInput
              label={t("console.campaigns.tags")}
              description={t("console.campaigns.tags_hint")}
              value={[...draft.tags]}
              error={errors.tags}
              disabled={!mayWrite}
              onChange={(tags) => change({ tags })}
            />
            <AudienceCount query={audience} />
          </section>
          <section className="panel panel-pad form" aria-labelledby="step-what">
            <h2 id="step-what">{t("console.campaigns.step_what")}</h2>
            {sms ? null : (
              <TextInput
                label={t("console.campaigns.subject")}
                leftSection={<Locked text="(광고)" />}
                leftSectionWidth={80}
                value={draft.subject}
                maxLength={120}
                error={errors.subject}
                disabled={!mayWrite}
                onChange={(e) => change({ subject: e.currentTarget.value })}
              />
            )}
            {sms ? (
              <div className="locked-row">
                <Locked text={`(광고)${shop.name}`} />
                <span className="meta">{t("console.campaigns.locked_first")}</span>
              </div>
            ) : null}
            <Textarea
              label={t("console.campaigns.body")}
              description={t(sms ? "console.campaigns.body_hint_sms" : "console.campaigns.body_hint_email")}
              value={draft.body_text}
              rows={8}
              maxLength={20_000}
              error={errors.body_text}
              disabled={!mayWrite}
              onChange={(e) => change({ body_text: e.currentTarget.value })}
            />
            <div className="locked-row">
              <Locked text={sms ? t("console.campaigns.opt_out_sms", { number: shop.optOut }) : t("console.campaigns.opt_out_email")} />
              {sms ? <SMSMeter measured={measured} /> : <span className="meta">{t("console.campaigns.locked_last")}</span>}
            </div>
          </section>
          <section className="panel panel-pad form" aria-labelledby="step-when">
            <h2 id="step-when">{t("console.campaigns.step_when")}</h2>
            <SegmentedControl
              aria-label={t("console.campaigns.step_when")}
              value={when}
              disabled={!mayWrite}
              onChange={(value) => setWhen(value === "now" ? "now" : "at")}
              data={[
                { value: "at", label: t("console.campaigns.at") },
                { value: "now", label: t("console.campaigns.now") },
              ]}
            />
            {when === "at" ? (
              <TextInput
                type="datetime-local"
                label={t("console.campaigns.at_label")}
                value={at}
                step={900}
                min={toField(now)}
                error={errors.at ?? (night ? t("console.campaigns.night") : undefined)}
                disabled={!mayWrite}
                onChange={(e) => {
                  setAt(e.currentTarget.value);
                  forget("at");
                }}
              />
            ) : night ? (
              <p className="form-error">{t("console.campaigns.night")}</p>
            ) : null}
            {mayWrite ? (
              <div className="acts">
                <Button variant="filled" loading={busy} disabled={people === 0} onClick={ask}>
                  {t("console.campaigns.send_at", { n: people, at: whenText })}
                </Button>
                {people === 0 && audience.data ? <span className="meta">{t("console.campaigns.nobody")}</span> : null}
              </div>
            ) : null}
          </section>
        </div>
        <Preview draft={draft} shop={shop} />
      </div>
      {asking ? (
        <SendDialog
          people={people}
          name={draft.name}
          at={moment ? whenText : null}
          onStop={() => setAsking(false)}
          onSend={() => void schedule()}
        />
      ) : null}
    </>
  );
}

/** What the system writes and nobody can change. */
function Locked({ text }: { text: string }) {
  const { t } = useTexts();
  return (
    <span className="locked">
      <Icon name="lock" label={t("console.campaigns.locked")} size={13} />
      {text}
    </span>
  );
}

function draftOf(campaign: Campaign | null, lang: string): CampaignDraft {
  if (!campaign) return { name: "", channel: "email", tags: [], subject: "", body_text: "", lang };
  const { name, channel, subject, body_text } = campaign;
  return { name, channel, subject, body_text, tags: campaign.tags ?? [], lang: campaign.lang };
}
