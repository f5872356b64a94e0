import { Button, Modal, TextInput } from "@kit";
import { dateTime } from "@shared/fmt.ts";
import type { Lang } from "@shared/i18n.ts";
import { useState } from "react";
import { useToasts } from "../frame/toasts.tsx";
import { sayProblem } from "../problems.ts";
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
  const [chosen, setChosen] = useState(false);
  const [until, setUntil] = useState("");
  const [wrong, setWrong] = useState("");
  const now = new Date(saved.now.at);
  const said = (iso: string) => dateTime(new Date(iso), lang, now, saved.zone);
  const run = async (act: () => Promise<Calendar>, done: (next: Calendar) => string) => {
    try {
      const next = await act();
      onDone(next);
      setAsking(false);
      say(done(next));
    } catch (error) {
      if (asking) setWrong(sayProblem(error, common));
      else fail(sayProblem(error, common));
    }
  };
  if (saved.closed_until) {
    return (
      <div className="acts">
        <span className="locked">{t("hours.closed_until", { time: said(saved.closed_until) })}</span>
        <Button onClick={() => void run(calendar.open, () => t("hours.reopened"))}>{t("hours.reopen")}</Button>
      </div>
    );
  }
  const close = () => {
    const moment = chosen ? shopMoment(until, saved.zone) : null;
    if (chosen && !moment) return setWrong(t("hours.date_missing"));
    void run(
      () => calendar.close(moment),
      (next) => (next.closed_until ? t("hours.closed_done", { time: said(next.closed_until) }) : t("hours.close")),
    );
  };
  return (
    <>
      <Button
        onClick={() => {
          setWrong("");
          setChosen(!saved.next_switch);
          setUntil(shopField(new Date(now.getTime() + 60 * 60_000), saved.zone));
          setAsking(true);
        }}
      >
        {t("hours.close")}
      </Button>
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={t("hours.close")}
        closeButtonProps={{ "aria-label": common("common.close") }}
      >
        <div className="form">
          <p>{t("hours.close_note")}</p>
          <fieldset className="radio-list" aria-label={t("hours.close_until")}>
            {saved.next_switch ? (
              <label>
                <input type="radio" name="until" checked={!chosen} onChange={() => setChosen(false)} />
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
              onChange={(event) => setUntil(event.currentTarget.value)}
            />
          ) : null}
          {wrong ? (
            <p className="field-error" role="alert">
              {wrong}
            </p>
          ) : null}
          <div className="acts">
            <Button variant="filled" onClick={close}>
              {t("hours.close")}
            </Button>
          </div>
        </div>
      </Modal>
    </>
  );
}
