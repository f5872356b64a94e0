import { render } from "preact";
import { App } from "./App.tsx";
import { pageOrigin } from "./bridge.ts";
import { Panel } from "./panel.ts";
import "./frame.css";

// Opened by itself, outside a shop's page, the frame has nobody to talk with and stays empty.
const origin = pageOrigin(location.hash);
if (origin && parent !== window) {
  let drawn = false;
  const draw = () => {
    if (drawn) return;
    drawn = true;
    queueMicrotask(() => {
      drawn = false;
      if (panel.state.started) render(<App panel={panel} state={panel.state} />, document.body);
    });
  };
  const panel = new Panel(origin, draw);
}
