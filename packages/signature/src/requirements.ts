/** What a script requires: a line each, as in a `requirements.txt`, in order; or why that cannot be. */
export type Requirements =
  | { readonly ok: true; readonly lines: readonly string[] }
  | { readonly ok: false; readonly why: string };

const MOST = 500;
const INLINE = /^# \/\/\/ script[ \t]*\r?\n(?<body>(?:#(?:| .*)\r?\n)+?)# \/\/\/[ \t]*$/m;
const NAME = "[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?";
const VERSION = "(?:===?|[<>]=?|!=|~=) *[A-Za-z0-9.*+!_-]+";
const VERSIONS = `${VERSION}(?: *, *${VERSION})*`;
const EXTRAS = "\\[[A-Za-z0-9._, -]*\\]";
const REQUIREMENT = new RegExp(
  `^${NAME} *(?:${EXTRAS})? *(?:${VERSIONS}|\\(${VERSIONS}\\)|@ *https://\\S+)?(?: *;(?:(?! --).)+)?(?: +--hash=[a-z0-9]+:[0-9a-f]+)*$`,
);

/**
 * Of the metadata in the script's own comments (PEP 723) where it has any, else of the action's `requirements.txt`.
 * Parsed, and nothing is run.
 */
export function requirementsOf(source: string, file: string): Requirements {
  const inline = INLINE.exec(source)?.groups?.["body"];
  if (inline === undefined) return checked(linesOf(file));
  const declared = dependenciesIn(inline.replaceAll(/^# ?/gm, ""));
  if (declared === null) {
    return refused(
      'The block “# /// script” cannot be read: dependencies is a list of texts, such as dependencies = ["requests"].',
    );
  }
  return checked(declared);
}

/** What is stored and built; null: nothing is required. */
export function requirementsText(lines: readonly string[]): string | null {
  return lines.length === 0 ? null : `${lines.join("\n")}\n`;
}

/** Without comments; a line that ends with a backslash goes on. */
function linesOf(file: string): readonly string[] {
  return file
    .replaceAll(/\\\r?\n/g, " ")
    .split(/\r?\n/)
    .map((line) =>
      line
        .replace(/(^|\s)#.*$/, "")
        .replaceAll(/\s+/g, " ")
        .trim(),
    )
    .filter((line) => line !== "");
}

function checked(lines: readonly string[]): Requirements {
  if (lines.length > MOST) return refused(`A script requires ${MOST} packages at most, not ${lines.length}.`);
  for (const line of lines) {
    const why = whyNot(line);
    if (why !== null) return refused(why);
  }
  const unique = [...new Set(lines)];
  return {
    ok: true,
    lines: unique.toSorted((one, other) => (one.toLowerCase() < other.toLowerCase() ? -1 : 1)),
  };
}

function whyNot(line: string): string | null {
  if (REQUIREMENT.test(line)) return null;
  const shown = line.length > 100 ? `${line.slice(0, 100)}…` : line;
  if (line.startsWith("-"))
    return `“${shown}” is an option: name the packages themselves. Where they come from is for the administrator to say.`;
  return `“${shown}” names no package: write requests, requests>=2.31, or name @ https://….`;
}

/** The list in TOML; null where it is there and is no list of texts. */
function dependenciesIn(toml: string): readonly string[] | null {
  const own = toml.split(/^\s*\[/m)[0] ?? "";
  const start = /^\s*dependencies\s*=\s*/m.exec(own);
  if (start === null) return /^\s*dependencies/m.test(own) ? null : [];
  const list = /^\[(?:\s|,|#.*$|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')*\]/m.exec(
    own.slice(start.index + start[0].length),
  );
  if (list === null) return null;
  const texts = list[0].matchAll(/#.*$|"(?<basic>(?:[^"\\\n]|\\.)*)"|'(?<literal>[^'\n]*)'/gm);
  return [...texts].flatMap(({ groups }) => {
    const text = groups?.["literal"] ?? groups?.["basic"]?.replaceAll(/\\(["\\])/g, "$1");
    return text === undefined ? [] : [text.replaceAll(/\s+/g, " ").trim()];
  });
}

function refused(why: string): Requirements {
  return { ok: false, why };
}
