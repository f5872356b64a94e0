import "../automations/auto.css";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "wouter";
import { macros, replies } from "../automations/api.ts";
import { NotHere } from "../frame/NotHere.tsx";
import { LoadedPage } from "../LoadedPage.tsx";
import { MacroEditor } from "./MacroEditor.tsx";

/** One macro, or a new one at /settings/macros/new. */
export default function MacroPage() {
  const { id = "new" } = useParams<{ id: string }>();
  const list = useQuery({ queryKey: ["macros"], queryFn: macros.list });
  const saved = useQuery({ queryKey: ["replies"], queryFn: replies.list });
  const macro = list.data?.find((one) => one.id === id) ?? null;
  if (list.data && id !== "new" && !macro) return <NotHere />;
  return (
    <LoadedPage
      waiting={list.isPending || saved.isPending}
      error={list.data && saved.data ? null : (list.error ?? saved.error)}
      onRetry={() => void Promise.all([list.refetch(), saved.refetch()])}
    >
      <MacroEditor key={id} macro={macro} replies={saved.data ?? []} />
    </LoadedPage>
  );
}
