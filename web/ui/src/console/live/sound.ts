import ding from "./ding.wav";

let player: HTMLAudioElement | null = null;
let lastAt = Number.NEGATIVE_INFINITY;

/** How long ago something was heard. */
export const sinceSound = (): number => performance.now() - lastAt;

/** Plays the tone; true when it was heard. Browsers refuse it until somebody has clicked in the page. */
export async function ring(): Promise<boolean> {
  player ??= new Audio(ding);
  lastAt = performance.now();
  try {
    player.currentTime = 0;
    await player.play();
    return true;
  } catch {
    return false;
  }
}
