import { toRow } from "../bench/row.ts";
import type { BenchRow } from "../bench/row.ts";
import { spread } from "../bench/statistics.ts";
import type { Spread } from "../bench/statistics.ts";
import type { MeasuredEditor } from "./measure-editor.ts";
import type { MeasuredRun } from "./measure-run.ts";

const OPEN_MS = 3_000;
const PAINT_MS = 50;
const DIAGNOSTICS_MS = 300;

export function editorRows(steps: number, measured: readonly MeasuredEditor[]): BenchRow[] {
  const row = rowsOf(`Canvas of ${steps} steps`, measured.length);
  const each = <T>(of: (one: MeasuredEditor) => T) => measured.map(of);
  return [
    row({ of: "open", values: each(({ open }) => open), aim: steps > 1_000 ? null : OPEN_MS }),
    ...frameRows(row, "a step is dragged", { steps, frames: each(({ drag }) => drag) }),
    ...frameRows(row, "the canvas is panned", { steps, frames: each(({ pan }) => pan) }),
    ...frameRows(row, "all of it is panned", { steps, frames: each(({ farPan }) => farPan) }),
    ...frameRows(row, "a step is dragged among all", { steps, frames: each(({ farDrag }) => farDrag) }),
    row({
      of: "key to paint in a field, p95",
      values: each(({ paints }) => paints).flat(),
      aim: steps > 1_000 ? null : PAINT_MS,
      figure: "p95",
    }),
    row({
      of: "key to diagnostics",
      values: each(({ diagnostics }) => diagnostics),
      aim: steps > 1_000 ? null : DIAGNOSTICS_MS,
    }),
    row({ of: "JS heap after that", unit: "MB", values: each(({ heap }) => heap), aim: null }),
  ];
}

export function runRows(steps: number, measured: readonly MeasuredRun[]): BenchRow[] {
  const row = rowsOf(`Live run of ${steps} steps`, measured.length);
  const each = <T>(of: (one: MeasuredRun) => T) => measured.map(of);
  return [
    row({ of: "open", values: each(({ open }) => open), aim: steps > 1_000 ? null : OPEN_MS }),
    ...frameRows(row, "its graph is panned", { steps, frames: each(({ pan }) => pan) }),
    row({
      of: "steps that ended meanwhile",
      unit: "steps",
      values: each(({ changed }) => changed),
      aim: null,
    }),
    ...frameRows(row, "all of it is panned", { steps, frames: each(({ farPan }) => farPan) }),
    row({
      of: "steps that ended then",
      unit: "steps",
      values: each(({ farChanged }) => farChanged),
      aim: null,
    }),
    row({ of: "JS heap after that", unit: "MB", values: each(({ heap }) => heap), aim: null }),
  ];
}

interface Figure {
  readonly of: string;
  readonly unit?: string;
  readonly values: readonly number[];
  /** Nobody else's canvas runs here: "theirs" is the figure that is aimed at, and the ratio may be 1. Null: only told. */
  readonly aim: number | null;
  readonly figure?: keyof Spread;
}

function rowsOf(about: string, runs: number) {
  return ({ of, unit = "ms", values, aim, figure = "median" }: Figure): BenchRow => {
    const ours = spread(values);
    const theirs = aim ?? ours[figure];
    return toRow({
      name: `${about}, ${of}`,
      unit,
      goal: aim === null ? null : 1,
      ours,
      theirs: { median: theirs, p95: theirs, min: theirs, max: theirs },
      runs,
      figure,
    });
  };
}

interface Frames {
  readonly steps: number;
  readonly frames: readonly (readonly number[])[];
}

function frameRows(row: ReturnType<typeof rowsOf>, doing: string, { steps, frames }: Frames): BenchRow[] {
  const values = frames.flat();
  return [
    row({ of: `frame p50 while ${doing}`, values, aim: null }),
    row({ of: `frame p95 while ${doing}`, values, aim: steps > 1_000 ? 50 : 34, figure: "p95" }),
  ];
}
