import "@shared/tokens.css";
import "pretendard/dist/web/variable/pretendardvariable-dynamic-subset.css";
import "./console.css";
import { createRoot } from "react-dom/client";
import { App } from "./App.tsx";
import { watchBack } from "./leave.ts";
import { applyPrefs } from "./prefs.ts";

watchBack();
applyPrefs();
const root = document.getElementById("root");
if (root) createRoot(root).render(<App />);
