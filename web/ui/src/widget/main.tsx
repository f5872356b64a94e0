import { App } from "./App.tsx";
import { render } from "./draw.ts";
import { settle } from "./follow.ts";
import { pageOrigin } from "./page.ts";
import { startPanel, state } from "./panel.ts";
// What both first screens use belongs to what is loaded first.
import "../shared/clock.ts";
import "../shared/ime.ts";
import "../shared/uuid.ts";
import "./frame.css";

// Opened by itself, outside a shop's page, the frame has nobody to talk with and stays empty.
const origin = pageOrigin(location.hash);
let drawing = false;

function draw(): void {
  drawing = false;
  if (!state.started) return;
  render(<App s={state} />, document.body);
  settle();
}

if (origin && parent !== window) {
  startPanel(origin, () => {
    if (drawing) return;
    drawing = true;
    queueMicrotask(draw);
  });
}
