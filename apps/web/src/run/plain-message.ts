/** What Python calls a kind of value, for somebody who does not write Python. */
const KINDS: Readonly<Record<string, string>> = {
  str: "a text",
  int: "a number",
  float: "a number",
  bool: "true or false",
  list: "a list",
  tuple: "a list",
  dict: "a set of fields",
  NoneType: "nothing",
  None: "nothing",
};

const kind = (name = "") => KINDS[name] ?? `a value of the kind ${name}`;

/** Templates fail with Jinja2's and Python's own words. */
const SAYINGS: readonly (readonly [RegExp, (...parts: readonly string[]) => string])[] = [
  [/^'dict object' has no attribute '(.+)'$/s, (field) => `there is no field “${field}” in it`],
  [
    /^'None(?:Type)?(?: object)?' has no attribute '(.+)'$/s,
    (field) => `nothing was there to read “${field}” from`,
  ],
  [/^'(\w+) object' has no attribute '(.+)'$/s, (is, field) => `${kind(is)} has no field “${field}”`],
  [/^(?:'.+ object' has no element|list index out of range).*$/s, () => "the list has no item at this place"],
  [/^'(.+)' is undefined$/s, (name) => `there is nothing called “${name}”`],
  [
    /^'([<>]=?)' not supported between instances of '(\w+)' and '(\w+)'$/,
    (sign, left, right) => `${kind(left)} cannot be compared with ${kind(right)} by ${sign}`,
  ],
  [
    /^unsupported operand type\(s\) for (\S+): '(\w+)' and '(\w+)'$/,
    (sign, left, right) =>
      `${sign} does not work with ${kind(left)} and ${kind(right)}${sign === "+" ? "; ~ makes one text of both" : ""}`,
  ],
  [/^'(\w+)' object is not iterable$/, (is) => `${kind(is)} cannot be gone through item by item`],
];

/** A failure's message in the words of somebody who does not know Python; as it is, where it is in such words already. */
export function plainMessage(message: string): string {
  for (const [saying, words] of SAYINGS) {
    const found = saying.exec(message);
    if (found !== null) return words(...found.slice(1));
  }
  return message;
}

/** As a sentence of its own. */
export function plainSentence(message: string): string {
  const plain = plainMessage(message);
  return plain === message ? message : `${plain.charAt(0).toUpperCase()}${plain.slice(1)}.`;
}
