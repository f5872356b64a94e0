/** A file that a message carries. */
export interface SentFile {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly width?: number;
  readonly height?: number;
}

/** The files of a message, out of its data; what is no file is left out. */
export function filesOf(data: unknown): readonly SentFile[] {
  const list: unknown = typeof data === "object" && data !== null ? Reflect.get(data, "files") : null;
  return Array.isArray(list) ? list.flatMap((entry: unknown) => fileOf(entry) ?? []) : [];
}

function fileOf(entry: unknown): SentFile | null {
  if (typeof entry !== "object" || entry === null) return null;
  const id: unknown = Reflect.get(entry, "id");
  const name: unknown = Reflect.get(entry, "name");
  const type: unknown = Reflect.get(entry, "type");
  const size: unknown = Reflect.get(entry, "size");
  const width: unknown = Reflect.get(entry, "width");
  const height: unknown = Reflect.get(entry, "height");
  if (typeof id !== "string" || typeof name !== "string") return null;
  const file = { id, name, type: typeof type === "string" ? type : "", size: typeof size === "number" ? size : 0 };
  return typeof width === "number" && typeof height === "number" ? { ...file, width, height } : file;
}

export const isPicture = (file: SentFile) => file.type.startsWith("image/") && file.width !== undefined;

const MOST_WIDE = 240;
const MOST_HIGH = 200;

/** The size a picture is shown in, known before it is loaded, so that nothing moves. */
export function shownSize(file: SentFile): { width: number; height: number } {
  const width = file.width ?? MOST_WIDE;
  const height = file.height ?? MOST_HIGH;
  const scale = Math.min(1, MOST_WIDE / width, MOST_HIGH / height);
  return { width: Math.max(40, Math.round(width * scale)), height: Math.max(40, Math.round(height * scale)) };
}

/** 48MB, 9.4MB, 312KB. */
export function sized(bytes: number): string {
  const mb = bytes / 1024 / 1024;
  if (mb < 1) return `${Math.max(1, Math.ceil(bytes / 1024))}KB`;
  return `${Math.ceil(mb * 10) / 10}MB`;
}
