import "./demo.css";

// The demo shop's page: it sells nothing, and shows what a shop's page can do with the widget: a button of
// its own, members who sign in, the product that is looked at, a page on which the launcher hides.

type Call = (name: string, ...what: unknown[]) => unknown;
type Waiting = Call & { q?: unknown[][] };

interface Member {
  readonly member: string;
  readonly name: string;
}

const KEPT = "demo.member";

/** Calls the widget, also before it is there. */
const dari: Call = (...call) => {
  const its = window as { Dari?: Waiting };
  if (!its.Dari) {
    const waiting: Waiting = (...what) => waiting.q?.push(what);
    waiting.q = [];
    its.Dari = waiting;
  }
  return its.Dari(...call);
};

const said = document.querySelector<HTMLElement>(".said");
const product = document.querySelector<HTMLElement>("[data-price]")?.dataset;
let cart = 0;

function look(): void {
  const { id, title, price } = product ?? {};
  dari("setContext", {
    product: { id, title, price: Number(price), url: location.href },
    cart: { total: cart * Number(price), count: cart },
  });
}

for (const option of document.querySelectorAll<HTMLButtonElement>(".options button")) {
  option.addEventListener("click", () => {
    for (const other of document.querySelectorAll(".options button")) other.setAttribute("aria-pressed", String(other === option));
  });
}

document.querySelector<HTMLButtonElement>(".order")?.addEventListener("click", (event) => {
  if (said) said.textContent = (event.currentTarget as HTMLElement).dataset["said"] ?? "";
  cart++;
  look();
});

document.querySelector<HTMLButtonElement>(".ask")?.addEventListener("click", (event) => {
  dari("ask", (event.currentTarget as HTMLElement).dataset["question"] ?? "");
});

/** Signs a made-up member in, as a shop's own server would: it answers a token for the widget. */
async function signIn(member: string): Promise<void> {
  const answer = await fetch("/demo/sign-in", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ member }),
  }).catch(() => null);
  if (answer?.ok) dari("identify", (await answer.json()).jwt);
}

async function offerMembers(choice: HTMLSelectElement): Promise<void> {
  const answer = await fetch("/demo/members").catch(() => null);
  if (!answer?.ok) return;
  const { members } = (await answer.json()) as { members: readonly Member[] | null };
  for (const { member, name } of members ?? []) choice.add(new Option(name, member));
  const kept = sessionStorage.getItem(KEPT) ?? "";
  choice.value = kept;
  if (kept) signIn(kept);
  choice.addEventListener("change", () => {
    sessionStorage.setItem(KEPT, choice.value);
    dari("logout"); // who was here before is gone first
    if (choice.value) signIn(choice.value);
  });
  dari("on", "identity-expired", () => choice.value && signIn(choice.value));
}

const choice = document.querySelector<HTMLSelectElement>("[data-sign-in]");
if (choice) offerMembers(choice);
look();
