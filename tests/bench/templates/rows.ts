import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { fromPlain, parse, parseCached, render } from "@riposte/template";
import type { DataMap } from "@riposte/template";
import { HOSTILE_TEMPLATES } from "@riposte/template/hostile";
import nunjucks from "nunjucks";
import { toRow } from "../row.ts";
import type { BenchRow } from "../row.ts";
import { spread } from "../statistics.ts";
import type { Spread } from "../statistics.ts";
import { SHORT_CONTEXT, SHORT_TEMPLATES } from "./short-templates.ts";

const execute = promisify(execFile);
const ROUNDS = 20;
const RENDERS = 2_000;

/** What templates cost: against nunjucks, by the size of what they do not read, and at their worst. */
export async function templateRows(): Promise<readonly BenchRow[]> {
  return [shortRenders(), oneField(), ...(await hostile())];
}

/** Both keep what they have compiled. */
function shortRenders(): BenchRow {
  const environment = new nunjucks.Environment(null, { autoescape: false });
  const compiled = SHORT_TEMPLATES.map((source) => nunjucks.compile(source, environment));
  const context = fromPlain(SHORT_CONTEXT) as DataMap;
  for (const [index, source] of SHORT_TEMPLATES.entries()) {
    const [ours, theirs] = [render(parseCached(source), context), compiled[index]?.render(SHORT_CONTEXT)];
    if (ours !== theirs) throw new Error(`${source} gives ${ours} here and ${theirs} there`);
  }
  const sides = takingTurns(
    () => {
      for (const source of SHORT_TEMPLATES) render(parseCached(source), context);
    },
    () => {
      for (const template of compiled) template.render(SHORT_CONTEXT);
    },
  );
  return toRow({ name: "short template, against nunjucks", unit: "µs", goal: 2, runs: ROUNDS, ...sides });
}

function oneField(): BenchRow {
  const template = parse("{{ trigger.title }} {{ trigger.events[0].id }}");
  const [many, one] = [contextOf(10_000), contextOf(1)];
  const sides = takingTurns(
    () => render(template, many),
    () => render(template, one),
  );
  const name = "one field of 10,000 events, against one of one event";
  // The least: half a microsecond is lost in what else the machine does.
  return toRow({ name, unit: "µs", goal: 1.2, runs: ROUNDS, figure: "min", ...sides });
}

function contextOf(events: number): DataMap {
  const list = Array.from({ length: events }, (_none, index) => ({ id: `event-${index}`, score: index }));
  return fromPlain({ trigger: { title: "Sign-in", events: list } }) as DataMap;
}

interface Taken {
  readonly milliseconds: number;
  readonly megabytes: number;
  /** The code of the error. */
  readonly ended: string;
}

/** The slowest and the largest of all hostile templates; what is allowed stands on the other side. */
async function hostile(): Promise<readonly BenchRow[]> {
  const milliseconds: number[] = [];
  const megabytes: number[] = [];
  for (const [index, source] of HOSTILE_TEMPLATES.entries()) {
    const taken = await measureHostile(index, source);
    if (taken.milliseconds > 100 || taken.megabytes > 50) {
      console.log(
        `  ${taken.milliseconds.toFixed(0)} ms, ${taken.megabytes.toFixed(0)} MB: ${source.slice(0, 120)}`,
      );
    }
    milliseconds.push(taken.milliseconds);
    megabytes.push(taken.megabytes);
  }
  const runs = HOSTILE_TEMPLATES.length;
  const worst = { goal: 1, runs, figure: "max" } as const;
  return [
    toRow({
      ...worst,
      name: "hostile template, slowest",
      unit: "ms",
      ours: spread(milliseconds),
      theirs: spread([100]),
    }),
    toRow({
      ...worst,
      name: "hostile template, largest",
      unit: "MB",
      ours: spread(megabytes),
      theirs: spread([50]),
    }),
  ];
}

/** The least of three, where one goes over: on a machine that others use, too, a time only ever gets longer. */
async function measureHostile(index: number, source: string): Promise<Taken> {
  let least: Taken = { milliseconds: Infinity, megabytes: Infinity, ended: "" };
  for (let tries = 0; tries < 3 && (least.milliseconds > 100 || least.megabytes > 50); tries += 1) {
    const child = await execute(process.execPath, [
      join(import.meta.dirname, "hostile-child.ts"),
      String(index),
    ]);
    const taken = JSON.parse(child.stdout) as Taken;
    if (taken.ended === "") throw new Error(`not refused: ${source}`);
    least = {
      milliseconds: Math.min(least.milliseconds, taken.milliseconds),
      megabytes: Math.min(least.megabytes, taken.megabytes),
      ended: taken.ended,
    };
  }
  return least;
}

/** Microseconds for each render of the two sides. */
function takingTurns(
  ours: () => void,
  theirs: () => void,
): { readonly ours: Spread; readonly theirs: Spread } {
  const time = (run: () => void): number => {
    const from = performance.now();
    for (let at = 0; at < RENDERS; at += 1) run();
    return ((performance.now() - from) / RENDERS) * 1_000;
  };
  time(ours);
  time(theirs);
  const rounds = Array.from({ length: ROUNDS }, () => ({ ours: time(ours), theirs: time(theirs) }));
  return {
    ours: spread(rounds.map((round) => round.ours)),
    theirs: spread(rounds.map((round) => round.theirs)),
  };
}
