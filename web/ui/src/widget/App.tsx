import { ArticleView } from "./ArticleView.tsx";
import { Header } from "./Header.tsx";
import { Home } from "./Home.tsx";
import { ChatView, type State } from "./panel.ts";

export interface Props {
  readonly s: State;
}

export function App({ s }: Props) {
  const View = s.view === "home" ? Home : s.view === "chat" ? ChatView : ArticleView;
  return (
    <div class="panel" role="dialog" aria-modal={s.full} aria-labelledby="title">
      <Header s={s} />
      {View && <View s={s} />}
    </div>
  );
}
