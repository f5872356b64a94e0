// A draft is kept in this browser at once and on the server a moment later. Which of the two is shown
// when a conversation is opened, and when another window of the same person has written on.

export interface LocalDraft {
  readonly text: string;
  /** When it was last written here, in milliseconds; 0: never. */
  readonly at: number;
  /** The server's version it was made from; 0: none. */
  readonly version: number;
  /** It holds something the server has not. */
  readonly dirty: boolean;
}

export interface ServerDraft {
  readonly text: string;
  readonly version: number;
  readonly updated_at: string;
}

export interface Chosen {
  readonly text: string;
  readonly version: number;
  /** What is shown here is newer and must be written over the server's. */
  readonly save: boolean;
}

/** What is shown, and from which version it goes on. */
export function chooseDraft(local: LocalDraft, server: ServerDraft | undefined): Chosen {
  if (!server || server.version === 0) return { text: local.text, version: 0, save: local.text !== "" };
  if (!local.dirty || local.text === server.text) return { text: server.text, version: server.version, save: false };
  if (local.version === server.version) return { text: local.text, version: server.version, save: true };
  const newer = local.at > new Date(server.updated_at).getTime();
  // A draft that was sent elsewhere does not come back from an old copy, only from one written since.
  if (!newer) return { text: server.text, version: server.version, save: false };
  return { text: local.text, version: server.version, save: local.text !== "" || server.text !== "" };
}
