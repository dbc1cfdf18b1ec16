import type {
  ExpressionOf,
  Range,
  Statement,
  StatementKind,
  StatementOf,
  Target,
  Template,
} from "@riposte/template";
import { Env } from "./env.ts";
import type { Finding, Names, Session } from "./env.ts";
import { infer, inferFilter, inferSilently, inferTruth } from "./infer.ts";
import { MUTATORS } from "./methods.ts";
import { knowing } from "./narrow.ts";
import { isFault, itemsOf, whyNoLoop } from "./outcome.ts";
import { LEARNT, isWrittenOut, methodHint, reportDead, reportUncalled } from "./report.ts";
import { holdsSecret } from "./secret.ts";
import { truthOf } from "./truth.ts";
import { ANY, asData, NEVER, STRING, UNDEFINED, union } from "./type.ts";
import type { Type } from "./type.ts";

export interface Inferred {
  /** Of what the field gets. */
  readonly type: Type;
  readonly findings: readonly Finding[];
  /** Places, as `start:end`, at which what is read may be missing. */
  readonly guarded: ReadonlySet<string>;
  /** Places below a name that was asked for before. */
  readonly asked: ReadonlySet<string>;
  /** Where a secret goes out. */
  readonly secrets: readonly Range[];
}

interface Given {
  /** More exactly than by its name alone, by `pathKey`. */
  readonly known?: ReadonlyMap<string, Type>;
  /** It is only asked whether it is true. */
  readonly isCondition?: boolean;
}

/** What a template gives, and what in it cannot work, as far as the types of its names tell. */
export function inferTemplate(
  template: Template,
  names: Names,
  { known, isCondition = false }: Given = {},
): Inferred {
  const session = sessionOf(names, mayChange(template.source));
  const env = new Env(new Env(null, session, known === undefined ? {} : { known }), session, {
    names: new Map(),
  });
  const { single } = template;
  let type = STRING;
  if (single === null) inferBody(template.body, env);
  else {
    const value = isCondition ? inferTruth(single, env) : infer(single, env);
    noteSecret(value, single.range, env);
    if (!isCondition) reportUncalled(value, single, env, true);
    type = asData(value);
  }
  return { type, ...session };
}

function sessionOf(names: Names, changes: boolean): Session {
  return {
    names,
    look: inferSilently,
    changes,
    findings: [],
    guarded: new Set(),
    asked: new Set(),
    secrets: [],
    silent: 0,
  };
}

function mayChange(source: string): boolean {
  return [...MUTATORS].some((name) => source.includes(name));
}

type Rules = { readonly [Kind in StatementKind]: (node: StatementOf<Kind>, env: Env) => void };

function inferBody(body: readonly Statement[], env: Env): void {
  for (const statement of body) {
    const rule = RULES[statement.kind] as (node: Statement, env: Env) => void;
    rule(statement, env);
  }
}

const RULES: Rules = {
  text: () => undefined,
  print: (node, env) => {
    const type = infer(node.value, env);
    noteSecret(type, node.value.range, env);
    reportUncalled(type, node.value, env, false);
  },
  if: inferIf,
  for: inferFor,
  set: (node, env) => assign(node.target, infer(node.value, env), env),
  set_block: (node, env) => {
    inferBody(node.body, env.scope());
    assign(node.target, node.filter === null ? STRING : blockFilters(node.filter, env), env);
  },
  macro: (node, env) => {
    env.assign(node.name, ANY);
    inferMacro(node, env);
  },
  call_block: (node, env) => {
    infer(node.call, env);
    inferMacro(node, env);
  },
  filter_block: (node, env) => {
    inferBody(node.body, env.scope());
    blockFilters(node.filter, env);
  },
  with: (node, env) => {
    const values = node.bindings.map(({ value }) => infer(value, env));
    const inner = env.scope();
    node.bindings.forEach(({ target }, at) => assign(target, values[at] ?? ANY, inner));
    inferBody(node.body, inner);
  },
  autoescape: (node, env) => {
    infer(node.enabled, env);
    inferBody(node.body, env.scope());
  },
};

/** A branch sets names outside of itself: afterwards they hold what one of the ways gave them. */
function inferIf(node: StatementOf<"if">, env: Env): void {
  const ways: Map<string, Type>[] = [];
  let here = env;
  let isOver = false;
  const way = (body: readonly Statement[], around: Env) => {
    const names = new Map<string, Type>();
    inferBody(body, new Env(around, env.session, { names }));
    ways.push(names);
  };
  for (const { test, body } of node.branches) {
    const type = inferTruth(test, here);
    const truth = truthOf(type);
    if (isOver) {
      const message = "A condition before this one is always true, so this one never comes into play.";
      here.report({ code: "dead_branch", message, range: test.range }, false);
    } else if (!isBlank(body)) reportDead(test, type, here);
    const inside = knowing(test, true, here);
    way(body, truth === true ? inside : inside.unsure());
    here = knowing(test, false, here);
    if (truth !== false) here = here.unsure();
    isOver ||= truth === true && !isWrittenOut(test);
  }
  way(node.otherwise, here);
  for (const name of new Set(ways.flatMap((names) => [...names.keys()]))) {
    const before = env.lookUp(name) ?? UNDEFINED;
    env.assign(name, union(ways.map((names) => names.get(name) ?? before)));
  }
}

/** Nothing stands there that could come into play. */
function isBlank(body: readonly Statement[]): boolean {
  return body.every((statement) => statement.kind === "text" && statement.text.trim() === "");
}

function inferFor(node: StatementOf<"for">, env: Env): void {
  const over = infer(node.over, env);
  const items = itemsOf(over);
  const message = whyNoLoop(over);
  if (message !== null) {
    const method = methodHint(over, node.over);
    const hint = over.learnt ? { hint: LEARNT } : method;
    env.report({ code: "not_a_list", message, range: node.over.range, ...hint }, !over.learnt);
  }
  // What a recursive loop is called with next may be something else.
  const item = isFault(items) || node.recursive ? ANY : items;
  const round = env.unsure().scope([["loop", ANY]]);
  assign(node.target, item, round);
  if (node.test !== null) inferTruth(node.test, round);
  const inside = node.test === null ? round : knowing(node.test, true, round);
  inferBody(node.body, inside.scope());
  inferBody(node.otherwise, env.unsure().scope());
}

function inferMacro({ parameters, body }: Pick<StatementOf<"macro">, "parameters" | "body">, env: Env): void {
  const late = new Env(env, env.session, { isLate: true, isSure: false });
  const own = [...parameters.map(({ name }) => name), "caller", "varargs", "kwargs"];
  const inner = late.scope(own.map((name) => [name, ANY] as const));
  for (const parameter of parameters) if (parameter.default !== null) infer(parameter.default, inner);
  inferBody(body, inner);
}

function blockFilters(filter: ExpressionOf<"filter">, env: Env): Type {
  const input = filter.input?.kind === "filter" ? blockFilters(filter.input, env) : STRING;
  return inferFilter(filter, input, env);
}

function assign(target: Target, type: Type, env: Env): void {
  if (target.kind === "name") env.assign(target.name, type);
  if (target.kind !== "tuple") return;
  const shared = itemsOf(type);
  target.items.forEach((item, at) => {
    const parts = type.forms.map((form) => (form.kind === "list" ? (form.parts?.[at] ?? null) : null));
    const isKnown = parts.length > 0 && parts.every((part) => part !== null);
    const own = isKnown ? union([NEVER, ...parts]) : isFault(shared) ? ANY : shared;
    assign(item, { ...own, secret: own.secret || type.secret, learnt: own.learnt || type.learnt }, env);
  });
}

function noteSecret(type: Type, range: Range, { session }: Env): void {
  if (session.silent === 0 && holdsSecret(type)) session.secrets.push(range);
}
