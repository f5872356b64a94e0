// Styles of the launcher and the panel's box, inside the closed shadow root.
export const css = `
:host{all:initial!important}
*{box-sizing:border-box}
[hidden]{display:none!important}
.l,.p{position:fixed;box-shadow:0 12px 32px rgb(23 27 34/.16),0 0 0 1px rgb(23 27 34/.05);z-index:var(--z);right:calc(var(--x) + env(safe-area-inset-right));bottom:calc(var(--y) + env(safe-area-inset-bottom))}
.left .l,.left .p{right:auto;left:calc(var(--x) + env(safe-area-inset-left))}
.l{display:flex;gap:8px;align-items:center;justify-content:center;min-width:60px;height:60px;padding:0 17px;margin:0;border:1px solid transparent;border-radius:20px;background:var(--bg);color:var(--on);font:600 16px/24px -apple-system,BlinkMacSystemFont,"Apple SD Gothic Neo","Noto Sans KR","Noto Sans CJK KR","Malgun Gothic",sans-serif;cursor:pointer;touch-action:manipulation}
.l:focus-visible{outline:2px solid var(--bg);outline-offset:3px}
.l svg{width:26px;height:26px;flex:none;fill:none;stroke:currentColor;stroke-width:1.9;stroke-linecap:round;stroke-linejoin:round}
.n{position:absolute;top:-6px;right:-6px;min-width:22px;padding:0 6px;border-radius:11px;background:#d13232;color:#fff;font-size:12px;line-height:22px;text-align:center}
.p{bottom:calc(var(--y) + 76px + env(safe-area-inset-bottom));width:400px;height:min(764px,100dvh - var(--y) - 100px);border-radius:20px;overflow:hidden;background:var(--s);transition:opacity .24s,transform .24s,visibility .24s;transition-timing-function:cubic-bezier(.2,0,0,1)}
.p.off{visibility:hidden;opacity:0;transform:translateY(8px)}
iframe{display:block;border:0;width:100%;height:100%;opacity:0}
iframe.on{opacity:1}
@media(max-width:479.98px){
.l{min-width:52px;height:52px;border-radius:18px;padding:0 13px;bottom:calc(var(--my) + env(safe-area-inset-bottom));right:calc(16px + env(safe-area-inset-right))}
.left .l{left:calc(16px + env(safe-area-inset-left))}
.p,.left .p{left:0;right:auto;bottom:auto;top:var(--top,0);width:100%;height:var(--vh,100dvh);border-radius:0;box-shadow:none}
.open .l{visibility:hidden}
}
@media(prefers-reduced-motion:reduce){.p{transition:none}}
`;
