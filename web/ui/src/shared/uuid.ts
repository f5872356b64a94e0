/** A random identifier, by what also a page that is not a secure context has. */
export function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(36));
  return "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit, at: number) => {
    const its = Number(digit); // 8 keeps its two highest bits, which say the variant
    return (its ^ ((bytes[at] ?? 0) & (15 >> (its / 4)))).toString(16);
  });
}
