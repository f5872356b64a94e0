import { Problem } from "@shared/problem.ts";
import type { SentFile } from "./fileOf.ts";

// One file on its way to the server: announced, then sent piece by piece. What was cut off goes on
// from where the server says it has got.

/** How far a file has come, as the server tells. */
export interface Place {
  readonly id: string;
  readonly offset: number;
  readonly done: boolean;
  readonly chunk_bytes?: number;
  readonly file?: (SentFile & { readonly url: string; readonly thumb_url?: string }) | null;
}

export type Ready = NonNullable<Place["file"]>;

export interface UploadDoor {
  readonly begin: (body: { client_id: string; name: string; size: number; type: string }) => Promise<Place>;
  readonly place: (id: string) => Promise<Place>;
  readonly put: (id: string, offset: number, piece: Blob, signal: AbortSignal) => Promise<Place>;
  readonly wait: (attempt: number) => Promise<void>;
}

const PIECE = 256 * 1024;
/** So many tries in a row without a byte getting through, then a person is asked. */
const TRIES = 6;

/** Whether another try can help. */
export const passes = (error: unknown) =>
  error instanceof Problem && (error.status === 0 || error.status === 429 || error.status >= 500 || error.code === "files.offset");

/** Sends a file and answers what the server made of it. Its error is a refusal, or that nothing gets through. */
export async function upload(
  door: UploadDoor,
  file: File,
  clientId: string,
  signal: AbortSignal,
  onProgress: (id: string, sent: number) => void,
): Promise<Ready> {
  let place: Place | null = null;
  let piece = PIECE;
  for (let attempt = 0; ; ) {
    signal.throwIfAborted();
    try {
      const next: Place = await step(door, file, clientId, place, piece, signal);
      piece = next.chunk_bytes ?? piece;
      if (!place || next.offset > place.offset) attempt = 0;
      place = next;
      onProgress(place.id, place.offset);
      if (place.done && place.file) return place.file;
    } catch (error) {
      signal.throwIfAborted();
      attempt++;
      if (!passes(error) || attempt >= TRIES) throw error;
      await door.wait(attempt);
      if (place) place = await door.place(place.id).catch(() => place);
    }
  }
}

// The announcement, the next piece, or at the end an empty one: the server then finishes what it has.
function step(door: UploadDoor, file: File, clientId: string, place: Place | null, piece: number, signal: AbortSignal): Promise<Place> {
  if (!place) return door.begin({ client_id: clientId, name: file.name, size: file.size, type: file.type });
  return door.put(place.id, place.offset, file.slice(place.offset, place.offset + piece), signal);
}
