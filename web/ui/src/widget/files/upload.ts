import en from "@texts/en/widget_files.json";
import ko from "@texts/ko/widget_files.json";
import { ask, identityHeaders, Problem, post, uuid, widgetPath } from "../kit/ask.ts";
import { sentence } from "../kit/parts.tsx";
import { texts } from "../kit/texts.ts";
import { toProblem } from "../kit/useAsk.ts";
import { redrawn, shrink } from "./shrink.ts";

// One file on its way: made small, announced, sent piece by piece. A piece that did not arrive stops
// it where it is, and it goes on from there: the server says how much it has.

export const t = texts({ ko, en });

/** A file the server has. */
export interface Stored {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly width?: number;
  readonly height?: number;
  readonly url?: string;
  readonly thumb_url?: string;
}

export interface Upload {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly sent: number;
  readonly state: "preparing" | "uploading" | "paused" | "refused" | "done";
  /** Why it was refused. */
  readonly reason: string;
  readonly thumb: string;
  readonly file: Stored | null;
}

export interface Running {
  readonly resume: () => void;
  readonly cancel: () => void;
}

interface Place {
  readonly id: string;
  readonly offset: number;
  readonly done?: boolean;
  readonly chunk_bytes?: number;
  readonly max_bytes?: number;
  readonly file?: Stored | null;
}

export const FILES_MOST = 5;
export const BYTES_MOST = 10 * 1024 * 1024;
/** A photo larger than this is not even opened to be made small. */
const PHOTO_MOST = 40 * 1024 * 1024;
const PIECE = 256 * 1024;
const TYPES = /^(image\/(jpe?g|png|webp|gif|hei[cf])|application\/pdf)$/;
export const ACCEPT = "image/jpeg,image/png,image/webp,image/gif,image/heic,image/heif,application/pdf";

/** 48MB, 9.4MB, 312KB: as much as one needs to compare with a limit. */
export function sized(bytes: number): string {
  const mb = bytes / 1024 / 1024;
  if (mb < 0.95) return `${Math.max(1, Math.round(bytes / 1024))}KB`;
  return `${mb < 10 && Math.round(mb * 10) % 10 ? mb.toFixed(1) : Math.round(mb)}MB`;
}

/** Why a file cannot go, told with the limit and its own size; empty when it can. */
export function refusal(size: number, type: string, most = BYTES_MOST): string {
  if (size > (redrawn(type) ? PHOTO_MOST : most)) return t("widget_files.too_large", { most: sized(most), size: sized(size) });
  return TYPES.test(type) ? "" : t("widget_files.not_this_kind");
}

export function startUpload(file: File, changed: (upload: Upload) => void): Running {
  let now: Upload = { id: uuid(), name: file.name, size: file.size, sent: 0, state: "preparing", reason: "", thumb: "", file: null };
  let body: Blob = file;
  let place: Place | null = null;
  let over = false;
  let stop = new AbortController();

  const put = (change: Partial<Upload>) => {
    now = { ...now, ...change };
    if (!over) changed(now);
  };
  const refuse = (reason: string) => put({ state: "refused", reason });

  async function prepare(): Promise<boolean> {
    const why = refusal(file.size, file.type);
    if (why) refuse(why);
    if (why) return false;
    const small = await shrink(file);
    if (small) {
      body = small.blob;
      put({ name: small.name, size: body.size, thumb: small.thumb });
    }
    const still = !small && redrawn(file.type) && !/jpe?g|png|webp/.test(file.type) ? t("widget_files.not_this_kind") : "";
    const large = body.size > BYTES_MOST ? t("widget_files.too_large", { most: sized(BYTES_MOST), size: sized(body.size) }) : "";
    if (still || large) refuse(still || large);
    return !still && !large;
  }
  async function send(): Promise<void> {
    put({ state: "uploading" });
    stop = new AbortController();
    place = place
      ? await ask<Place>(`files/${place.id}`)
      : await post<Place>("files", { client_id: now.id, name: now.name, size: body.size, type: body.type || file.type });
    const piece = Math.min(place.chunk_bytes ?? PIECE, PIECE);
    while (!over && !place.done && place.offset < body.size) {
      put({ sent: place.offset });
      place = await putPiece(place, body.slice(place.offset, place.offset + piece), stop.signal);
    }
    if (over) return;
    if (place.file) put({ state: "done", sent: body.size, file: place.file });
    else throw new Problem({ status: 500, title: "upload", code: "upload" });
  }
  function run(): void {
    send().catch((error) => {
      if (over) return;
      const problem = toProblem(error);
      if (problem.status >= 400 && problem.status < 500 && problem.status !== 429) refuse(sentence(problem));
      else put({ state: "paused" });
    });
  }
  const online = () => now.state === "paused" && run();
  addEventListener("online", online);
  put({});
  prepare().then((fine) => fine && !over && run());
  return {
    resume: () => now.state === "paused" && run(),
    cancel() {
      over = true;
      stop.abort();
      removeEventListener("online", online);
      if (place && now.state !== "done") ask(`files/${place.id}`, { method: "DELETE" }).catch(() => {});
    },
  };
}

async function putPiece(place: Place, piece: Blob, signal: AbortSignal): Promise<Place> {
  let answer: Response;
  try {
    answer = await fetch(`/api/v1${widgetPath(`files/${place.id}?offset=${place.offset}`)}`, {
      method: "PUT",
      headers: { ...identityHeaders(), "Content-Type": "application/octet-stream" },
      body: piece,
      signal,
    });
  } catch {
    throw new Problem({ status: 0, title: "offline" });
  }
  const body: unknown = await answer.json().catch(() => null);
  if (!answer.ok) {
    const { detail, title, code } = (body ?? {}) as { detail?: string; title?: string; code?: string };
    throw new Problem({ status: answer.status, title: title ?? "", detail: detail ?? title ?? "", code: code ?? "" });
  }
  return { ...place, ...(body as Place) };
}
