/** Icons that only this tab has, drawn as those of shared/ui are. */
const paths = {
  eye: "M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM6 8a2 2 0 1 0 4 0 2 2 0 1 0-4 0",
  "eye-off":
    "M6.4 3.75A6 6 0 0 1 8 3.5C12 3.5 14.5 8 14.5 8a12 12 0 0 1-1.75 2.25M4.5 4.75A12 12 0 0 0 1.5 8S4 12.5 8 12.5a6 6 0 0 0 3.25-1M2.5 2.5l11 11",
  folder:
    "M1.75 4.25c0-.7.55-1.25 1.25-1.25h3l1.5 1.75H13c.7 0 1.25.55 1.25 1.25v6c0 .7-.55 1.25-1.25 1.25H3c-.7 0-1.25-.55-1.25-1.25z",
  key: "M7.25 8.75a3 3 0 1 1-4.24 0 3 3 0 0 1 4.24 0zM7.25 8.75l5.5-5.5 1.5 1.5M10.5 5.5l1.5 1.5",
  trash: "M2.5 4h11M6 4V2.5h4V4M4 4l.75 9.5h6.5L12 4M6.75 6.75v4M9.25 6.75v4",
} as const;

export function OwnIcon({ name, look = "" }: { name: keyof typeof paths; look?: string }) {
  return (
    <svg class={`icon ${look}`} viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
