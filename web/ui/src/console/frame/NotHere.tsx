import { StateView } from "@kit";
import { Link } from "wouter";
import { useTexts } from "../texts.ts";

export function NotHere() {
  const { t } = useTexts();
  return (
    <main className="alone">
      <h1 className="sr">{t("console.nothere.title")}</h1>
      <StateView
        waiting={false}
        skeleton={null}
        loadingLabel=""
        empty={{ icon: "find", title: t("console.nothere.title"), action: <Link href="/inbox">{t("console.nothere.back")}</Link> }}
      >
        {null}
      </StateView>
    </main>
  );
}
