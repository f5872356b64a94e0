import { useEffect, useRef, useState } from "preact/hooks";
import { post } from "../kit/ask.ts";
import { Glyph, type GlyphName } from "../kit/icons.tsx";
import "../kit/parts.tsx";
import { style } from "../kit/style.ts";
import { go, tell } from "../panel.ts";
import css from "./csat.css?inline";
import { t } from "./texts.ts";

style(css);

const FACES = [
  ["widget_card.face1", "face1"],
  ["widget_card.face2", "face2"],
  ["widget_card.face3", "face3"],
  ["widget_card.face4", "face4"],
  ["widget_card.face5", "face5"],
] as const satisfies readonly (readonly [string, GlyphName])[];
const GOOD = [
  ["fast", "widget_card.fast"],
  ["kind", "widget_card.kind"],
  ["solved", "widget_card.solved"],
  ["clear", "widget_card.clear"],
] as const;
const BAD = [
  ["slow", "widget_card.slow"],
  ["unsolved", "widget_card.unsolved"],
  ["unclear", "widget_card.unclear"],
  ["unkind", "widget_card.unkind"],
] as const;

/** From this score down the shop asks whether it may get in touch. */
const LOW = 2;
/** The arrow keys pass over faces: the one they rest on is stored. */
const REST_MS = 400;

/** How it went: a face is stored at once, words and reasons with their button. */
export function Csat({ survey, score: before }: { survey: string; score: number }) {
  const [score, setScore] = useState(before);
  const [stored, setStored] = useState(before > 0);
  const [failed, setFailed] = useState(false);
  const [reasons, setReasons] = useState<readonly string[]>([]);
  const [said, setSaid] = useState(false);
  const [contact, setContact] = useState<boolean | null>(null);
  const words = useRef("");
  const timer = useRef(0);
  const keys = useRef(false);

  useEffect(() => () => clearTimeout(timer.current), []);

  const store = (body: object, done: () => void) => {
    setFailed(false);
    post(`survey/${survey}`, body).then(done, () => setFailed(true));
  };
  const choose = (its: number) => {
    setScore(its);
    setReasons([]);
    clearTimeout(timer.current);
    const put = () =>
      store({ score: its }, () => {
        setStored(true);
        tell("csat", { score: its });
      });
    if (keys.current) timer.current = window.setTimeout(put, REST_MS);
    else put();
  };
  const flip = (id: string) => setReasons((all) => (all.includes(id) ? all.filter((r) => r !== id) : [...all, id]));
  const good = score > 3;
  return (
    <section class="cs" aria-labelledby={`q-${survey}`}>
      <p class="ttl" id={`q-${survey}`}>
        {t("widget_card.csat")}
      </p>
      <div
        class="faces"
        role="radiogroup"
        aria-labelledby={`q-${survey}`}
        onKeyDown={() => {
          keys.current = true;
        }}
        onPointerDown={() => {
          keys.current = false;
        }}
      >
        {FACES.map(([label, face], i) => (
          <label key={face}>
            <input type="radio" name={`f-${survey}`} checked={score === i + 1} onChange={() => choose(i + 1)} />
            <span>
              <Glyph name={face} />
              {t(label)}
            </span>
          </label>
        ))}
      </div>
      {failed && (
        <p class="err" role="alert">
          <Glyph name="warn" />
          {t("widget_card.failed")}
        </p>
      )}
      {score > 0 && !said && (
        <>
          <fieldset class="fld">
            <legend>
              {t(good ? "widget_card.good" : "widget_card.bad")} <small>{t("widget_card.optional")}</small>
            </legend>
            <div class="chips">
              {(good ? GOOD : BAD).map(([id, label]) => (
                <label key={id}>
                  <input type="checkbox" checked={reasons.includes(id)} onChange={() => flip(id)} />
                  <span>{t(label)}</span>
                </label>
              ))}
            </div>
          </fieldset>
          <textarea
            class="in"
            rows={2}
            maxLength={2000}
            aria-label={t("widget_card.words")}
            placeholder={t("widget_card.words")}
            onInput={(event) => {
              words.current = event.currentTarget.value;
            }}
          />
          <button type="button" class="btn2" onClick={() => store({ score, reasons, text: words.current.trim() }, () => setSaid(true))}>
            {t("widget_card.send")}
          </button>
        </>
      )}
      {score > 0 && score <= LOW && (
        <div class="note warn">
          <div class="grow">
            <p>{contact ? t("widget_card.contact_done") : t("widget_card.contact")}</p>
            {contact === null && (
              <div class="row">
                <button type="button" class="lnk" onClick={() => store({ contact_ok: true }, () => setContact(true))}>
                  {t("widget_card.contact_yes")}
                </button>
                <button type="button" class="lnk" onClick={() => store({ contact_ok: false }, () => setContact(false))}>
                  {t("widget_card.contact_no")}
                </button>
              </div>
            )}
          </div>
        </div>
      )}
      <p class="sub" role="status">
        {said ? t("widget_card.thanks") : stored && score > 0 ? t("widget_card.stored") : ""}
      </p>
      <button type="button" class="lnk" onClick={() => go("transcript")}>
        {t("widget_card.transcript")}
      </button>
    </section>
  );
}
