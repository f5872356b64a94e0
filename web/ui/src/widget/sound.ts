// A reply may be heard, where the shopper asked for it: two soft tones, made here, so that there is no
// file to load.

let context: AudioContext | null = null;

function tone(at: number, pitch: number, audio: AudioContext): void {
  const swing = audio.createOscillator();
  const loud = audio.createGain();
  swing.frequency.value = pitch;
  loud.gain.setValueAtTime(0, at);
  loud.gain.linearRampToValueAtTime(0.12, at + 0.02);
  loud.gain.exponentialRampToValueAtTime(0.001, at + 0.35);
  swing.connect(loud).connect(audio.destination);
  swing.start(at);
  swing.stop(at + 0.4);
}

export function ring(): void {
  context ??= new AudioContext();
  if (context.state === "suspended") context.resume().catch(() => {}); // nobody has touched the page yet
  tone(context.currentTime, 660, context);
  tone(context.currentTime + 0.12, 880, context);
}
