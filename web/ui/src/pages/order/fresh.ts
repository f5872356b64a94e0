// A page that is open is brought up to date part by part, so that nobody who is reading it or filling in a form
// loses their place.

const part = (root: Element, name: string) => root.querySelector<HTMLElement>(`:scope > [data-part="${name}"]`);
const parts = (root: Element) => [...root.querySelectorAll<HTMLElement>(":scope > [data-part]")];
const nameOf = (element: HTMLElement) => element.dataset["part"] ?? "";

/** What a part shows: forms carry an id that is new each time. */
const shown = (element: Element) => element.outerHTML.replace(/name="client_id" value="[^"]*"/g, "");

/** Whether somebody is at work in a part: the focus is in it, or something was written or opened. */
export function busy(element: Element): boolean {
  if (element.contains(element.ownerDocument.activeElement)) return true;
  for (const field of element.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("input:not([type=hidden]),textarea")) {
    if (field instanceof HTMLTextAreaElement || !["radio", "checkbox", "file"].includes(field.type)) {
      if (field.value !== field.defaultValue) return true;
    } else if (field.checked !== field.defaultChecked || (field.type === "file" && field.value !== "")) return true;
  }
  return false;
}

/**
 * Makes the page show what the newer one shows. Parts where somebody is at work stay as they are; then the answer says
 * that it is not whole. Otherwise it says whether anything is different.
 */
export function freshen(page: Element, newer: Element): { changed: boolean; whole: boolean } {
  let changed = false;
  let whole = true;
  for (const old of parts(page)) {
    if (part(newer, nameOf(old))) continue;
    if (busy(old)) whole = false;
    else {
      old.remove();
      changed = true;
    }
  }
  let after: HTMLElement | undefined;
  for (const fresh of parts(newer)) {
    const old = part(page, nameOf(fresh));
    if (!old) {
      const copy = fresh.cloneNode(true) as HTMLElement;
      if (after) after.after(copy);
      else page.prepend(copy);
      after = copy;
      changed = true;
      continue;
    }
    after = old;
    if (shown(old) === shown(fresh)) continue;
    if (busy(old)) {
      whole = false;
      continue;
    }
    const copy = fresh.cloneNode(true) as HTMLElement;
    old.replaceWith(copy);
    after = copy;
    changed = true;
  }
  return { changed, whole };
}
