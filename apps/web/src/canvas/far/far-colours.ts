import type { ShownState } from "../flow-types.ts";
import type { Kind } from "../kinds.ts";
import type { Line } from "./far-paths.ts";

interface CardColours {
  readonly back: string;
  readonly bar: string;
  readonly border: string;
  readonly ink: string;
}

export interface FarColours {
  readonly frame: { readonly back: string; readonly border: string };
  readonly selected: string;
  readonly card: (kind: Kind) => CardColours | undefined;
  readonly ring: (state: ShownState) => string | undefined;
  readonly line: (line: Line) => string | undefined;
}

/** The style sheets' own colours, as samples of cards and edges have them. */
export function readColours(samples: HTMLElement): FarColours {
  const cards = new Map<string, CardColours>();
  const rings = new Map<string, string>();
  const lines = new Map<string, string>();
  let frame = { back: "", border: "" };
  for (const sample of samples.querySelectorAll<HTMLElement>("[data-sample]")) {
    const style = getComputedStyle(sample);
    const { sample: what = "", of = "" } = sample.dataset;
    const back = style.backgroundColor;
    if (what === "frame") frame = { back, border: style.borderTopColor };
    if (what === "ring") rings.set(of, style.outlineColor);
    if (what === "line") lines.set(of, style.stroke);
    if (what === "card")
      cards.set(of, {
        back,
        bar: style.borderLeftColor,
        border: style.borderTopColor,
        ink: style.color,
      });
  }
  return {
    frame,
    selected: getComputedStyle(samples).color,
    card: (kind) => cards.get(kind),
    ring: (state) => rings.get(state),
    line: (line) => lines.get(line),
  };
}
