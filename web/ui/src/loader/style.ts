// Styles of the launcher and the panel's box, inside the closed shadow root. They begin where the
// line of writing ends, so that dir=rtl on the box moves both to the left.
export const css = `:host{all:initial!important}
div{--b:#2a4fc4;--o:#fff;--s:#fff}
.d{--b:#8ea8ff;--o:#0f1830;--s:#161a21}
.l,.p{position:fixed;z-index:var(--z);inset-inline-end:calc(var(--x) + env(safe-area-inset-right));bottom:calc(var(--y) + env(safe-area-inset-bottom));box-shadow:0 8px 32px #171b2233;border-radius:20px}
.l{box-sizing:border-box;display:flex;gap:8px;align-items:center;justify-content:center;min-width:60px;height:60px;padding:0 16px;border:1px solid #0000;background:var(--bg,var(--b));color:var(--on,var(--o));font:600 16px/24px system-ui,sans-serif;cursor:pointer}
[hidden]{display:none}
svg{width:26px;fill:none;stroke:currentColor;stroke-width:1.9;stroke-linecap:round;stroke-linejoin:round}
b{position:absolute;inset:-6px -6px auto auto;min-width:22px;padding:0 6px;border-radius:11px;background:#d13232;color:#fff;font-size:12px;line-height:22px}
.p{margin-bottom:76px;width:400px;height:min(764px,100dvh - var(--y) - 100px);overflow:hidden;background:var(--s);transition:.24s}
.off{visibility:hidden;opacity:0}
iframe{border:0;width:100%;height:100%;opacity:0}
.on{opacity:1}
@media(max-width:479.98px){.l{min-width:52px;height:52px;padding:0 12px;--x:16px;--y:var(--m)}
.p{inset:var(--t,0) 0 auto;margin:0;width:100%;height:var(--h,100dvh);border-radius:0}
.p:not(.off)+.l{visibility:hidden}}
@media(prefers-reduced-motion){.p{transition:none}}`;
