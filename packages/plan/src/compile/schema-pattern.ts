import { RE2JS, RE2JSException } from "re2js";

const LONGEST = 2_000;
const KEPT = 200;
const compiled = new Map<string, RE2JS>();

/** Linear in the text whatever the pattern is. @throws Error in words for who wrote the schema. */
export function schemaPattern(written: string): { readonly test: (text: string) => boolean } {
  const pattern = compiled.get(written) ?? compile(written);
  compiled.delete(written);
  compiled.set(written, pattern);
  const [oldest] = compiled.keys();
  if (compiled.size > KEPT && oldest !== undefined) compiled.delete(oldest);
  return { test: (text) => pattern.matcher(text).find() };
}

function compile(written: string): RE2JS {
  if (written.length > LONGEST) throw new Error(`A pattern may have at most ${LONGEST} characters.`);
  try {
    return RE2JS.compile(inRe2(written));
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    throw new Error(
      `The pattern ${JSON.stringify(written)} cannot be used: ${error.message}. Look-around and back-references are not there.`,
      { cause: error },
    );
  }
}

/** JavaScript's `\u0041`, `\u{1F600}` and `\cJ`, as RE2 writes them. */
function inRe2(written: string): string {
  return written.replaceAll(
    /\\(?:u\{([0-9A-Fa-f]+)\}|u([0-9A-Fa-f]{4})|c([A-Za-z])|[\s\S])/g,
    (all, braced?: string, four?: string, control?: string) => {
      const hex =
        braced ?? four ?? (control === undefined ? undefined : (control.charCodeAt(0) % 32).toString(16));
      return hex === undefined ? all : `\\x{${hex}}`;
    },
  );
}
