// Typing Korean safely. Enter is heard as `beforeinput`, never as keydown: during composition the
// browser finishes the syllable first, and one Enter sends one whole sentence, once.

export interface SendOptions {
  /** What Enter does when it is a plain line break and nobody is composing. */
  readonly onSend: () => void;
  /** On touch keyboards Return is a new line and the button sends. */
  readonly touch?: () => boolean;
}

/** True where the keyboard is on the screen. */
export function coarsePointer(): boolean {
  return typeof matchMedia === "function" && matchMedia("(pointer: coarse)").matches;
}

/** Whether a beforeinput event is the wish to send. */
export function wantsSend(
  event: Pick<InputEvent, "inputType" | "isComposing">,
  shift: boolean,
  composing: boolean,
  touch: boolean,
): boolean {
  if (event.inputType !== "insertLineBreak" && event.inputType !== "insertParagraph") return false;
  return !event.isComposing && !composing && !shift && !touch;
}

/** Makes a field send on Enter; returns the undoing. The value is never touched while composing. */
export function sendOnEnter(field: HTMLElement, options: SendOptions): () => void {
  const touch = options.touch ?? coarsePointer;
  let composing = false;
  let shift = false;
  const onKey = (event: KeyboardEvent) => {
    shift = event.shiftKey;
  };
  const onStart = () => {
    composing = true;
  };
  const onEnd = () => {
    composing = false;
  };
  const onBefore = (event: InputEvent) => {
    if (!wantsSend(event, shift, composing, touch())) return;
    event.preventDefault();
    options.onSend();
  };
  field.addEventListener("keydown", onKey);
  field.addEventListener("keyup", onKey);
  field.addEventListener("compositionstart", onStart);
  field.addEventListener("compositionend", onEnd);
  field.addEventListener("beforeinput", onBefore);
  return () => {
    field.removeEventListener("keydown", onKey);
    field.removeEventListener("keyup", onKey);
    field.removeEventListener("compositionstart", onStart);
    field.removeEventListener("compositionend", onEnd);
    field.removeEventListener("beforeinput", onBefore);
  };
}
