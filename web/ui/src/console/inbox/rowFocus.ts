/** The row of a ticket, while it is in the page. */
export const rowElement = (number: number) => document.querySelector<HTMLElement>(`.row-link[data-number="${number}"]`);

/** The row that has the focus, if one has. */
export function focusedNumber(): number | null {
  const at = document.activeElement instanceof HTMLElement ? document.activeElement.dataset["number"] : undefined;
  return at ? Number(at) : null;
}

/** The row may have to be scrolled into being first. */
export function focusRow(number: number): void {
  requestAnimationFrame(() => rowElement(number)?.focus({ preventScroll: true }));
}

/** Esc leaves the field first; only then it closes what is open. */
export function leaveOr(close: () => void): void {
  const at = document.activeElement;
  if (at instanceof HTMLElement && at !== document.body && at.matches("input, textarea, select, [contenteditable]")) at.blur();
  else close();
}
