import type { Editing, Mark, Tool } from "./editing.ts";

export const toolWords: Readonly<Record<Tool, string>> = {
  "black-out": "Black out",
  highlight: "Highlight",
  crop: "Crop",
};

const kindWords: Readonly<Record<Mark["kind"], string>> = {
  cover: "Covered place",
  "black-out": "Black box",
  highlight: "Highlight",
  crop: "Crop",
};

/** `Black box, 2 of 5: 120 from the left, 40 from the top, 300 wide, 60 high.` */
export function selectedWords({ marks, selected }: Pick<Editing, "marks" | "selected">): string {
  const at = marks.findIndex(({ id }) => id === selected);
  const mark = marks[at];
  if (!mark) return "";
  const { x, y, width, height } = mark.box;
  return `${kindWords[mark.kind]}, ${at + 1} of ${marks.length}: ${x} from the left, ${y} from the top, ${width} wide, ${height} high.`;
}

/** What has become of the picture, for those who do not see it. */
export function changeWords(before: Editing, after: Editing): string {
  if (after.marks.length < before.marks.length) {
    const gone = before.marks.find(({ id }) => !after.marks.some((mark) => mark.id === id));
    const what = gone?.kind === "cover" ? "Shown what was covered." : "Removed.";
    return [what, selectedWords(after)].filter(Boolean).join(" ");
  }
  if (after.selected === null) return before.selected === null ? "" : "Nothing selected.";
  return selectedWords(after);
}

export function coversWords(count: number): string {
  if (count === 0) return "Nothing was found that had to be covered. Black out whatever nobody else should see.";
  const places = count === 1 ? "One place was" : `${count} places were`;
  return `${places} covered before this was shown: fields, people, orders and whatever looks secret. Black out what else nobody should see.`;
}

/** `page-2026-11-22-1402.png`, as the person's own clock says. */
export function pictureName(at: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join("-");
  return `page-${day}-${two(at.getHours())}${two(at.getMinutes())}.png`;
}
