import "./demo.css";

// The demo shop's page: it sells nothing, and shows how a shop's own button opens the widget.

interface Dari {
  readonly ask?: (text: string) => void;
}

const said = document.querySelector<HTMLElement>(".said");

for (const option of document.querySelectorAll<HTMLButtonElement>(".options button")) {
  option.addEventListener("click", () => {
    for (const other of document.querySelectorAll(".options button")) other.setAttribute("aria-pressed", String(other === option));
  });
}

document.querySelector<HTMLButtonElement>(".order")?.addEventListener("click", (event) => {
  if (said) said.textContent = (event.currentTarget as HTMLElement).dataset["said"] ?? "";
});

document.querySelector<HTMLButtonElement>(".ask")?.addEventListener("click", (event) => {
  const dari = (window as { Dari?: Dari }).Dari;
  dari?.ask?.((event.currentTarget as HTMLElement).dataset["question"] ?? "");
});
