/** Small drawings of our own, as masks for the icon classes that the real admins use. */
const drawings: Record<string, string> = {
  dashboard: "M1 9a7 7 0 0 1 14 0v3H1zm6.5-1.500L11 4l-2 4.500z",
  home: "M8 1 1 7.500h2V15h4v-4h2v4h4V7.500h2z",
  tags: "M1 2v5l7 7 5-5-7-7zm3 1.500a1.5 1.5 0 1 1-.1 0z",
  tag: "M1 2v5l7 7 5-5-7-7zm3 1.500a1.5 1.5 0 1 1-.1 0z",
  "puzzle-piece": "M1 5h4a2 2 0 1 1 3 0h4v4a2 2 0 1 1 0 3v3H8a2 2 0 1 0-3 0H1z",
  cog: "M7 1h2l.4 2 1.7.8 1.8-1 1.3 1.4-1 1.8.6 1.7 2.1.4v2l-2.1.4-.7 1.6 1.1 1.8-1.4 1.4-1.8-1.1-1.6.7L9 15H7l-.4-2-1.7-.7-1.8 1.1-1.4-1.4 1.1-1.8-.7-1.700L1 8V7l2-.4.7-1.7-1-1.8 1.4-1.3 1.8 1L6.6 3zm1 4.500a2.5 2.5 0 1 0 .1 0z",
  "shopping-cart": "M1 2h2.500L4 4h11l-2 6H5.500L3 3H1zm5 10a1.5 1.5 0 1 1-.1 0zm6 0a1.5 1.5 0 1 1-.1 0z",
  user: "M8 1a3.5 3.5 0 1 1-.1 0zM1.5 15C2 10.5 5 9.5 8 9.500s6 1 6.5 5.500z",
  lock: "M4 7V5a4 4 0 0 1 8 0v2h1v8H3V7zm2 0h4V5a2 2 0 0 0-4 0z",
  key: "M5 4a4 4 0 1 0 3.7 5.500H11V12h2V9.500h2v-3H8.700A4 4 0 0 0 5 4zm0 2.500a1.5 1.5 0 1 1-.1 0z",
  list: "M1 3h2v2H1zm4 0h10v2H5zM1 7h2v2H1zm4 0h10v2H5zm-4 4h2v2H1zm4 0h10v2H5z",
  "exclamation-triangle": "M8 1 15.5 15H.500zM7 6v4h2V6zm0 5v2h2v-2z",
  "sign-out": "M1 2h7v2H3v8h5v2H1zm9 2 5 4-5 4V9H5V7h5z",
  download: "M7 1h2v6h3L8 11 4 7h3zM2 12h12v3H2z",
  eraser: "m6 3 6-2 3 5-6 7H4L1 9z",
  refresh: "M8 2a6 6 0 0 1 5 2.700L15 3v5h-5l1.7-1.700A4 4 0 1 0 12 9h2a6 6 0 1 1-6-7z",
  pencil: "m1 12 8-8 3 3-8 8H1zm9-9 2-2 3 3-2 2z",
  "plus-circle": "M8 1a7 7 0 1 1-.1 0zM7 4v3H4v2h3v3h2V9h3V7H9V4z",
  "minus-circle": "M8 1a7 7 0 1 1-.1 0zM4 7v2h8V7z",
  "info-circle": "M8 1a7 7 0 1 1-.1 0zM7 7v5h2V7zm0-3v2h2V4z",
  link: "M6 5H4a3 3 0 0 0 0 6h2V9.500H4a1.5 1.5 0 0 1 0-3h2zm4 0h2a3 3 0 0 1 0 6h-2V9.500h2a1.5 1.5 0 0 0 0-3h-2zM5 7.300h6v1.500H5z",
  "caret-down": "M3 6h10l-5 5z",
  bell: "M8 1a5 5 0 0 1 5 5v4l1.5 2.500h-13L3 10V6a5 5 0 0 1 5-5zM6 13.500h4a2 2 0 0 1-4 0z",
  bars: "M1 3h14v2H1zm0 4h14v2H1zm0 4h14v2H1z",
  "life-ring": "M8 1a7 7 0 1 1-.1 0zm0 4a3 3 0 1 0 .1 0zM7 1h2v4H7zm0 10h2v4H7zM1 7h4v2H1zm10 0h4v2h-4z",
  upload: "M7 11h2V6h3L8 1 4 6h3zM2 12h12v3H2z",
};

const otherNames: Record<string, string> = {
  "triangle-exclamation": "exclamation-triangle",
  "floppy-disk": "download",
  "cart-shopping": "shopping-cart",
};

/** CSS that draws `<i class="fa fa-x">` (3.x) and `<i class="fa-solid fa-x">` (4.x). */
export const iconStyles = [
  '[class^="fa"]{display:inline-block;width:1em;height:1em;vertical-align:-.125em;background:currentColor;-webkit-mask:var(--i) center/contain no-repeat;mask:var(--i) center/contain no-repeat}',
  ...Object.entries({
    ...drawings,
    ...Object.fromEntries(Object.entries(otherNames).map(([name, like]) => [name, drawings[like] ?? ""])),
  }).map(([name, path]) => {
    const svg = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'><path d='${path}' fill-rule='evenodd'/></svg>`;
    return `.fa-${name}{--i:url("data:image/svg+xml,${encodeURIComponent(svg)}")}`;
  }),
].join("\n");

export const portrait =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 45 45"><rect width="45" height="45" fill="#c9d3dd"/><circle cx="22.5" cy="17" r="8" fill="#7b8b9a"/><path d="M6 45c2-13 10-17 16.5-17S37 32 39 45z" fill="#7b8b9a"/></svg>';

export function logo(ink: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="150" height="30" viewBox="0 0 150 30"><path d="M2 6h5l2 4h18l-4 10H11L6 8H2zm9 16a2.5 2.5 0 1 1-.1 0zm10 0a2.5 2.5 0 1 1-.1 0z" fill="#2a8fbd"/><text x="36" y="21" font-family="Helvetica,Arial,sans-serif" font-size="16" font-weight="600" fill="${ink}">Riverside</text></svg>`;
}
