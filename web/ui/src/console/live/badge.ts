// The page's icon gets a dot while questions wait; drawn as a picture of our own, so that nothing is loaded.

const PLAIN = document.querySelector<HTMLLinkElement>("link[rel=icon]")?.href ?? "";
let shown = false;

const DOTTED = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="9" fill="#2a4fc4"/><path d="M6 21c4-9 16-9 20 0M6 21h20M12 15.200V21M20 15.200V21" fill="none" stroke="#fff" stroke-width="2.400" stroke-linecap="round"/><circle cx="25" cy="7" r="6" fill="#d13232" stroke="#fff" stroke-width="2"/></svg>',
)}`;

export function setBadge(on: boolean): void {
  if (on === shown) return;
  shown = on;
  const link = document.querySelector<HTMLLinkElement>("link[rel=icon]");
  if (link) link.href = on ? DOTTED : PLAIN;
}
