import "../automations/auto.css";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "wouter";
import { replies } from "../automations/api.ts";
import { NotHere } from "../frame/NotHere.tsx";
import { LoadedPage } from "../LoadedPage.tsx";
import { ReplyEditor } from "./ReplyEditor.tsx";

/** One saved reply, or a new one at /settings/replies/new. */
export default function ReplyPage() {
  const { id = "new" } = useParams<{ id: string }>();
  const list = useQuery({ queryKey: ["replies"], queryFn: replies.list });
  const reply = list.data?.find((one) => one.id === id) ?? null;
  if (list.data && id !== "new" && !reply) return <NotHere />;
  return (
    <LoadedPage waiting={list.isPending} error={list.data ? null : list.error} onRetry={() => void list.refetch()}>
      <ReplyEditor key={id} reply={reply} known={list.data ?? []} />
    </LoadedPage>
  );
}
