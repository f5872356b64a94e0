/** What the tag says of the place: offsets from the edges, on a phone from its bottom, and the depth. */
export interface Place {
  readonly side: string;
  readonly x: string | number;
  readonly y: string | number;
  readonly m: string | number;
  readonly z: string | number;
}

/** Styles of the launcher and the panel's box, inside the closed shadow root. Every
 * variable is set here: one of the same name in the shop's page would be inherited, which all:initial
 * does not stop. The frame is laid out as a flexible box: as a letter of a line it would stand on that line's
 * foot, and the box could be scrolled by it. */
export const css = ({ side, x, y, m, z }: Place, brand: string): string => `:host{all:initial!important}\
div{--h:100dvh;--t:0;--x:${x}px;--y:${y}px;--s:#fff;--bg:#2a4fc4;--on:#fff}\
.d{--s:#161a21;--bg:#8ea8ff;--on:#0f1830}\
div{${brand}}\
button,p{position:fixed;z-index:${z};${side}:calc(var(--x) + env(safe-area-inset-${side}));bottom:calc(var(--y) + env(safe-area-inset-bottom));border-radius:20px;box-shadow:0 8px 32px #0003}\
button{display:flex;place-items:center;place-content:center;min-width:60px;height:60px;border:1px solid #0000;background:var(--bg);color:var(--on);cursor:pointer}\
[hidden]{display:none}\
svg{width:28px;fill:currentColor}\
b{position:absolute;inset:-6px -6px auto auto;padding:0 7px;border-radius:11px;background:#d13232;color:#fff;font:600 12px/22px system-ui}\
p{display:flex;margin-bottom:76px;width:400px;height:min(764px,100dvh - 124px);overflow:hidden;background:var(--s);visibility:hidden}\
[aria-expanded=true]+p{visibility:visible}\
iframe{border:0;width:100%;height:100%}\
@media(max-width:479.98px){div{--x:16px;--y:${m}px}\
button{min-width:52px;height:52px}\
p{inset:var(--t) 0 auto;margin:0;width:100%;height:var(--h);border-radius:0}\
[aria-expanded=true]{visibility:hidden}}`;
