import { Button, TextInput } from "@kit";
import { dateTime } from "@shared/fmt.ts";
import type { Lang } from "@shared/i18n.ts";
import { useState } from "react";
import { useToasts } from "../frame/toasts.tsx";
import { sayProblem } from "../problems.ts";
import { SaveDialog } from "../SaveDialog.tsx";
import { useTexts } from "../texts.ts";
import { type Calendar, calendar } from "./api.ts";
import { shopField, shopMoment } from "./rules.ts";
import { useHoursTexts } from "./texts.ts";

interface CloseNowProps {
  readonly saved: Calendar;
  readonly lang: Lang;
  readonly onDone: (next: Calendar) => void;
}

/** Closing by hand: until the schedule next changes, or until a moment one chooses. */
export function CloseNow({ saved, lang, onDone }: CloseNowProps) {
  const t = useHoursTexts();
  const { t: common } = useTexts();
  const { say, fail } = useToasts();
  const [asking, setAsking] = useState(false);
  const open = async () => {
    try {
      onDone(await calendar.open());
      say(t("hours.reopened"));
    } catch (error) {
      fail(sayProblem(error, common));
    }
  };
  if (saved.closed_until) {
    return (
      <div className="acts">
        <span className="locked">
          {t("hours.closed_until", { time: dateTime(new Date(saved.closed_until), lang, new Date(saved.now.at), saved.zone) })}
        </span>
        <Button onClick={() => void open()}>{t("hours.reopen")}</Button>
      </div>
    );
  }
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t("hours.close")}</Button>
      {asking ? <CloseDialog saved={saved} lang={lang} onDone={onDone} onClose={() => setAsking(false)} /> : null}
    </>
  );
}

const HOUR_MS = 3_600_000;

function CloseDialog({ saved, lang, onDone, onClose }: CloseNowProps & { readonly onClose: () => void }) {
  const t = useHoursTexts();
  const { say } = useToasts();
  const now = new Date(saved.now.at);
  const [chosen, setChosen] = useState(!saved.next_switch);
  const [until, setUntil] = useState(() => shopField(new Date(now.getTime() + HOUR_MS), saved.zone));
  const moment = chosen ? shopMoment(until, saved.zone) : null;
  const said = (iso: string) => dateTime(new Date(iso), lang, now, saved.zone);
  const save = async () => {
    const next = await calendar.close(moment);
    onDone(next);
    say(next.closed_until ? t("hours.closed_done", { time: said(next.closed_until) }) : t("hours.close"));
    onClose();
  };
  return (
    <SaveDialog title={t("hours.close")} act={t("hours.close")} right={!chosen || moment !== null} save={save} onClose={onClose}>
      {(errors) => (
        <>
          <p>{t("hours.close_note")}</p>
          <fieldset className="radio-list" aria-label={t("hours.close_until")}>
            {saved.next_switch ? (
              <label>
                <input type="radio" name="until" data-autofocus checked={!chosen} onChange={() => setChosen(false)} />
                {t("hours.close_switch", { time: said(saved.next_switch) })}
              </label>
            ) : null}
            <label>
              <input type="radio" name="until" checked={chosen} onChange={() => setChosen(true)} />
              {t("hours.close_choose")}
            </label>
          </fieldset>
          {chosen ? (
            <TextInput
              type="datetime-local"
              label={t("hours.close_until")}
              value={until}
              error={errors["until"]}
              onChange={(event) => setUntil(event.currentTarget.value)}
            />
          ) : null}
        </>
      )}
    </SaveDialog>
  );
}
