import type { Case } from "../case.ts";
import { makeContext } from "./context.ts";
import { Grammar } from "./grammar.ts";
import { Random } from "./random.ts";
import { RULES } from "./rules.ts";
import { soup } from "./soup.ts";
import { spoil } from "./spoil.ts";
import { Writer } from "./statements.ts";

/** The template and context of a number: the same on every machine. */
export function makeCase(seed: number): Case {
  const random = new Random(seed);
  const context = makeContext(random);
  const written = random.chance(0.45) ? single(random) : document(random);
  return { template: random.chance(0.1) ? spoil(written, random) : written, context };
}

/** One expression, whose native value is compared. */
function single(random: Random): string {
  const grammar = new Grammar(random, RULES, random.between(1, 5));
  return `{{ ${random.chance(0.2) ? soup(grammar) : grammar.any} }}`;
}

function document(random: Random): string {
  return new Writer(new Grammar(random, RULES, random.between(1, 3)), random.between(2, 4)).body();
}
