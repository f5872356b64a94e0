import "../pages.css";
import "./desk.css";
import { useLocation, useParams } from "wouter";
import { NotHere } from "../frame/NotHere.tsx";
import { PageHead, SETTINGS } from "../PageHead.tsx";
import { PageTabs } from "../PageTabs.tsx";
import { useSession } from "../session.tsx";
import { StatesTab } from "./StatesTab.tsx";
import { TagsTab } from "./TagsTab.tsx";
import { TeamsTab } from "./TeamsTab.tsx";
import { TypesTab } from "./TypesTab.tsx";
import { useDeskTexts } from "./texts.ts";

const TABS = ["types", "states", "teams", "tags"] as const;
type Tab = (typeof TABS)[number];
const PAGES = { types: TypesTab, states: StatesTab, teams: TeamsTab, tags: TagsTab } as const;

/** How tickets are sorted and shared out: types, states, teams and tags. */
export default function DeskPage() {
  const t = useDeskTexts();
  const { can } = useSession();
  const [, navigate] = useLocation();
  const { tab = "types" } = useParams<{ tab?: string }>();
  const chosen = TABS.find((name) => name === tab);
  if (!chosen) return <NotHere />;
  const Chosen = PAGES[chosen];
  const mayWrite = can("settings:write");
  return (
    <main className="page">
      <div className="page-inner">
        <PageHead title={t("desk.title")} back={SETTINGS} lead={`${t("desk.lead")} ${mayWrite ? "" : t("desk.readonly")}`} />
        <PageTabs<Tab>
          names={TABS}
          chosen={chosen}
          label={(name) => t(`desk.tab.${name}`)}
          onChoose={(name) => navigate(`/settings/desk/${name}`)}
        />
        <Chosen mayWrite={mayWrite} />
      </div>
    </main>
  );
}
