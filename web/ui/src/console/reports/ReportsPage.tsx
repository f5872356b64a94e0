import "../pages.css";
import "./reports.css";
import { useEffect } from "react";
import { useLocation, useParams } from "wouter";
import { PageTabs } from "../PageTabs.tsx";
import { useSession } from "../session.tsx";
import { AgentsTab } from "./AgentsTab.tsx";
import { LiveTab } from "./LiveTab.tsx";
import { useReportsTexts } from "./texts.ts";

const TABS = ["live", "agents"] as const;

/** How things stand, and what came of the work. */
export default function ReportsPage() {
  const t = useReportsTexts();
  const { shopName } = useSession();
  const params = useParams<{ tab?: string }>();
  const [, navigate] = useLocation();
  const tab = TABS.find((name) => name === params.tab) ?? "live";
  useEffect(() => {
    document.title = `${t("reports.title")} · ${shopName}`;
  }, [t, shopName]);
  const above = (
    <>
      <div className="page-head">
        <h1>{t("reports.title")}</h1>
      </div>
      <PageTabs names={TABS} chosen={tab} label={(name) => t(`reports.tab.${name}`)} onChoose={(name) => navigate(`/reports/${name}`)} />
    </>
  );
  return tab === "live" ? <LiveTab above={above} /> : <AgentsTab above={above} />;
}
