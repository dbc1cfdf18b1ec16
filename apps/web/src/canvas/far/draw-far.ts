import type { FarColours } from "./far-colours.ts";
import type { FarPaths } from "./far-paths.ts";

export interface FarView {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
  readonly width: number;
  readonly height: number;
}

/** Below it no name can be read. */
const NAMES_FROM = 0.15;
const LETTERS = 44;
const MOST_LETTERS = 9;

/** Paints all of it, in one go. */
export function drawFar(
  canvas: HTMLCanvasElement,
  paths: FarPaths,
  colours: FarColours,
  view: FarView,
): void {
  const { x, y, zoom, width, height } = view;
  const sharp = globalThis.devicePixelRatio;
  const [wide, high] = [Math.round(width * sharp), Math.round(height * sharp)];
  if (canvas.width !== wide) canvas.width = wide;
  if (canvas.height !== high) canvas.height = high;
  const pen = canvas.getContext("2d");
  if (pen === null) return;
  pen.setTransform(1, 0, 0, 1, 0, 0);
  pen.clearRect(0, 0, wide, high);
  pen.setTransform(zoom * sharp, 0, 0, zoom * sharp, x * sharp, y * sharp);
  const hair = 1 / zoom;

  pen.lineWidth = hair;
  pen.fillStyle = colours.frame.back;
  pen.strokeStyle = colours.frame.border;
  pen.fill(paths.frames);
  pen.stroke(paths.frames);

  for (const [line, path] of paths.lines) {
    pen.lineWidth = hair * (line === "moving" ? 2.5 : 1.5);
    pen.globalAlpha = line === "faded" ? 0.35 : 1;
    pen.strokeStyle = colours.line(line) ?? "";
    pen.stroke(path);
  }
  pen.globalAlpha = 1;

  for (const [kind, { boxes, bars }] of paths.cards) {
    const of = colours.card(kind);
    if (of === undefined) continue;
    pen.lineWidth = hair;
    pen.fillStyle = of.back;
    pen.fill(boxes);
    pen.strokeStyle = of.border;
    pen.stroke(boxes);
    pen.fillStyle = of.bar;
    pen.fill(bars);
  }
  for (const [state, path] of paths.rings) {
    pen.lineWidth = Math.max(12, hair * 1.5);
    pen.strokeStyle = colours.ring(state) ?? "";
    pen.stroke(path);
  }
  pen.lineWidth = hair * 2.5;
  pen.strokeStyle = colours.selected;
  pen.stroke(paths.selected);
  if (zoom >= NAMES_FROM) drawNames(pen, paths, { colours, view });
}

interface Looks {
  readonly colours: FarColours;
  readonly view: FarView;
}

function drawNames(pen: CanvasRenderingContext2D, { steps }: FarPaths, { colours, view }: Looks): void {
  pen.font = `600 ${LETTERS}px ${getComputedStyle(pen.canvas).fontFamily}`;
  pen.textBaseline = "middle";
  for (const { position, data, width = 0, height = 0 } of steps) {
    const [left, top] = [position.x * view.zoom + view.x, position.y * view.zoom + view.y];
    if (left > view.width || top > view.height) continue;
    if (left + width * view.zoom < 0 || top + height * view.zoom < 0) continue;
    const { title } = data;
    const name = title.length > MOST_LETTERS ? `${title.slice(0, MOST_LETTERS - 1)}…` : title;
    pen.fillStyle = colours.card(data.kind)?.ink ?? "";
    pen.fillText(name, position.x + 24, position.y + height / 2, width - 28);
  }
}
