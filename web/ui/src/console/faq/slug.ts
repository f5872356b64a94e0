/** A name for the address of an article: from the Latin letters of the title, else from its Korean ones by number. */
export function suggestSlug(title: string): string {
  const latin = title
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60)
    .replace(/-+$/, "");
  if (/[a-z]/.test(latin)) return latin;
  if (title.trim() === "") return "";
  let sum = 7;
  for (const letter of title.trim()) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 2_176_782_336; // 36^6
  return `guide-${sum.toString(36).padStart(6, "0")}`;
}
