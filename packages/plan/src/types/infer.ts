import { testNames } from "@riposte/template";
import type { Arguments, Expression, ExpressionKind, ExpressionOf } from "@riposte/template";
import { didYouMean } from "../compile/did-you-mean.ts";
import type { Env } from "./env.ts";
import { checkFilterArguments } from "./filter-arguments.ts";
import { FILTER_RULES } from "./filters.ts";
import { checkNamedAttribute } from "./named-attribute.ts";
import { attributeOf, isMissing, itemOf, sliceOf } from "./members.ts";
import { callMethod } from "./methods.ts";
import type { Call } from "./methods.ts";
import { knowing } from "./narrow.ts";
import { binaryOf, compareOf, unaryOf } from "./operators.ts";
import { fault, isFault } from "./outcome.ts";
import type { Outcome } from "./outcome.ts";
import { constantKey, pathKey, pathOf } from "./path.ts";
import { isSeenTo, reportDead, reportMethodName, reportUnknownMethod, settled } from "./report.ts";
import { testOf } from "./tests.ts";
import { ifFalse, ifTrue, truthOf } from "./truth.ts";
import {
  ANY,
  BOOL,
  FALSE,
  FLOAT,
  INT,
  listOf,
  literal,
  madeOf,
  NULL,
  of,
  OTHER,
  STRING,
  TIME,
  TRUE,
  tupleOf,
  UNDEFINED,
  union,
} from "./type.ts";
import type { Type } from "./type.ts";

type Rules = { readonly [Kind in ExpressionKind]: (node: ExpressionOf<Kind>, env: Env) => Type };

/** What the value of an expression can be; what cannot work is reported to the session at its place. */
export function infer(node: Expression, env: Env): Type {
  const rule = RULES[node.kind] as (node: Expression, env: Env) => Type;
  return rule(node, env);
}

/** Of what is only asked whether it is true: what is not there counts as false, and that is all. */
export function inferTruth(node: Expression, env: Env): Type {
  const path = pathOf(node);
  if (path !== null && path.length <= 2) env.session.asked.add(`${node.range.start}:${node.range.end}`);
  return infer(node, env);
}

/** For who only wants to know. */
export function inferSilently(node: Expression, env: Env): Type {
  env.session.silent += 1;
  const type = infer(node, env);
  env.session.silent -= 1;
  return type;
}

const RULES: Rules = {
  constant: ({ value }) => {
    if (value === null) return NULL;
    if (typeof value === "boolean") return value ? TRUE : FALSE;
    if (typeof value === "string") return literal(value);
    return typeof value === "bigint" ? INT : FLOAT;
  },
  name: (node, env) => knownAt(node, env) ?? env.lookUp(node.name) ?? globalOf(node.name),
  tuple: (node, env) => tupleOf(node.items.map((item) => infer(item, env))),
  list: (node, env) => {
    const items = union([NEVER_ITEMS, ...node.items.map((item) => infer(item, env))]);
    return madeOf(listOf(items), [items]);
  },
  dict: inferDict,
  attribute: (node, env) => {
    const known = knownAt(node, env);
    if (known !== null) return known;
    const object = infer(node.object, env);
    reportMethodName(node, object, env);
    const outcome = attributeOf(object, node.name);
    const isMeant = !isMissing(object, outcome) || isSeenTo(node, object, node.name, env);
    return isMeant ? settled(outcome, object, node, env) : ANY;
  },
  item: inferItem,
  slice: () => ANY,
  call: inferCall,
  filter: (node, env) => {
    const isGuard = node.name === "default" || node.name === "d";
    const input = node.input === null ? STRING : infer(node.input, isGuard ? env.guarded() : env);
    return inferFilter(node, input, env);
  },
  test: (node, env) => {
    const input = infer(node.input, env.guarded());
    const { positional, isWhole } = inferArguments(node.arguments, env);
    const outcome = testOf(node.name, input, isWhole ? positional[0] : ANY);
    if (outcome !== null) return settled(outcome, input, node, env);
    const message = `There is no test "${node.name}".`;
    const hint = didYouMean(node.name, testNames());
    env.report({ code: "unknown_test", message, range: node.range, ...hint }, true);
    return BOOL;
  },
  conditional: inferConditional,
  logical: inferLogical,
  not: (node, env) => {
    const truth = truthOf(inferTruth(node.operand, env));
    return truth === null ? BOOL : truth ? FALSE : TRUE;
  },
  unary: (node, env) => {
    const operand = infer(node.operand, env);
    return settled(unaryOf(node.operator, operand), operand, node, env);
  },
  binary: (node, env) => {
    const [left, right] = [infer(node.left, env), infer(node.right, env)];
    return settled(binaryOf(node.operator, left, right), union([left, right]), node, env);
  },
  compare: inferCompare,
  concat: (node, env) =>
    madeOf(
      STRING,
      node.parts.map((part) => infer(part, env)),
    ),
};

const NEVER_ITEMS = of();
/** What a test has told of it. */
function knownAt(node: Expression, env: Env): Type | null {
  const path = pathOf(node);
  if (path === null) return null;
  const [root] = path;
  const known = env.knownOf(pathKey(path), String(root));
  const place = `${node.range.start}:${node.range.end}`;
  if (env.isGuarded) env.session.guarded.add(place);
  if (env.knownOf(pathKey(path.slice(0, 2)), String(root)) !== null) env.session.asked.add(place);
  return known;
}

const GLOBALS: Readonly<Record<string, Type>> = {
  range: OTHER,
  dict: OTHER,
  namespace: OTHER,
  cycler: OTHER,
  joiner: OTHER,
  utcnow: OTHER,
};

function globalOf(name: string): Type {
  return (Object.hasOwn(GLOBALS, name) ? GLOBALS[name] : undefined) ?? ANY;
}

function inferDict(node: ExpressionOf<"dict">, env: Env): Type {
  const fields = new Map<string, () => Type>();
  const types: Type[] = [];
  let isOpen = false;
  for (const { key, value } of node.entries) {
    const keyType = infer(key, env);
    const type = infer(value, env);
    types.push(type);
    if (key.kind === "constant" && typeof key.value === "string") fields.set(key.value, () => type);
    else isOpen = isOpen || keyType !== NULL;
  }
  if (isOpen || fields.size < node.entries.length)
    return madeOf(of({ kind: "dict", fields: new Map(), rest: () => ANY, keys: ANY }), types);
  return madeOf(of({ kind: "dict", fields, rest: null, keys: STRING }), types);
}

function inferItem(node: ExpressionOf<"item">, env: Env): Type {
  const known = knownAt(node, env);
  if (known !== null) return known;
  const object = infer(node.object, env);
  if (node.index.kind === "slice") {
    for (const bound of [node.index.start, node.index.stop, node.index.step]) if (bound) infer(bound, env);
    return settled(sliceOf(object), object, node, env);
  }
  const constant = constantKey(node.index);
  const outcome = itemOf(object, infer(node.index, env), constant);
  const isName = typeof constant === "string" && isMissing(object, outcome);
  return isName && !isSeenTo(node, object, constant, env) ? ANY : settled(outcome, object, node, env);
}

interface InferredArguments extends Call {
  /** Nothing was handed over with `*` or `**`. */
  readonly isWhole: boolean;
}

function inferArguments(node: Arguments, env: Env): InferredArguments {
  const positional = node.positional.map((argument) => infer(argument, env));
  const named = new Map(node.named.map(({ name, value }) => [name, infer(value, env)] as const));
  for (const more of [node.rest, node.namedRest]) if (more) infer(more, env);
  return { positional, named, isWhole: node.rest === null && node.namedRest === null };
}

/** A filter on an input that is known already: at the head of a block that is its text. */
export function inferFilter(node: ExpressionOf<"filter">, input: Type, env: Env): Type {
  const call = inferArguments(node.arguments, env);
  const outcome = filterOutcome(node.name, input, call, env, node);
  if (outcome === null) {
    const hint = didYouMean(node.name, Object.keys(FILTER_RULES));
    env.report(
      { code: "unknown_filter", message: `There is no filter "${node.name}".`, range: node.range, ...hint },
      true,
    );
    return ANY;
  }
  if (!call.isWhole) return ANY;
  checkFilterArguments(node, call, env);
  checkNamedAttribute(node, input, call, env);
  return settled(outcome, input, node, env);
}

function filterOutcome(
  name: string,
  input: Type,
  call: Call,
  env: Env,
  node: ExpressionOf<"filter">,
): Outcome | null {
  const rule = Object.hasOwn(FILTER_RULES, name) ? FILTER_RULES[name] : undefined;
  if (rule === undefined) return null;
  const filter = (inner: string, items: Type, more: Call) => {
    const outcome = filterOutcome(inner, items, more, env, node);
    if (outcome !== null) return outcome;
    const hint = didYouMean(inner, Object.keys(FILTER_RULES));
    // Of an empty list nobody asks for the filter.
    env
      .unsure()
      .report(
        { code: "unknown_filter", message: `There is no filter "${inner}".`, range: node.range, ...hint },
        false,
      );
    return null;
  };
  return rule(input, { ...call, filter });
}

function inferCall(node: ExpressionOf<"call">, env: Env): Type {
  const { callee } = node;
  const call = inferArguments(node.arguments, env);
  if (callee.kind === "name" && env.lookUp(callee.name) === null) return calledGlobal(callee.name);
  if (callee.kind === "attribute") {
    const object = infer(callee.object, env);
    const outcome = attributeOf(object, callee.name);
    if (isMissing(object, outcome)) {
      reportUnknownMethod(callee, object, env);
      return ANY;
    }
    if (isFault(outcome)) return ANY;
    return calledType(outcome, call, node, env, object);
  }
  const type = infer(callee, env);
  return calledType(type, call, node, env, type);
}

function calledGlobal(name: string): Type {
  if (name === "utcnow") return TIME;
  // Its attributes are what a template put into it; it has no methods.
  if (name === "namespace") return OTHER;
  if (name === "range") return listOf(INT, "view");
  if (name === "dict") return madeOf(of({ kind: "dict", fields: new Map(), rest: () => ANY, keys: ANY }), []);
  return ANY;
}

function calledType(
  callee: Type,
  call: InferredArguments,
  node: ExpressionOf<"call">,
  env: Env,
  object: Type,
): Type {
  const results = callee.forms.flatMap((form): Type[] => {
    if (form.kind === "method") return [call.isWhole ? callMethod(form, call) : ANY];
    return form.kind === "any" || form.kind === "other" ? [ANY] : [];
  });
  if (results.length === 0 && callee.forms.length > 0)
    return settled(fault("only methods and macros can be called"), callee, node, env);
  return madeOf(union([NEVER_ITEMS, ...results]), [object]);
}

function inferConditional(node: ExpressionOf<"conditional">, env: Env): Type {
  const test = inferTruth(node.test, env);
  const truth = truthOf(test);
  reportDead(node.test, test, env);
  const then = infer(node.value, reached(knowing(node.test, true, env), truth !== true));
  const otherwise =
    node.otherwise === null
      ? UNDEFINED
      : infer(node.otherwise, reached(knowing(node.test, false, env), truth !== false));
  return union(truth === true ? [then] : truth === false ? [otherwise] : [then, otherwise]);
}

function reached(env: Env, isUnsure: boolean): Env {
  return isUnsure ? env.unsure() : env;
}

function inferLogical(node: ExpressionOf<"logical">, env: Env): Type {
  const isAnd = node.operator === "and";
  const left = inferTruth(node.left, node.operator === "or" ? env.guarded() : env);
  const truth = truthOf(left);
  const right = infer(node.right, reached(knowing(node.left, isAnd, env), truth !== isAnd));
  if (truth === !isAnd) return left;
  return truth === isAnd ? right : union([isAnd ? ifFalse(left) : ifTrue(left), right]);
}

function inferCompare(node: ExpressionOf<"compare">, env: Env): Type {
  let left = infer(node.first, env);
  let result: Type | null = null;
  let here = env;
  for (const { operator, value } of node.rest) {
    const right = infer(value, here);
    const link = settled(compareOf(operator, left, right), madeOf(left, [right]), node, here);
    const truth = truthOf(link);
    if (truth === false && result === null) result = FALSE;
    else if (truth !== true) result = BOOL;
    here = here.unsure();
    left = right;
  }
  return result ?? TRUE;
}
