import { freshen } from "./order/fresh.ts";

// The page of an order, kept up to date while it is looked at. Without this script it is as good, until it is
// loaded again.

const SOON = 10_000;
const LATER = 60_000;

const page = document.querySelector<HTMLElement>(".order[data-tag]");
const said = document.querySelector<HTMLElement>("#fresh");
let timer: ReturnType<typeof setTimeout> | undefined;
let wait = SOON;
let asking = false;

/** This page without what was just done on it. */
function address(): string {
  const url = new URL(location.href);
  url.searchParams.delete("said");
  url.hash = "";
  return url.href;
}

async function ask(its: HTMLElement): Promise<boolean> {
  const answer = await fetch(address(), { headers: { "If-None-Match": its.dataset["tag"] ?? "" }, cache: "no-store" });
  if (answer.status !== 200) return false;
  const newer = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector<HTMLElement>(".order[data-tag]");
  if (!newer) return false;
  const { changed, whole } = freshen(its, newer);
  if (whole) its.dataset["tag"] = newer.dataset["tag"];
  if (changed && said) {
    const now = its.querySelector("h1")?.textContent ?? "";
    said.textContent = `${its.dataset["fresh"] ?? ""} · ${now}`;
  }
  return changed;
}

function plan(): void {
  clearTimeout(timer);
  if (document.visibilityState === "visible") timer = setTimeout(look, wait);
}

async function look(): Promise<void> {
  if (!page || asking) return;
  asking = true;
  try {
    wait = (await ask(page)) ? SOON : Math.min(wait * 1.3, LATER);
  } catch {
    wait = LATER; // no line: the browser says when there is one
  }
  asking = false;
  plan();
}

function again(): void {
  wait = SOON;
  if (document.visibilityState === "visible") look();
  else plan();
}

if (page?.dataset["tag"]) {
  document.addEventListener("visibilitychange", again);
  addEventListener("focus", again);
  addEventListener("online", again);
  addEventListener("pageshow", (event) => event.persisted && again());
  plan();
}
