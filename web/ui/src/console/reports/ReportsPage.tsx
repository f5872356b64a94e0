import "../pages.css";
import "./reports.css";
import { useLocation, useParams } from "wouter";
import { PageHead } from "../PageHead.tsx";
import { PageTabs } from "../PageTabs.tsx";
import { AgentsTab } from "./AgentsTab.tsx";
import { LiveTab } from "./LiveTab.tsx";
import { useReportsTexts } from "./texts.ts";

const TABS = ["live", "agents"] as const;

/** How things stand, and what came of the work. */
export default function ReportsPage() {
  const t = useReportsTexts();
  const params = useParams<{ tab?: string }>();
  const [, navigate] = useLocation();
  const tab = TABS.find((name) => name === params.tab) ?? "live";
  const above = (
    <>
      <PageHead title={t("reports.title")} />
      <PageTabs names={TABS} chosen={tab} label={(name) => t(`reports.tab.${name}`)} onChoose={(name) => navigate(`/reports/${name}`)} />
    </>
  );
  return tab === "live" ? <LiveTab above={above} /> : <AgentsTab above={above} />;
}
