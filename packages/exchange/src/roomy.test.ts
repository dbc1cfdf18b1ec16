import type { DraftGraph } from "@riposte/draft";
import { expect, test } from "vitest";
import { roomy } from "./roomy.ts";

function drawing(...places: readonly (readonly [number, number] | null)[]): DraftGraph {
  const nodes = places.map((place, at) => ({
    id: `n${at}`,
    kind: "join" as const,
    name: `n${at}`,
    ...(place === null ? {} : { position: { x: place[0], y: place[1] } }),
  }));
  return { schema: 1, nodes, edges: [] };
}
const placesIn = ({ nodes }: DraftGraph) => nodes.map(({ position }) => position);

test("a drawing of smaller cards is spread until none of ours lies on another", () => {
  expect(placesIn(roomy(drawing([0, 100], [144, 100], [288, 100], [144, 400]), () => false))).toEqual([
    { x: 0, y: 200 },
    { x: 288, y: 200 },
    { x: 576, y: 200 },
    { x: 288, y: 800 },
  ]);
  const wide = drawing([0, 0], [300, 0]);
  expect(roomy(wide, () => false)).toBe(wide);
});

test("without a place for every step of the file, or with two in one spot, all of it is tidied up", () => {
  expect(placesIn(roomy(drawing([0, 0], null), () => false))).toEqual([undefined, undefined]);
  expect(placesIn(roomy(drawing([5, 5], [5, 5]), () => false))).toEqual([undefined, undefined]);
  expect(placesIn(roomy(drawing([0, 0], null), ({ id }) => id === "n1"))).toEqual([
    { x: 0, y: 0 },
    undefined,
  ]);
});
