import "../pages.css";
import "./me.css";
import { Button, NativeSelect } from "@kit";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useToasts } from "../frame/toasts.tsx";
import { MyHours } from "../hours/Own.tsx";
import { Loaded } from "../Loaded.tsx";
import { PageHead, SETTINGS } from "../PageHead.tsx";
import { setPrefs, type Theme } from "../prefs.ts";
import { sayProblem } from "../problems.ts";
import { useSession } from "../session.tsx";
import { usePrefs, useTexts } from "../texts.ts";
import { AlertMatrix } from "./AlertMatrix.tsx";
import { preferences } from "./api.ts";
import { useMeTexts } from "./texts.ts";

const THEMES = ["auto", "light", "dark"] as const;
const LANGS = ["ko", "en"] as const;
const HOLDS = [0, 5, 10] as const;
const WIDTHS = { navWidth: 216, listWidth: 344, sideWidth: 324 };

/** What each person sets for themselves. */
export default function MePage() {
  const t = useMeTexts();
  const { t: common, lang } = useTexts();
  const { can } = useSession();
  const { theme, letterKeys, typed } = usePrefs();
  const { say } = useToasts();
  return (
    <main className="page">
      <div className="page-inner narrow">
        <PageHead title={t("me.title")} back={SETTINGS} />
        <div className="stack">
          {can("tickets:read") ? <AlertMatrix /> : null}
          <section className="panel panel-pad setting-rows">
            <h2>{t("me.screen")}</h2>
            <div className="setting-row">
              <label htmlFor="me-theme">{t("me.theme")}</label>
              <NativeSelect
                id="me-theme"
                value={theme}
                onChange={(event) => setPrefs({ theme: event.currentTarget.value as Theme })}
                data={THEMES.map((value) => ({ value, label: common(`console.theme.${value}`) }))}
              />
            </div>
            <div className="setting-row">
              <label htmlFor="me-language">{t("me.language")}</label>
              <NativeSelect
                id="me-language"
                value={lang}
                onChange={(event) => setPrefs({ lang: event.currentTarget.value === "en" ? "en" : "ko" })}
                data={LANGS.map((value) => ({ value, label: common(`common.language.${value}`) }))}
              />
            </div>
            {can("tickets:read") ? <Switch checked={typed} label={t("me.typed")} onChange={(on) => setPrefs({ typed: on })} /> : null}
            <div className="setting-row">
              <Button
                size="xs"
                onClick={() => {
                  setPrefs(WIDTHS);
                  say(t("me.widths_done"));
                }}
              >
                {t("me.widths")}
              </Button>
            </div>
          </section>
          <section className="panel panel-pad setting-rows">
            <h2>{t("me.keys")}</h2>
            <Switch
              checked={letterKeys}
              label={t("me.keys_letters")}
              hint={t("me.keys_hint")}
              onChange={(on) => setPrefs({ letterKeys: on })}
            />
          </section>
          {can("tickets:write") ? <Hold /> : null}
          {can("tickets:write") ? <MyHours /> : null}
        </div>
      </div>
    </main>
  );
}

interface SwitchProps {
  readonly checked: boolean;
  readonly label: string;
  readonly hint?: string;
  readonly onChange: (on: boolean) => void;
}

function Switch({ checked, label, hint, onChange }: SwitchProps) {
  return (
    <label className="setting-row">
      <span>
        {label}
        {hint ? <small>{hint}</small> : null}
      </span>
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
    </label>
  );
}

/** How long mail waits before it leaves. */
function Hold() {
  const t = useMeTexts();
  const { t: common } = useTexts();
  const { say, fail } = useToasts();
  const client = useQueryClient();
  const query = useQuery({ queryKey: ["preferences"], queryFn: ({ signal }) => preferences.read(signal) });
  const choose = async (hold: number) => {
    try {
      client.setQueryData(["preferences"], await preferences.save({ mail_hold: hold }));
      say(t("me.saved"));
    } catch (error) {
      fail(sayProblem(error, common));
    }
  };
  return (
    <section className="panel panel-pad setting-rows">
      <h2>{t("me.mail")}</h2>
      <Loaded query={query}>
        <div className="setting-row">
          <label htmlFor="me-hold">
            {t("me.hold")}
            <small>{t("me.hold_hint")}</small>
          </label>
          <NativeSelect
            id="me-hold"
            value={String(query.data?.mail_hold ?? 0)}
            onChange={(event) => void choose(Number(event.currentTarget.value))}
            data={HOLDS.map((n) => ({ value: String(n), label: n === 0 ? t("me.hold_0") : t("me.hold_n", { n }) }))}
          />
        </div>
      </Loaded>
    </section>
  );
}
