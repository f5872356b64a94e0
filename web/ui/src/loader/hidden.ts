/** True when a path fits one of the globs of data-hide-on, as "/checkout/* /cart". */
export function hiddenOn(globs: string | undefined, path: string): boolean {
  const pattern = globs
    ?.replace(/[.+?()]/g, "\\$&")
    .replace(/\*/g, ".*")
    .replace(/\s+/g, "|");
  return !!pattern && RegExp(`^(${pattern})$`).test(path);
}
