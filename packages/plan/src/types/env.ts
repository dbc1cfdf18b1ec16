import type { Expression, Range } from "@riposte/template";
import type { DiagnosticCode } from "../compile/diagnostic.ts";
import { afterChanges } from "./methods.ts";
import { ANY } from "./type.ts";
import type { Type } from "./type.ts";

/** Something that cannot be right, or hardly, at its place in the text. */
export interface Finding {
  readonly code: DiagnosticCode;
  /** Whatever the data are, this fails. */
  readonly isCertain: boolean;
  readonly message: string;
  readonly hint?: string;
  readonly range: Range;
}

/** What templates find by name; null: nothing is called that. */
export type Names = (name: string) => Type | null;

/** One reading of a template. */
export interface Session {
  readonly names: Names;
  /** The type of an expression, about which nothing is said. */
  readonly look: (node: Expression, env: Env) => Type;
  readonly findings: Finding[];
  /** Places, as `start:end`, where what is read may be missing: `| default(…)`, `is defined`. */
  readonly guarded: Set<string>;
  /** Places below a step, or the like, that was asked for before. */
  readonly asked: Set<string>;
  /** Where a secret goes out. */
  readonly secrets: Range[];
  /** Whether it may change lists and dicts that it made. */
  readonly changes: boolean;
  /** Above zero: look, and say nothing. */
  silent: number;
}

/** The names in force at a place of a template, from the inside out, and what is known of them there. */
export class Env {
  readonly session: Session;
  readonly outer: Env | null;
  /** Null: it only knows more of what is outside. */
  readonly names: Map<string, Type> | null;
  readonly known: ReadonlyMap<string, Type>;
  /** Whether this place is reached whenever the template is. */
  readonly isSure: boolean;
  /** What is missing here is seen to. */
  readonly isGuarded: boolean;
  /** A macro's body: names outside hold what they hold when it is called. */
  readonly isLate: boolean;

  constructor(
    outer: Env | null,
    session: Session,
    more: {
      readonly names?: Map<string, Type> | null;
      readonly known?: ReadonlyMap<string, Type>;
      readonly isSure?: boolean;
      readonly isGuarded?: boolean;
      readonly isLate?: boolean;
    } = {},
  ) {
    this.outer = outer;
    this.session = session;
    this.names = more.names ?? null;
    this.known = more.known ?? NOTHING;
    this.isSure = more.isSure ?? outer?.isSure ?? true;
    this.isGuarded = more.isGuarded ?? outer?.isGuarded ?? false;
    this.isLate = more.isLate ?? false;
  }

  scope(names: Iterable<readonly [string, Type]> = []): Env {
    return new Env(this, this.session, { names: new Map(names) });
  }

  unsure(): Env {
    return this.isSure ? new Env(this, this.session, { isSure: false }) : this;
  }

  guarded(): Env {
    return new Env(this, this.session, { isGuarded: true });
  }

  knowing(known: ReadonlyMap<string, Type>): Env {
    return known.size === 0 ? this : new Env(this, this.session, { known });
  }

  /** What a test has told of a path, unless its first name means something else by now. */
  knownOf(path: string, root: string): Type | null {
    const found = this.known.get(path);
    if (found !== undefined) return found;
    return this.names?.has(root) === true ? null : (this.outer?.knownOf(path, root) ?? null);
  }

  /** Null where the template itself gives nothing that name. */
  local(name: string, isLate = false): Type | null {
    const found = this.names?.get(name);
    if (found === undefined) return this.outer?.local(name, isLate || this.isLate) ?? null;
    if (isLate) return ANY;
    return this.session.changes ? afterChanges(found) : found;
  }

  lookUp(name: string): Type | null {
    return this.local(name) ?? this.session.names(name);
  }

  assign(name: string, type: Type): void {
    if (this.names === null) this.outer?.assign(name, type);
    else this.names.set(name, type);
  }

  report(finding: Omit<Finding, "isCertain">, isCertain: boolean): void {
    const { silent, findings } = this.session;
    if (silent === 0) findings.push({ ...finding, isCertain: isCertain && this.isSure });
  }
}

const NOTHING: ReadonlyMap<string, Type> = new Map();
