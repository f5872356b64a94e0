import { type ClipboardEvent, type DragEvent, useRef, useState } from "react";

const holdsFiles = (data: DataTransfer | null) => [...(data?.types ?? [])].includes("Files");

/** Files by dropping and by pasting. Where none may be attached a dropped one must not open in place of the page. */
export function useFileDrop(enabled: boolean, onFiles: (files: readonly File[]) => void) {
  const [over, setOver] = useState(false);
  const depth = useRef(0); // every child says enter and leave of its own

  const enter = (event: DragEvent) => {
    if (!enabled || !holdsFiles(event.dataTransfer)) return;
    depth.current++;
    setOver(true);
  };
  const leave = () => {
    depth.current = Math.max(0, depth.current - 1);
    if (depth.current === 0) setOver(false);
  };
  const drop = (event: DragEvent) => {
    depth.current = 0;
    setOver(false);
    if (!holdsFiles(event.dataTransfer)) return;
    event.preventDefault();
    if (enabled) onFiles([...event.dataTransfer.files]);
  };
  const onPaste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files];
    // A copied table or text comes with a picture of itself; then its words are meant.
    if (!enabled || files.length === 0 || event.clipboardData.getData("text/plain")) return;
    event.preventDefault();
    onFiles(files);
  };
  const allow = (event: DragEvent) => {
    if (holdsFiles(event.dataTransfer)) event.preventDefault();
  };
  return { over, onPaste, on: { onDragEnter: enter, onDragOver: allow, onDragLeave: leave, onDrop: drop } };
}
