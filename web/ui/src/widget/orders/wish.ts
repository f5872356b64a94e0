import { leaving } from "../panel.ts";

// A card in the conversation may lead straight to the request of its order.

let wished = "";
leaving.add(() => {
  wished = "";
});

export function wish(number: string): void {
  wished = number;
}

/** Whether the order was opened for a request; asked once. */
export function wishedFor(number: string): boolean {
  const its = wished === number;
  wished = "";
  return its;
}
