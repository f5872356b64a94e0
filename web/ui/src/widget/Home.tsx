import type { ViewProps } from "./App.tsx";
import { relative } from "../shared/fmt.ts";
import { Icon } from "./icons.tsx";
import { Search } from "./Search.tsx";

export function Home({ panel, state }: ViewProps) {
  const { t } = panel;
  return (
    <>
      <div class="bd">
        <h2 class="hi">{t("widget.greet")}</h2>
        <Search panel={panel} state={state} />
        <Recent panel={panel} state={state} />
      </div>
      <div class="ft">
        <button type="button" class="cta" onClick={() => panel.go({ view: "chat" })}>
          {t("widget.human")}
        </button>
        {state.config?.hours && <p>{state.config.hours}</p>}
      </div>
    </>
  );
}

function Recent({ panel, state }: ViewProps) {
  const { t } = panel;
  const { thread } = state.chat;
  const last = thread.shown.findLast((m) => m.kind === "text");
  const waiting = thread.outgoing.length;
  if (!last && waiting === 0) return null;
  const who = last?.from === "agent" ? `${last.name || t("widget.agent")}: ` : "";
  return (
    <section class="box">
      <h3>{t("widget.recent")}</h3>
      <button type="button" class="li" onClick={() => panel.go({ view: "chat" })}>
        <span class="grow">
          <span class="one">{last ? who + last.text : thread.outgoing[0]?.text}</span>
          <small>{waiting > 0 ? t("widget.recent_waiting", { n: waiting }) : last && relative(new Date(last.at), state.lang, new Date())}</small>
        </span>
        {state.unread > 0 && <b class="n">{state.unread}</b>}
        <Icon name="next" />
      </button>
    </section>
  );
}
