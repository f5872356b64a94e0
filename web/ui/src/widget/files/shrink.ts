// Photos are made small before they leave the phone: at most 2,048 pixels a side, and without what
// the camera wrote into them (the place above all), since a canvas keeps only the pixels.

export const SIDE_MOST = 2048;
const QUALITY = 0.88;
const THUMB = 160;

/** The size of a picture that fits into a square of this side. */
export function within(width: number, height: number, side: number): { width: number; height: number } {
  const scale = Math.min(1, side / Math.max(width, height, 1));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** What a picture is sent as: what browsers cannot write, and HEIC, becomes JPEG. */
export function target(type: string): "image/jpeg" | "image/png" | "image/webp" {
  return type === "image/png" || type === "image/webp" ? type : "image/jpeg";
}

/** Whether a picture is drawn anew: a moving one would stop. */
export const redrawn = (type: string) => /^image\/(jpe?g|png|webp|hei[cf])$/.test(type);

export interface Small {
  readonly blob: Blob;
  readonly name: string;
  readonly thumb: string;
}

function draw(image: ImageBitmap, side: number): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, within(image.width, image.height, side));
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

const toBlob = (canvas: HTMLCanvasElement, type: string) =>
  new Promise<Blob | null>((done) => {
    canvas.toBlob(done, type, QUALITY);
  });

/** The small picture, or null where this browser cannot read it (HEIC outside Safari, a broken file). */
export async function shrink(file: File): Promise<Small | null> {
  if (!redrawn(file.type)) return null;
  try {
    const image = await createImageBitmap(file);
    const type = target(file.type);
    const blob = await toBlob(draw(image, SIDE_MOST), type);
    const thumb = draw(image, THUMB).toDataURL("image/jpeg", 0.7);
    image.close();
    if (!blob) return null;
    const ending = { "image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp" }[type];
    const name = blob.type === file.type ? file.name : file.name.replace(/\.\w+$/, "") + ending;
    return { blob, name, thumb };
  } catch {
    return null;
  }
}
