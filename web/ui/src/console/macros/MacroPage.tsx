import "../automations/auto.css";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "wouter";
import { macros, replies } from "../automations/api.ts";
import { useAutoTexts } from "../automations/texts.ts";
import { ThingPage } from "../ThingPage.tsx";
import { MacroEditor } from "./MacroEditor.tsx";

/** One macro, or a new one at /settings/macros/new. */
export default function MacroPage() {
  const t = useAutoTexts();
  const { id = "new" } = useParams<{ id: string }>();
  const list = useQuery({ queryKey: ["macros"], queryFn: macros.list });
  const saved = useQuery({ queryKey: ["replies"], queryFn: replies.list });
  const macro = list.data?.find((one) => one.id === id) ?? null;
  return (
    <ThingPage
      queries={[list, saved]}
      back="/settings/macros"
      backLabel={t("automation.macros.back")}
      list={t("automation.macros.title")}
      gone={list.data !== undefined && id !== "new" && !macro}
    >
      <MacroEditor key={id} macro={macro} replies={saved.data ?? []} />
    </ThingPage>
  );
}
