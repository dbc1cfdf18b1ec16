/**
 * What is known of a value before there is one: the forms it can have. A type may promise too little, never
 * too much: every value that can be there has one of its forms.
 */
export interface Type {
  readonly forms: readonly Form[];
  /** Nobody should read it in a message. */
  readonly secret: boolean;
  /** Only what recorded runs had: the next one may differ. */
  readonly learnt: boolean;
}

export type Form =
  | { readonly kind: "any" }
  /** Not there: Jinja's undefined. */
  | { readonly kind: "undefined" }
  | { readonly kind: "null" }
  | { readonly kind: "bool"; readonly value: boolean | null }
  | { readonly kind: "int" }
  | { readonly kind: "float" }
  | StringForm
  | ListForm
  | DictForm
  /** A method that was not called yet. */
  | MethodForm
  /** What `utcnow()` gives; it leaves a template as a text. */
  | { readonly kind: "time" }
  /** What exists only while a template is rendered: functions, namespaces. */
  | { readonly kind: "other" };

export interface StringForm {
  readonly kind: "string";
  readonly literals: readonly string[] | null;
  /** A time without an offset: it says no instant. */
  readonly isLocalTime?: true;
}

export interface MethodForm {
  readonly kind: "method";
  readonly of: Form;
  readonly name: string;
}

export interface ListForm {
  readonly kind: "list";
  readonly items: () => Type;
  /** A tuple's, one by one. */
  readonly parts: readonly Type[] | null;
  /** `lazy`: what `map`, `select`, … give: it can be walked, it has no length and no places. */
  readonly sort: "list" | "tuple" | "lazy" | "view";
  /** Made of a method that nobody called: walking it fails. */
  readonly method?: MethodForm;
}

export interface DictForm {
  readonly kind: "dict";
  readonly fields: ReadonlyMap<string, () => Type>;
  /** Of keys that are not named; null: it has no others. */
  readonly rest: (() => Type) | null;
  /** Of a dict made in a template, whose fields may hold undefined as a value; elsewhere keys are texts. */
  readonly keys?: Type;
}

export type FormOf<Kind extends Form["kind"]> = Extract<Form, { readonly kind: Kind }>;

export const ANY = of({ kind: "any" });
export const NEVER = of();
export const UNDEFINED = of({ kind: "undefined" });
export const NULL = of({ kind: "null" });
export const BOOL = of({ kind: "bool", value: null });
export const TRUE = of({ kind: "bool", value: true });
export const FALSE = of({ kind: "bool", value: false });
export const INT = of({ kind: "int" });
export const FLOAT = of({ kind: "float" });
export const NUMBER = of({ kind: "int" }, { kind: "float" });
export const STRING = of({ kind: "string", literals: null });
export const TIME = of({ kind: "time" });
/** A time as a text, as `utcnow()` writes it. */
export const LOCAL_TIME = of({ kind: "string", literals: null, isLocalTime: true });
export const OTHER = of({ kind: "other" });

export function of(...forms: readonly Form[]): Type {
  return { forms, secret: false, learnt: false };
}

export function literal(text: string): Type {
  return of({ kind: "string", literals: [text] });
}

export function listOf(items: Type | (() => Type), sort: ListForm["sort"] = "list"): Type {
  return of({ kind: "list", items: typeof items === "function" ? items : () => items, parts: null, sort });
}

export function tupleOf(parts: readonly Type[]): Type {
  return of({ kind: "list", items: () => union(parts), parts, sort: "tuple" });
}

/** Of these fields, each there for certain unless its type holds undefined; null: and no others. */
export function dictOf(fields: Readonly<Record<string, Type>>, rest: (() => Type) | null = null): Type {
  const entries = Object.entries(fields).map(([name, type]) => [name, () => type] as const);
  return of({ kind: "dict", fields: new Map(entries), rest });
}

export const OPEN_DICT = dictOf({}, () => ANY);
export const ANY_LIST = listOf(ANY);

export function keysOf({ keys }: DictForm): Type {
  return keys ?? STRING;
}

/** Of whatever key, where there is one. */
export function valuesOf({ fields, rest }: DictForm): Type {
  const values = [...[...fields.values()].map((read) => read()), ...(rest === null ? [] : [rest()])];
  return without(union([NEVER, ...values]), "undefined");
}

/** More forms than these are as good as nothing known. */
const MOST_FORMS = 24;
const MOST_LITERALS = 64;

export function union(types: readonly Type[]): Type {
  const [only, ...others] = types;
  if (only !== undefined && others.length === 0) return only;
  const secret = types.some((type) => type.secret);
  const learnt = types.some((type) => type.learnt);
  const forms: Form[] = [];
  for (const type of types) for (const form of type.forms) addForm(forms, form);
  const any = forms.find(({ kind }) => kind === "any");
  return { forms: any === undefined && forms.length <= MOST_FORMS ? forms : ANY.forms, secret, learnt };
}

function addForm(forms: Form[], form: Form): void {
  const at = forms.findIndex((known) => known.kind === form.kind);
  const known = forms[at];
  if (known === undefined) forms.push(form);
  else if (known.kind === "bool" && form.kind === "bool") {
    if (known.value !== form.value) forms[at] = { kind: "bool", value: null };
  } else if (known.kind === "string" && form.kind === "string") {
    const literals = together(known.literals, form.literals);
    const areTimes = known.isLocalTime === true && form.isLocalTime === true;
    forms[at] = { kind: "string", literals, ...(areTimes ? { isLocalTime: true } : {}) };
  } else if (!isPlain(form) && !forms.includes(form)) forms.push(form);
}

/** Two of the kind are as one. */
function isPlain({ kind }: Form): boolean {
  return kind !== "list" && kind !== "dict" && kind !== "method";
}

function together(a: readonly string[] | null, b: readonly string[] | null): readonly string[] | null {
  if (a === null || b === null) return null;
  const all = [...new Set([...a, ...b])];
  return all.length > MOST_LITERALS ? null : all;
}

export function has({ forms }: Type, ...kinds: readonly Form["kind"][]): boolean {
  return forms.some(({ kind }) => kinds.includes(kind));
}

/** Whether every form is of one of these kinds; what can be anything is not. */
export function isOnly({ forms }: Type, ...kinds: readonly Form["kind"][]): boolean {
  return forms.length > 0 && forms.every(({ kind }) => kinds.includes(kind));
}

export function without(type: Type, ...kinds: readonly Form["kind"][]): Type {
  return { ...type, forms: type.forms.filter(({ kind }) => !kinds.includes(kind)) };
}

/** Marked as what it was made of; a number or a yes and no tells no secret. */
export function madeOf(type: Type, sources: readonly Type[]): Type {
  const learnt = type.learnt || sources.some((source) => source.learnt);
  const tells = has(type, "string", "list", "dict", "any");
  const secret = type.secret || (tells && sources.some((source) => source.secret));
  return learnt === type.learnt && secret === type.secret ? type : { ...type, learnt, secret };
}

/** The method that it can only be, or that it was made of without calling it; null where it may be more than that. */
export function uncalledMethod({ forms }: Type): MethodForm | null {
  const methods = forms.map((form) =>
    form.kind === "method" ? form : form.kind === "list" ? (form.method ?? null) : null,
  );
  return methods.includes(null) ? null : (methods[0] ?? null);
}

/** As it leaves a template: undefined gives null, whatever can be walked a list. */
export function asData(type: Type): Type {
  const forms = union([NEVER, ...type.forms.map(formAsData)]);
  return { ...forms, secret: type.secret, learnt: type.learnt };
}

function formAsData(form: Form): Type {
  if (form.kind === "undefined") return NULL;
  if (form.kind === "other") return ANY;
  if (form.kind === "time") return LOCAL_TIME;
  if (form.kind === "method") return NEVER;
  if (form.kind === "list") return form.method !== undefined ? NEVER : listOf(() => asData(form.items()));
  if (form.kind !== "dict" || form.keys === undefined) return of(form);
  const fields = [...form.fields].map(([name, read]) => [name, () => asData(read())] as const);
  const { rest } = form;
  return of({
    kind: "dict",
    fields: new Map(fields),
    rest: rest === null ? null : () => union([asData(rest()), UNDEFINED]),
  });
}
