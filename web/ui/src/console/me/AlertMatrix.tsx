import { Button, TextInput } from "@kit";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useToasts } from "../frame/toasts.tsx";
import { type AlertSettings, type AlertWay, ROWS, standard, WAYS } from "../live/alertRules.ts";
import { alerts as alertsApi } from "../live/alertsApi.ts";
import { ring } from "../live/sound.ts";
import { setPrefs } from "../prefs.ts";
import { sayProblem } from "../problems.ts";
import { usePrefs, useTexts } from "../texts.ts";
import { type MeKey, useMeTexts } from "./texts.ts";

const KEY = ["alerts"];
const NIGHT = { from: "22:00", to: "08:00" };

/** What is told and how, each with a way to try it; and when it is quiet. */
export function AlertMatrix() {
  const t = useMeTexts();
  const { t: common } = useTexts();
  const { alerts } = usePrefs();
  const { say, fail } = useToasts();
  const client = useQueryClient();
  const query = useQuery({ queryKey: KEY, queryFn: ({ signal }) => alertsApi.read(signal), retry: false });
  const settings = query.data ?? standard;
  const rows = [
    ...ROWS.filter((row) => row in settings.matrix),
    ...Object.keys(settings.matrix).filter((row) => !ROWS.some((known) => known === row)),
  ];
  const ways = WAYS.filter(
    (way) => rows.some((row) => settings.matrix[row]?.[way] !== undefined) || way === "screen" || way === "sound" || way === "desktop",
  );
  const save = async (next: AlertSettings) => {
    const was = query.data;
    client.setQueryData(KEY, next);
    try {
      client.setQueryData(KEY, await alertsApi.save(next));
    } catch (error) {
      client.setQueryData(KEY, was);
      fail(sayProblem(error, common));
    }
  };
  const set = (row: string, way: AlertWay, on: boolean) =>
    void save({ ...settings, matrix: { ...settings.matrix, [row]: { ...settings.matrix[row], [way]: on } } });
  const label = (row: string) => (ROWS.some((known) => known === row) ? t(`me.row.${row}` as MeKey) : row);
  const hear = async () => {
    if (!(await ring())) fail(t("me.not_heard"));
  };
  const send = async (row: string, way: AlertWay) => {
    try {
      if (way === "desktop") await showOne(label(row));
      else await alertsApi.test(row, way);
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
      {query.isError ? (
        <p className="form-error" role="status">
          {t("me.unavailable")}
        </p>
      ) : null}
      <div className="table-wrap" tabIndex={0} role="region" aria-label={t("me.alerts")}>
        <table className="table matrix">
          <thead>
            <tr>
              <th />
              {ways.map((way) => (
                <th key={way}>{t(`me.way.${way}`)}</th>
              ))}
              <th className="right">{t("me.way.test")}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row}>
                <th scope="row">{label(row)}</th>
                {ways.map((way) => (
                  <td key={way}>
                    <label className="cell">
                      <input
                        type="checkbox"
                        aria-label={t("me.cell", { row: label(row), way: t(`me.way.${way}`) })}
                        checked={settings.matrix[row]?.[way] === true}
                        disabled={query.isPending}
                        onChange={(event) => set(row, way, event.currentTarget.checked)}
                      />
                    </label>
                  </td>
                ))}
                <td className="right">
                  <span className="tests">
                    <Button size="xs" variant="subtle" aria-label={`${label(row)}: ${t("me.hear")}`} onClick={() => void hear()}>
                      {t("me.hear")}
                    </Button>
                    <Button
                      size="xs"
                      variant="subtle"
                      aria-label={`${label(row)}: ${t("me.send")}`}
                      onClick={() => void send(row, settings.matrix[row]?.mail ? "mail" : "desktop")}
                    >
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
          checked={Boolean(settings.quiet?.from)}
          onChange={(event) => void save({ ...settings, quiet: event.currentTarget.checked ? NIGHT : null })}
        />
      </label>
      {settings.quiet?.from ? (
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
    </section>
  );
}

async function showOne(text: string): Promise<void> {
  if (typeof Notification === "undefined") return;
  if (Notification.permission === "default") await Notification.requestPermission();
  if (Notification.permission === "granted") new Notification(text);
}
