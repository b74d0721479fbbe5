/** Written out in px and fixed colours: nothing of the page's sizes or colours reaches in. */
const look = `
*{box-sizing:border-box}
svg{width:18px;height:18px;flex:none;fill:none;stroke:currentColor;stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round}
`;

export const buttonCss = `${look}
button{position:relative;display:inline-flex;align-items:center;gap:8px;height:34px;padding:0 14px 0 11px;border:0;border-radius:17px;background:#2f56b0;color:#fff;font:600 13px/1 system-ui,sans-serif;white-space:nowrap;cursor:pointer;box-shadow:inset 0 0 0 1px #2f56b0,0 1px 2px #0003;touch-action:none}
button:hover{background:#264891}
button:focus-visible{outline:2px solid #2f56b0;outline-offset:2px;box-shadow:0 0 0 2px #fff}
button[aria-expanded=true]{background:#fff;color:#26478f;box-shadow:inset 0 0 0 1.5px #2f56b0}
.float{height:44px;padding:0 18px 0 15px;border-radius:22px;font-size:14px;box-shadow:0 2px 6px #0002,0 10px 28px #0003}
i{position:absolute;top:-6px;inset-inline-end:-6px;display:grid;place-items:center;min-width:18px;height:18px;padding:0 5px;border-radius:9px;background:#c62f35;color:#fff;font:600 11px/1 system-ui,sans-serif;box-shadow:0 0 0 2px #fff}
.wait{padding:0;background:#fdf3da;color:#6b4a00}
.wait svg{width:12px;height:12px}
@media (max-width:480px){button{width:34px;padding:0;justify-content:center}.float{width:44px}span{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}}
@media (forced-colors:active){button{border:1px solid ButtonText}}
`;

// The handle stands beside the frame: whatever lies over one pixel of it makes the browser call the whole frame covered.
export const panelCss = `${look}
iframe{position:absolute;inset:0;width:100%;height:100%;border:0;background:#f4f5f7;box-shadow:0 4px 12px #0002,0 24px 64px #0003}
[role=separator]{position:absolute;inset:0 auto 0 -8px;width:8px;cursor:ew-resize;touch-action:none}
[role=separator]:is(:hover,:focus-visible)::after{content:"";position:absolute;inset:0 3px;background:#2f56b0}
[role=separator]:focus-visible{outline:2px solid #2f56b0}
@media (prefers-color-scheme:dark){iframe{background:#16181d}}
@media (prefers-reduced-motion:no-preference){iframe{animation:enter .26s cubic-bezier(.2,.8,.2,1)}@keyframes enter{from{transform:translateX(40px);opacity:0}}}
`;
