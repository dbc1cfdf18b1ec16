import type { Expression } from "@riposte/template";
import type { Env } from "./env.ts";
import { pathKey, pathOf } from "./path.ts";
import { afterTest } from "./tests.ts";
import { filtered, ifFalse, ifTrue } from "./truth.ts";
import type { Type } from "./type.ts";

/** What is known where this expression was true, or was not. */
export function knowing(node: Expression, held: boolean, env: Env): Env {
  switch (node.kind) {
    case "not":
      return knowing(node.operand, !held, env);
    case "logical":
      // Both sides of an `and` that held; both of an `or` that did not.
      return (node.operator === "and") === held
        ? knowing(node.right, held, knowing(node.left, held, env))
        : env;
    case "name":
    case "attribute":
    case "item":
      return learning(node, env, (type) => (held ? ifTrue(type) : ifFalse(type)));
    case "test":
      return learning(node.input, env, (type) => afterTest(node.name, held, type));
    case "compare": {
      const [link, ...others] = node.rest;
      if (link === undefined || others.length > 0 || link.value.kind !== "constant") return env;
      if (link.operator !== "==" && link.operator !== "!=") return env;
      const { value } = link.value;
      const isSame = (link.operator === "==") === held;
      if (value === null) return learning(node.first, env, (type) => afterTest("none", isSame, type));
      if (typeof value !== "string" || !isSame) return env;
      return learning(node.first, env, (type) => sameText(type, value));
    }
    default:
      return env;
  }
}

function learning(node: Expression, env: Env, learn: (type: Type) => Type | null): Env {
  const path = pathOf(node);
  const learnt = path === null ? null : learn(env.session.look(node, env));
  return path === null || learnt === null ? env : env.knowing(new Map([[pathKey(path), learnt]]));
}

function sameText(type: Type, text: string): Type {
  return filtered(type, ({ kind }) =>
    kind === "string" || kind === "any"
      ? [{ kind: "string", literals: [text] }]
      : kind === "other"
        ? [{ kind }]
        : [],
  );
}
