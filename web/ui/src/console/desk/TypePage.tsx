import "../pages.css";
import "./desk.css";
import { useParams } from "wouter";
import { ThingPage } from "../ThingPage.tsx";
import { TypeEditor } from "./TypeEditor.tsx";
import { useDeskTexts } from "./texts.ts";
import { useDeskTypes } from "./useDesk.ts";

/** One type, or a new one at /settings/desk/types/new. */
export default function TypePage() {
  const t = useDeskTexts();
  const { key = "new" } = useParams<{ key: string }>();
  const query = useDeskTypes();
  const types = query.data ?? [];
  const type = types.find((one) => one.key === key) ?? null;
  return (
    <ThingPage
      queries={[query]}
      back="/settings/desk/types"
      backLabel={t("desk.types.back")}
      list={t("desk.title")}
      gone={query.data !== undefined && key !== "new" && !type}
    >
      <TypeEditor key={key} saved={type} taken={types.map((one) => one.key)} />
    </ThingPage>
  );
}
