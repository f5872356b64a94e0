import "../pages.css";
import "./desk.css";
import { useParams } from "wouter";
import { NotHere } from "../frame/NotHere.tsx";
import { LoadedPage } from "../LoadedPage.tsx";
import { TypeEditor } from "./TypeEditor.tsx";
import { useDeskTypes } from "./useDesk.ts";

/** One type, or a new one at /settings/desk/types/new. */
export default function TypePage() {
  const { key = "new" } = useParams<{ key: string }>();
  const query = useDeskTypes();
  const types = query.data ?? [];
  const type = types.find((one) => one.key === key) ?? null;
  if (query.data && key !== "new" && !type) return <NotHere />;
  return (
    <LoadedPage waiting={query.isPending} error={query.data ? null : query.error} onRetry={() => void query.refetch()}>
      <TypeEditor key={key} saved={type} taken={types.map((one) => one.key)} />
    </LoadedPage>
  );
}
