import "../automations/auto.css";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "wouter";
import { replies } from "../automations/api.ts";
import { useAutoTexts } from "../automations/texts.ts";
import { ThingPage } from "../ThingPage.tsx";
import { ReplyEditor } from "./ReplyEditor.tsx";

/** One saved reply, or a new one at /settings/replies/new. */
export default function ReplyPage() {
  const t = useAutoTexts();
  const { id = "new" } = useParams<{ id: string }>();
  const list = useQuery({ queryKey: ["replies"], queryFn: replies.list });
  const reply = list.data?.find((one) => one.id === id) ?? null;
  return (
    <ThingPage
      queries={[list]}
      back="/settings/replies"
      backLabel={t("automation.replies.back")}
      list={t("automation.replies.title")}
      gone={list.data !== undefined && id !== "new" && !reply}
    >
      <ReplyEditor key={id} reply={reply} known={list.data ?? []} />
    </ThingPage>
  );
}
