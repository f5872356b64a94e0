import "./print.css";

/** Prints the conversation alone: once its styles are there. */
export function printConversation(): void {
  setTimeout(() => print(), 200);
}
