import { type Box, cropOf, type Editing, type Mark, solidBoxes } from "./editing.ts";

type Context = OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D;

const black = "#000";
const frameColour = "#e5342b";

/** The picture as it will be sent, but for what is cut off: nothing shows it without its boxes. */
export function paintPicture(
  context: Context,
  bitmap: CanvasImageSource,
  { marks, size }: Pick<Editing, "marks" | "size">,
) {
  context.globalCompositeOperation = "copy";
  context.drawImage(bitmap, 0, 0);
  context.globalCompositeOperation = "source-over";
  context.fillStyle = black;
  for (const { x, y, width, height } of solidBoxes({ marks })) context.fillRect(x, y, width, height);
  context.strokeStyle = frameColour;
  context.lineWidth = frameWidth(size.width);
  for (const { kind, box } of marks) if (kind === "highlight") strokeWithin(context, box, context.lineWidth);
}

/** The same with what is cut off really gone. */
export function finished(bitmap: ImageBitmap, editing: Pick<Editing, "marks" | "size">): OffscreenCanvas {
  const whole = new OffscreenCanvas(editing.size.width, editing.size.height);
  paintPicture(contextOf(whole), bitmap, editing);
  const { x, y, width, height } = cropOf(editing);
  const part = new OffscreenCanvas(width, height);
  contextOf(part).drawImage(whole, x, y, width, height, 0, 0, width, height);
  return part;
}

export function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext("2d");
  if (!context) throw new Error("There is no memory left to draw in.");
  return context;
}

/** What is only for the person at work: where boxes end, what is cut off, what is selected, what is being drawn. */
export function paintTools(
  context: Context,
  { marks, selected, size }: Pick<Editing, "marks" | "selected" | "size">,
  drawing: Pick<Mark, "kind" | "box"> | null,
  scale: number,
): void {
  // Boxes that lie side by side are told apart.
  context.strokeStyle = "#8a8f99";
  context.lineWidth = 1 / scale;
  for (const { x, y, width, height } of solidBoxes({ marks })) context.strokeRect(x, y, width, height);
  const crop = drawing?.kind === "crop" ? drawing.box : marks.find(({ kind }) => kind === "crop")?.box;
  if (crop) shadeOutside(context, crop, size);
  const mark = marks.find(({ id }) => id === selected);
  for (const box of [drawing?.box, drawing ? undefined : mark?.box]) {
    if (!box) continue;
    // White under dashes of blue is seen on any picture.
    context.lineWidth = 3 / scale;
    context.setLineDash([]);
    context.strokeStyle = "#fff";
    context.strokeRect(box.x, box.y, box.width, box.height);
    context.lineWidth = 2 / scale;
    context.setLineDash([6 / scale, 4 / scale]);
    context.strokeStyle = "#1d4fd7";
    context.strokeRect(box.x, box.y, box.width, box.height);
    context.setLineDash([]);
  }
}

function shadeOutside(context: Context, { x, y, width, height }: Box, size: { width: number; height: number }): void {
  context.fillStyle = "rgb(0 0 0 / 0.6)";
  context.fillRect(0, 0, size.width, y);
  context.fillRect(0, y + height, size.width, size.height - y - height);
  context.fillRect(0, y, x, height);
  context.fillRect(x + width, y, size.width - x - width, height);
}

/** Seen also where the picture is shown much smaller. */
function frameWidth(width: number): number {
  return Math.max(3, Math.round(width / 400));
}

function strokeWithin(context: Context, { x, y, width, height }: Box, line: number): void {
  context.strokeRect(x + line / 2, y + line / 2, Math.max(1, width - line), Math.max(1, height - line));
}
