interface Node {
  readonly id: string;
  readonly kind: string;
  readonly position: Point;
  readonly [field: string]: unknown;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

type Edge = readonly [from: string, port: string, to: string];

/** `drawn` are steps as people draw them, `light` ones that a run is through with at once. */
type Work = "drawn" | "light";

/** A section: two steps, a condition with two ways that meet again, a loop of two steps, and one after it. */
const PER_SECTION = 10;
const [COLUMN, ROW] = [336, 320];
const COLUMNS = 9;
/** Rows of sections make about a square that way. */
const SHAPE = (ROW / (COLUMN * COLUMNS)) * 1.3;
const SECONDS_BEFORE = 8;
const SECONDS_BETWEEN = 2;

/** Rows of sections behind a trigger: every row begins at it. */
export function galleryGraph(steps: number, work: Work) {
  const sections = Math.ceil((steps - 1) / PER_SECTION);
  const perRow = Math.max(1, Math.round(Math.sqrt(sections * SHAPE)));
  const trigger = {
    id: "start",
    kind: "trigger",
    name: "start",
    trigger: "manual",
    config: {},
    position: { x: 0, y: 0 },
  };
  const nodes: Node[] = [trigger];
  const edges: Edge[] = [];
  for (let at = 0; at < sections; at++) {
    const place = at % perRow;
    const first = at * PER_SECTION + 1;
    const origin = { x: COLUMN + place * COLUMNS * COLUMN, y: Math.floor(at / perRow) * ROW };
    const seconds = place === 0 ? SECONDS_BEFORE : SECONDS_BETWEEN;
    const section = sectionAt(first, origin, { work, seconds });
    nodes.push(...section.nodes);
    edges.push([place === 0 ? "start" : idOf(first - 1), "default", idOf(first)], ...section.edges);
  }
  const drawn = new Set(nodes.slice(0, steps).map(({ id }) => id));
  return {
    schema: 1,
    nodes: nodes.slice(0, steps),
    edges: edges
      .filter(([from, , to]) => drawn.has(from) && drawn.has(to))
      .map(([from, port, to]) => ({ from, port, to })),
  };
}

interface Section {
  readonly work: Work;
  /** How long the first of a light section waits: the states of a run change one after the other. */
  readonly seconds: number;
}

function sectionAt(first: number, origin: Point, { work, seconds }: Section) {
  const id = (at: number) => idOf(first + at);
  const at = (column: number, down = 0) => ({ x: origin.x + column * COLUMN, y: origin.y + down });
  const node = (step: number, position: Point, fields: object): Node => ({
    id: id(step),
    name: id(step),
    kind: "join",
    position,
    ...fields,
  });
  const task = (step: number, position: Point, more: object = {}) =>
    node(step, position, { ...(work === "light" ? assignment(step) : comment(first + step)), ...more });
  const body = { parent: id(6) };
  const nodes = [
    work === "light" ? node(0, at(0), { kind: "wait", seconds }) : task(0, at(0)),
    task(1, at(1)),
    node(2, at(2), { kind: "condition", cases: [{ name: "yes", when: "run.id != ''" }] }),
    task(3, at(3)),
    task(4, at(3, 120)),
    node(5, at(4), { kind: "join" }),
    node(6, at(5), { kind: "for_each", over: "{{ [1, 2] }}" }),
    task(7, at(6, 40), body),
    task(8, at(7, 40), body),
    node(9, at(8), assignment(9)),
  ];
  const edges: Edge[] = [
    [id(0), "default", id(1)],
    [id(1), "default", id(2)],
    [id(2), "yes", id(3)],
    [id(2), "else", id(4)],
    [id(3), "default", id(5)],
    [id(4), "default", id(5)],
    [id(5), "default", id(6)],
    [id(6), "each", id(7)],
    [id(7), "default", id(8)],
    [id(6), "default", id(9)],
  ];
  return { nodes, edges };
}

function idOf(step: number): string {
  return `step_${step}`;
}

function assignment(value: number) {
  return { kind: "set", assignments: [{ name: "reached", value }] };
}

function comment(step: number) {
  return {
    kind: "action",
    label: `Comment ${step}`,
    action: "riposte.comment_alert",
    arguments: { uuid: "{{ trigger.alert_id }}", content: `Step ${step}` },
  };
}
