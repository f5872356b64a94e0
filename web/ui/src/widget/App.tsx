import { Header } from "./Header.tsx";
import { ChatView, Home, type State } from "./panel.ts";
import { Part } from "./parts.tsx";

export interface Props {
  readonly s: State;
}

export function App({ s }: Props) {
  const { view } = s;
  return (
    <div class="panel" role="dialog" aria-modal={s.full} aria-labelledby="title">
      <Header s={s} />
      {view === "home" ? Home && <Home s={s} /> : view === "chat" ? ChatView && <ChatView s={s} /> : <Part of={view} s={s} />}
    </div>
  );
}
