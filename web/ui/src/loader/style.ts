// Styles of the launcher and the panel's box, inside the closed shadow root. They begin where the
// line of writing ends, so that dir=rtl on the box moves both to the left. Every variable is set here: one of
// the same name in the shop's page would be inherited, which all:initial does not stop.
export const css = `:host{all:initial!important}
div{--bg:#2a4fc4;--on:#fff;--s:#fff;--t:0;--h:100dvh}
.d{--bg:#8ea8ff;--on:#0f1830;--s:#161a21}
button,p{position:fixed;z-index:var(--z);inset-inline-end:calc(var(--x) + env(safe-area-inset-right));bottom:calc(var(--y) + env(safe-area-inset-bottom));box-shadow:0 8px 32px #171b2233;border-radius:20px}
button{box-sizing:border-box;display:grid;place-items:center;width:60px;height:60px;border:1px solid #0000;background:var(--bg);color:var(--on);cursor:pointer}
[hidden]{display:none}
svg{width:26px;fill:none;stroke:currentColor;stroke-width:1.9;stroke-linecap:round;stroke-linejoin:round}
b{position:absolute;inset:-6px -6px auto auto;min-width:22px;padding:0 6px;border-radius:11px;background:#d13232;color:#fff;font:600 12px/22px system-ui}
p{margin-bottom:76px;width:400px;height:min(764px,100dvh - var(--y) - 100px);overflow:hidden;background:var(--s);transition:.24s}
iframe{border:0;width:100%;height:100%}
iframe,.off{opacity:0}
.off{visibility:hidden}
.on{opacity:1}
@media(max-width:479.98px){button{width:52px;height:52px;--x:16px;--y:var(--m)}
p{inset:var(--t) 0 auto;margin:0;width:100%;height:var(--h);border-radius:0}
p:not(.off)+button{visibility:hidden}}
@media(prefers-reduced-motion){p{transition:none}}`;
