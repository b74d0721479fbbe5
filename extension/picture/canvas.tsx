import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import {
  addMark,
  type Box,
  between,
  dragged,
  type Editing,
  type Grip,
  gripAt,
  isMovable,
  type Mark,
  type Point,
  placeMark,
  type Size,
  select,
} from "./editing.ts";
import { pressKey } from "./keys.ts";
import { contextOf, paintPicture, paintTools } from "./paint.ts";
import type { Picture } from "./state.ts";

/** A pointer on its way: it draws a new box, or moves one that it has hold of. */
interface Drag {
  from: Point;
  to: Point;
  grip: Grip | null;
  mark: Mark | null;
}

/** In px on the screen: how near is near enough, and how far a press may slip. */
const slackPx = 7;
const slipPx = 4;
/** Room for the ring that shows where the focus is. */
const ringPx = 5;

export function PictureCanvas({ picture }: { picture: Picture }) {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [drag, setDrag] = useState<Drag | null>(null);
  const editing = picture.editing.value;
  const scale = useScale(frame, editing?.size ?? null);
  const drawing = editing && drag ? drawingOf(editing, drag) : null;
  usePainted(canvas, picture, drawing, scale);
  if (!editing) return null;

  const pointOf = (event: PointerEvent): Point => {
    const { left, top } = (event.currentTarget as Element).getBoundingClientRect();
    return { x: (event.clientX - left) / scale, y: (event.clientY - top) / scale };
  };
  const { width, height } = editing.size;
  return (
    <div class="picture-frame" ref={frame}>
      {/* biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: screen readers hand arrow keys over to this role alone. */}
      <canvas
        ref={canvas}
        tabIndex={0}
        role="application"
        aria-label="The picture"
        aria-describedby="picture-keys"
        style={{ inlineSize: `${width * scale}px`, blockSize: `${height * scale}px` }}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          const from = pointOf(event);
          setDrag({ from, to: from, ...holdAt(editing, from, slackPx / scale) });
        }}
        onPointerMove={(event) => drag && setDrag({ ...drag, to: pointOf(event) })}
        onPointerUp={() => {
          if (drag) picture.act((now) => released(now, drag, scale));
          setDrag(null);
        }}
        onPointerCancel={() => setDrag(null)}
        onKeyDown={(event) => {
          if (drag && event.key === "Escape") return setDrag(null);
          const { key, shiftKey: shift, ctrlKey, metaKey } = event;
          const isOurs = picture.act((now) => pressKey(now, { key, shift, control: ctrlKey || metaKey }));
          if (isOurs) event.preventDefault();
        }}
      />
    </div>
  );
}

/** What a press has hold of; of a cover nothing, so that drawing can begin on one. */
function holdAt(editing: Editing, point: Point, slack: number): Pick<Drag, "grip" | "mark"> {
  const grip = gripAt(editing, point, slack);
  const mark = editing.marks.find(({ id }) => id === grip?.id) ?? null;
  return mark && isMovable(mark) ? { grip, mark } : { grip: null, mark };
}

function drawingOf({ size, tool }: Editing, { from, to, grip, mark }: Drag): Pick<Mark, "kind" | "box"> {
  if (grip && mark) return { kind: mark.kind, box: dragged(size, mark.box, grip, from, to) };
  return { kind: tool, box: between(from, to) };
}

function released(editing: Editing, drag: Drag, scale: number): Editing {
  const { from, to, grip, mark } = drag;
  const isPress = Math.hypot(to.x - from.x, to.y - from.y) * scale <= slipPx;
  if (isPress) return select(editing, mark?.id ?? null);
  const { box } = drawingOf(editing, drag);
  return grip && mark ? select(placeMark(editing, mark.id, box), mark.id) : addMark(editing, box);
}

/** Px on the screen for each point, so that all of it fits. */
function useScale(frame: { current: HTMLElement | null }, size: Size | null): number {
  const [room, setRoom] = useState<Size>({ width: 0, height: 0 });
  useEffect(() => {
    const element = frame.current;
    if (!element || !size) return;
    const watcher = new ResizeObserver(() => setRoom({ width: element.clientWidth, height: element.clientHeight }));
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [frame, size]);
  if (!size || room.width === 0) return 0.01;
  const fit = Math.min((room.width - 2 * ringPx) / size.width, (room.height - 2 * ringPx) / size.height);
  return Math.max(0.01, Math.min(1, fit));
}

/** The picture with its boxes is put together where nobody sees it, and shown only whole. */
function usePainted(
  canvas: { current: HTMLCanvasElement | null },
  picture: Picture,
  drawing: { kind: Mark["kind"]; box: Box } | null,
  scale: number,
): void {
  const editing = picture.editing.value;
  const bitmap = picture.bitmap.value;
  const marks = editing?.marks;
  const size = editing?.size;
  const whole = useMemo(() => {
    if (!bitmap || !marks || !size) return null;
    const made = new OffscreenCanvas(size.width, size.height);
    paintPicture(contextOf(made), bitmap, { marks, size });
    return made;
  }, [bitmap, marks, size]);

  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext("2d");
    if (!element || !context || !editing || !whole) return;
    const sharp = scale * devicePixelRatio;
    const [width, height] = [Math.round(editing.size.width * sharp), Math.round(editing.size.height * sharp)];
    if (element.width !== width) element.width = width;
    if (element.height !== height) element.height = height;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.imageSmoothingQuality = "high";
    context.drawImage(whole, 0, 0, width, height);
    context.setTransform(sharp, 0, 0, sharp, 0, 0);
    paintTools(context, editing, drawing, sharp);
  });
}
