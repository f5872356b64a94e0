import { Kit } from "@kit";
import { Problem } from "@shared/problem.ts";
import { QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useState } from "react";
import { Redirect, Route, Router, Switch } from "wouter";
import { Boundary } from "./frame/Boundary.tsx";
import { Frame } from "./frame/Frame.tsx";
import { NotHere } from "./frame/NotHere.tsx";
import { ToastProvider } from "./frame/toasts.tsx";
import { LeaveDialog } from "./LeaveDialog.tsx";
import { aroundLeave } from "./leave.ts";
import { LiveProvider } from "./live/useLive.tsx";
import { applyPrefs, shownTheme } from "./prefs.ts";
import { SessionProvider, useSession } from "./session.tsx";
import { usePrefs } from "./texts.ts";

const loadInbox = () => import("./inbox/InboxPage.tsx");
const InboxPage = lazy(loadInbox);
const FaqPage = lazy(() => import("./faq/FaqPage.tsx"));
const ArticlePage = lazy(() => import("./faq/ArticlePage.tsx"));
const RulesPage = lazy(() => import("./rules/RulesPage.tsx"));
const RulePage = lazy(() => import("./rules/RulePage.tsx"));
const CampaignsPage = lazy(() => import("./campaigns/CampaignsPage.tsx"));
const CampaignPage = lazy(() => import("./campaigns/CampaignPage.tsx"));
const HoursPage = lazy(() => import("./hours/HoursPage.tsx"));
const ViewsPage = lazy(() => import("./views/ViewsPage.tsx"));
const SearchPage = lazy(() => import("./search/SearchPage.tsx"));
const SettingsPage = lazy(() => import("./me/SettingsPage.tsx"));
const MePage = lazy(() => import("./me/MePage.tsx"));
const SlaPage = lazy(() => import("./sla/SlaPage.tsx"));
const ReturnsPage = lazy(() => import("./settings/returns/ReturnsPage.tsx"));
const RepliesPage = lazy(() => import("./replies/RepliesPage.tsx"));
const ReplyPage = lazy(() => import("./replies/ReplyPage.tsx"));
const MacrosPage = lazy(() => import("./macros/MacrosPage.tsx"));
const MacroPage = lazy(() => import("./macros/MacroPage.tsx"));
const AutomationsPage = lazy(() => import("./automations/AutomationsPage.tsx"));
const AutomationPage = lazy(() => import("./automations/AutomationPage.tsx"));
const DeskPage = lazy(() => import("./desk/DeskPage.tsx"));
const TypePage = lazy(() => import("./desk/TypePage.tsx"));
const MentionsPage = lazy(() => import("./mentions/MentionsPage.tsx"));
const MailsPage = lazy(() => import("./mails/MailsPage.tsx"));
const ReportsPage = lazy(() => import("./reports/ReportsPage.tsx"));
const OutboxPage = lazy(() => import("./outbox/OutboxPage.tsx"));

// Most begin in the queue: it is on its way while the server says who is there.
if (/^\/app\/?($|inbox|mine|snoozed|waiting|view\/)/.test(location.pathname)) void loadInbox().catch(() => {});

const TRIES = 2;
// A session that ended elsewhere shows the sign-in at the next answer that says so.
const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, query) => {
      if (error instanceof Problem && error.status === 401 && query.queryKey[0] !== "session")
        void client.invalidateQueries({ queryKey: ["session"] });
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) => failures < TRIES && !(error instanceof Problem && error.status >= 400 && error.status < 500),
    },
  },
});

export function App() {
  const { theme } = usePrefs();
  const [scheme, setScheme] = useState(() => shownTheme(theme));
  useEffect(() => {
    const system = matchMedia("(prefers-color-scheme: dark)");
    const follow = () => {
      applyPrefs();
      setScheme(shownTheme(theme));
    };
    follow();
    system.addEventListener("change", follow);
    return () => system.removeEventListener("change", follow);
  }, [theme]);
  return (
    <Kit scheme={scheme}>
      <QueryClientProvider client={client}>
        <Router base="/app" aroundNav={aroundLeave}>
          <ToastProvider>
            <SessionProvider>
              <LiveProvider>
                <Frame>
                  <Suspense fallback={null}>
                    <Boundary>
                      <Switch>
                        <Route path="/">
                          <FirstPlace />
                        </Route>
                        <Route
                          path={
                            /^\/(?:(?<view>inbox|mine|snoozed|waiting|solved|all)|view\/(?<uid>[\w-]{1,40}))(?:\/(?<number>\d{1,15}))?\/?$/
                          }
                          component={InboxPage}
                        />
                        <Route path="/search" component={SearchPage} />
                        <Route path="/settings" component={SettingsPage} />
                        <Route path="/settings/me" component={MePage} />
                        <Route path="/settings/views" component={ViewsPage} />
                        <Route path="/faq" component={FaqPage} />
                        <Route path="/faq/:id" component={ArticlePage} />
                        <Route path="/rules" component={RulesPage} />
                        <Route path="/rules/:id" component={RulePage} />
                        <Route path="/campaigns" component={CampaignsPage} />
                        <Route path="/campaigns/:id" component={CampaignPage} />
                        <Route path="/settings/hours" component={HoursPage} />
                        <Route path="/settings/sla" component={SlaPage} />
                        <Route path="/settings/returns" component={ReturnsPage} />
                        <Route path="/settings/replies" component={RepliesPage} />
                        <Route path="/settings/replies/:id" component={ReplyPage} />
                        <Route path="/settings/macros" component={MacrosPage} />
                        <Route path="/settings/macros/:id" component={MacroPage} />
                        <Route path="/settings/automations" component={AutomationsPage} />
                        <Route path="/settings/automations/:id" component={AutomationPage} />
                        <Route path="/settings/desk/types/:key" component={TypePage} />
                        <Route path="/settings/desk/:tab?" component={DeskPage} />
                        <Route path="/mentions" component={MentionsPage} />
                        <Route path="/mails" component={MailsPage} />
                        <Route path="/reports/:tab?" component={ReportsPage} />
                        <Route path="/outbox/:id?" component={OutboxPage} />
                        <Route>
                          <NotHere />
                        </Route>
                      </Switch>
                    </Boundary>
                  </Suspense>
                </Frame>
                <LeaveDialog />
              </LiveProvider>
            </SessionProvider>
          </ToastProvider>
        </Router>
      </QueryClientProvider>
    </Kit>
  );
}

/** Where somebody begins: the queue, or for those who do not work it, what they do. */
function FirstPlace() {
  const { can } = useSession();
  return <Redirect to={can("tickets:read") ? "/inbox" : can("campaigns:read") ? "/campaigns" : "/faq"} replace />;
}
