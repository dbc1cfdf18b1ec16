import { each } from "./outcome.ts";
import type { Outcome } from "./outcome.ts";
import {
  ANY,
  ANY_LIST,
  BOOL,
  FLOAT,
  INT,
  keysOf,
  listOf,
  LOCAL_TIME,
  NULL,
  NUMBER,
  of,
  OPEN_DICT,
  STRING,
  tupleOf,
  union,
  valuesOf,
  without,
} from "./type.ts";
import type { Form, FormOf, ListForm, Type } from "./type.ts";

export interface Call {
  readonly positional: readonly Type[];
  readonly named: ReadonlyMap<string, Type>;
}

type Result<Kind extends Form["kind"]> = (form: FormOf<Kind>, call: Call) => Type;
type Methods<Kind extends Form["kind"]> = Readonly<Record<string, Result<Kind>>>;

function all(names: string, result: Type): Readonly<Record<string, () => Type>> {
  return Object.fromEntries(names.split(" ").map((name) => [name, () => result]));
}

const TEXT: Methods<"string"> = {
  ...all(
    "capitalize casefold lower swapcase title upper center ljust rjust zfill strip lstrip rstrip removeprefix " +
      "removesuffix join replace expandtabs format format_map",
    STRING,
  ),
  ...all(
    "isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle " +
      "isupper startswith endswith",
    BOOL,
  ),
  ...all("count find rfind index rindex", INT),
  ...all("split rsplit splitlines", listOf(STRING)),
  ...all("partition rpartition", tupleOf([STRING, STRING, STRING])),
};

const SEQUENCE: Methods<"list"> = all("count index", INT);

const LIST: Methods<"list"> = {
  ...SEQUENCE,
  ...all("append extend insert remove clear reverse sort", NULL),
  pop: ({ items }) => items(),
  copy: (form) => of(form),
};

const DICT: Methods<"dict"> = {
  keys: (form) => listOf(keysOf(form), "view"),
  values: (form) => listOf(() => valuesOf(form), "view"),
  items: (form) => listOf(() => tupleOf([keysOf(form), valuesOf(form)]), "view"),
  get: (form, { positional: [key, fallback], named }) => {
    const otherwise = fallback ?? named.get("default") ?? NULL;
    const [known] = key?.forms ?? [];
    const name = known?.kind === "string" && key?.forms.length === 1 ? known.literals : null;
    const [only, ...others] = name ?? [];
    const read = only !== undefined && others.length === 0 ? (form.fields.get(only) ?? form.rest) : undefined;
    if (read === null) return otherwise;
    const found = read === undefined ? valuesOf(form) : read();
    return union([without(found, "undefined"), otherwise]);
  },
  copy: (form) => of(form),
  ...all("pop setdefault popitem", ANY),
  ...all("update clear", NULL),
};

/** An integer and a float have not the same ones, but what is declared as one may turn out to be the other. */
const NUMERIC = {
  ...all("bit_length bit_count", INT),
  ...all("conjugate", NUMBER),
  ...all("is_integer", BOOL),
  ...all("as_integer_ratio", tupleOf([INT, INT])),
};

const TIME: Methods<"time"> = {
  ...all("isoformat", LOCAL_TIME),
  ...all("strftime", STRING),
  ...all("timestamp", FLOAT),
};

/** By the kind of what they are called on; a number's kind is not always what it was declared as. */
export const METHODS: { readonly [Kind in Form["kind"]]?: Methods<Kind> } = {
  string: TEXT,
  list: LIST,
  dict: DICT,
  int: NUMERIC,
  float: NUMERIC,
  bool: NUMERIC,
  time: TIME,
};

export function hasMethod(form: Form, name: string): boolean {
  const methods = form.kind === "list" ? LISTS[form.sort] : METHODS[form.kind];
  return methods !== undefined && Object.hasOwn(methods, name);
}

const LISTS: Readonly<Record<ListForm["sort"], Methods<"list">>> = {
  list: LIST,
  tuple: SEQUENCE,
  view: SEQUENCE,
  lazy: {},
};

export function methodNames(kinds: readonly Form["kind"][]): string[] {
  return kinds.flatMap((kind) => Object.keys(METHODS[kind] ?? {}));
}

/** What a method gives. */
export function callMethod({ of: form, name }: FormOf<"method">, call: Call): Type {
  const run = (METHODS[form.kind] as Methods<Form["kind"]> | undefined)?.[name];
  return run === undefined ? ANY : run(form, call);
}

export const MUTATORS: ReadonlySet<string> = new Set(
  "append extend insert pop remove clear reverse sort popitem setdefault update".split(" "),
);

/** What a name may hold once something may have changed the lists and dicts that the template made. */
export function afterChanges(type: Type): Type {
  const widened = each(type, (form): Outcome => {
    if (form.kind === "dict") return OPEN_DICT;
    if (form.kind !== "list") return of(form);
    const list: ListForm = { ...form, items: () => ANY, parts: null };
    return form.sort === "list" ? ANY_LIST : of(list);
  });
  return "fault" in widened ? type : widened;
}
