import { useTexts } from "../texts.ts";

/** What is shown of a ticket that passes by: whose it is. */
export function Passing({ name }: { name: string }) {
  const { t } = useTexts();
  return (
    <>
      <main className="conversation" aria-label={t("console.conversation.label")} aria-busy="true">
        <header className="conversation-head">
          <div className="conversation-title">
            <h1>{name}</h1>
          </div>
        </header>
      </main>
      <aside className="side" aria-label={t("console.side.label")} />
    </>
  );
}
