import { Button, TextInput } from "@kit";
import { phone } from "@shared/fmt.ts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useToasts } from "../frame/toasts.tsx";
import { Loaded } from "../Loaded.tsx";
import { type AlertRow, type AlertSettings, type AlertWay, GRAVE, ROWS, WAYS } from "../live/alertRules.ts";
import { alerts as alertsApi } from "../live/alertsApi.ts";
import { ring } from "../live/sound.ts";
import { setPrefs } from "../prefs.ts";
import { sayProblem } from "../problems.ts";
import { usePrefs, useTexts } from "../texts.ts";
import { useMeTexts } from "./texts.ts";

const KEY = ["alerts"];
const NIGHT = { from: "22:00", to: "08:00" };

/** What is told and how, each with a way to try it; and when it is quiet. */
export function AlertMatrix() {
  const t = useMeTexts();
  const { t: common } = useTexts();
  const { alerts } = usePrefs();
  const { say, fail } = useToasts();
  const client = useQueryClient();
  const query = useQuery({ queryKey: KEY, queryFn: ({ signal }) => alertsApi.read(signal) });
  const save = async (next: AlertSettings, said?: string) => {
    const was = query.data;
    client.setQueryData(KEY, next);
    try {
      client.setQueryData(KEY, await alertsApi.save(next));
      if (said) say(said);
    } catch (error) {
      client.setQueryData(KEY, was);
      fail(sayProblem(error, common));
    }
  };
  const settings = query.data;
  if (!settings)
    return (
      <section className="panel panel-pad setting-rows">
        <h2>{t("me.alerts")}</h2>
        <Loaded query={query}>{null}</Loaded>
      </section>
    );
  const set = (row: AlertRow, way: AlertWay, on: boolean) =>
    void save({ ...settings, matrix: { ...settings.matrix, [row]: { ...settings.matrix[row], [way]: on } } });
  const label = (row: AlertRow) => t(`me.row.${row}`);
  const hear = async () => {
    if (!(await ring())) fail(t("me.not_heard"));
  };
  // By every way that is on for the row; the screen where none is.
  const send = async (row: AlertRow) => {
    const ways = WAYS.filter((way) => way !== "sound" && settings.matrix[row][way]);
    try {
      if (ways.includes("desktop") && typeof Notification !== "undefined" && Notification.permission === "default")
        await Notification.requestPermission();
      for (const way of ways.length > 0 ? ways : (["screen"] as const)) await alertsApi.test(row, way);
      say(t("me.sent"));
    } catch (error) {
      fail(sayProblem(error, common));
    }
  };
  const denied = typeof Notification !== "undefined" && Notification.permission === "denied";
  return (
    <section className="panel panel-pad setting-rows">
      <h2>{t("me.alerts")}</h2>
      <p className="meta">{t("me.alerts_lead")}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by key */}
      <div className="table-wrap" tabIndex={0} role="region" aria-label={t("me.alerts")}>
        <table className="table matrix">
          <thead>
            <tr>
              <th>
                <span className="sr">{t("me.alerts")}</span>
              </th>
              {WAYS.map((way) => (
                <th key={way}>{t(`me.way.${way}`)}</th>
              ))}
              <th className="right">{t("me.way.test")}</th>
            </tr>
          </thead>
          <tbody>
            {ROWS.map((row) => (
              <tr key={row}>
                <th scope="row">{label(row)}</th>
                {WAYS.map((way) => (
                  <td key={way}>
                    <label className="cell">
                      <input
                        type="checkbox"
                        aria-label={t("me.cell", { row: label(row), way: t(`me.way.${way}`) })}
                        checked={settings.matrix[row][way]}
                        disabled={way === "sms" && (!GRAVE.includes(row) || !settings.phone)}
                        onChange={(event) => set(row, way, event.currentTarget.checked)}
                      />
                      <span className="only-narrow">{t(`me.way.${way}`)}</span>
                    </label>
                  </td>
                ))}
                <td className="right">
                  <span className="tests">
                    <Button size="xs" variant="subtle" aria-label={`${label(row)}: ${t("me.hear")}`} onClick={() => void hear()}>
                      {t("me.hear")}
                    </Button>
                    <Button size="xs" variant="subtle" aria-label={`${label(row)}: ${t("me.send")}`} onClick={() => void send(row)}>
                      {t("me.send")}
                    </Button>
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <label className="setting-row">
        <span>
          {t("me.desktop.on")}
          {denied ? <small>{t("me.desktop.blocked")}</small> : null}
        </span>
        <input
          type="checkbox"
          checked={alerts === "on"}
          onChange={(event) => {
            const on = event.currentTarget.checked;
            setPrefs({ alerts: on ? "on" : "off" });
            if (on) void ring().then(() => (typeof Notification === "undefined" ? null : Notification.requestPermission()));
          }}
        />
      </label>
      <label className="setting-row">
        <span>
          {t("me.quiet_on")}
          <small>{t("me.quiet_lead")}</small>
        </span>
        <input
          type="checkbox"
          checked={settings.quiet !== null}
          onChange={(event) => void save({ ...settings, quiet: event.currentTarget.checked ? NIGHT : null })}
        />
      </label>
      {settings.quiet ? (
        <div className="quiet">
          {(["from", "to"] as const).map((end) => (
            <TextInput
              key={end}
              type="time"
              label={t(`me.quiet_${end}`)}
              value={settings.quiet?.[end] ?? ""}
              onChange={(event) => {
                if (event.currentTarget.value)
                  void save({ ...settings, quiet: { ...NIGHT, ...settings.quiet, [end]: event.currentTarget.value } });
              }}
            />
          ))}
        </div>
      ) : null}
      <div className="setting-row">
        <label htmlFor="me-phone">
          {t("me.phone")}
          <small>{t("me.phone_hint")}</small>
        </label>
        <TextInput
          id="me-phone"
          type="tel"
          defaultValue={phone(settings.phone)}
          onBlur={(event) => {
            const next = event.currentTarget.value.trim();
            if (next !== phone(settings.phone)) void save({ ...settings, phone: next }, t("me.phone_saved"));
          }}
        />
      </div>
    </section>
  );
}
