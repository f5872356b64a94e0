import { useQuery, useQueryClient } from "@tanstack/react-query";
import { call } from "../api.ts";
import { useToasts } from "../frame/toasts.tsx";
import { sayProblem } from "../problems.ts";
import { useSession } from "../session.tsx";
import { useTexts } from "../texts.ts";
import { useAutoTexts } from "./texts.ts";

interface Settings {
  readonly answer_owns?: boolean;
  readonly version: number;
}

const KEY = ["settings", "shop"];

/** Whether a ticket that nobody has becomes that of who answers it. */
export function AnswerOwns() {
  const t = useAutoTexts();
  const { t: common } = useTexts();
  const { can } = useSession();
  const client = useQueryClient();
  const { say, fail } = useToasts();
  const query = useQuery({ queryKey: KEY, queryFn: () => call<Settings>("/settings/shop"), enabled: can("settings:read") });
  const now = query.data;
  if (!now) return query.isError ? <p className="form-error page-note">{sayProblem(query.error, common)}</p> : null;
  const turn = async (on: boolean) => {
    try {
      client.setQueryData(KEY, await call<Settings>("/settings/shop", { method: "PUT", body: { ...now, answer_owns: on } }));
      say(t("automation.owns.saved"));
    } catch (error) {
      fail(sayProblem(error, common));
      void client.invalidateQueries({ queryKey: KEY });
    }
  };
  return (
    <label className="auto-owns">
      <input
        type="checkbox"
        checked={now.answer_owns ?? true}
        disabled={!can("settings:write")}
        onChange={(event) => void turn(event.currentTarget.checked)}
      />
      <span>
        <b>{t("automation.owns")}</b>
        <span className="sub">{t("automation.owns.lead")}</span>
      </span>
    </label>
  );
}
