import type { DraftGraph, Operation } from "@riposte/draft";
import { align, distribute } from "./align.ts";
import type { Alignment, Axis } from "./align.ts";
import { counted } from "./plain-line.ts";

interface Arranging {
  readonly graph: () => DraftGraph;
  readonly selected: () => ReadonlySet<string>;
  readonly mayWrite: () => boolean;
  readonly change: (label: string, operations: readonly Operation[]) => void;
}

/** The commands that put several steps in line. */
export function arranging({ graph, selected, mayWrite, change }: Arranging) {
  const arrange = (verb: string, least: number, how: (ids: ReadonlySet<string>) => readonly Operation[]) => {
    const ids = selected();
    if (ids.size < least || !mayWrite()) return false;
    change(`${verb} ${counted(ids.size, "step")}`, how(ids));
    return true;
  };
  const to = (way: Alignment) => () => arrange("Align", 2, (ids) => align(graph(), ids, way));
  const along = (axis: Axis) => () => arrange("Distribute", 3, (ids) => distribute(graph(), ids, axis));
  return {
    alignLeft: to("left"),
    alignCentre: to("centre"),
    alignRight: to("right"),
    alignTop: to("top"),
    alignMiddle: to("middle"),
    alignBottom: to("bottom"),
    distributeAcross: along("x"),
    distributeDown: along("y"),
  };
}
