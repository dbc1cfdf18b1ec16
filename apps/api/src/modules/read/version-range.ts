type Version = readonly number[];

/** A constraint of Poetry's, `^1.13` or `~2.0`, as PEP 508 writes it: `>=1.13,<2`; "" where anything will do. */
export function pepRange(constraint: string): string {
  return constraint
    .split(",")
    .map((clause) => pepClause(clause.trim()))
    .filter((clause) => clause !== "")
    .join(",");
}

function pepClause(clause: string): string {
  if (clause === "" || clause === "*") return "";
  const [, operator = "", version = ""] = /^(\^|~(?!=))\s*(.+)$/.exec(clause) ?? [];
  if (operator === "") return /^\d/.test(clause) ? `==${clause}` : clause.replaceAll(/\s+/g, "");
  const parts = numbersOf(version);
  const next = operator === "^" ? afterCaret(parts) : afterTilde(parts);
  return `>=${version},<${next.join(".")}`;
}

/** The first number that is not 0 stays. */
function afterCaret(parts: Version): Version {
  const at = parts.findIndex((part) => part !== 0);
  const kept = at === -1 ? parts.length - 1 : at;
  return parts.slice(0, kept + 1).map((part, index) => (index === kept ? part + 1 : part));
}

function afterTilde(parts: Version): Version {
  const kept = Math.min(1, parts.length - 1);
  return parts.slice(0, kept + 1).map((part, index) => (index === kept ? part + 1 : part));
}

/** Whether Python `version` ("3.11") is in the range; of a minor version its newest patch is meant. */
export function allowsPython(constraint: string, version: string): boolean {
  return constraint.split(/\|\||\bor\b/).some((range) =>
    pepRange(range)
      .split(",")
      .every((clause) => isWithin(clause, version)),
  );
}

const NEWEST_PATCH = 999;

function isWithin(clause: string, version: string): boolean {
  const [, operator, bound = ""] = /^(>=|<=|==|!=|~=|>|<)([\d.*]+)$/.exec(clause) ?? [];
  if (operator === undefined) return true;
  const wanted = numbersOf(bound.replace(/\.?\*$/, ""));
  const own = [...numbersOf(version), NEWEST_PATCH];
  const order = compare(own, wanted);
  const isSame = compare(own.slice(0, Math.min(2, wanted.length)), wanted.slice(0, 2)) === 0;
  switch (operator) {
    case ">=":
    case ">":
      return order >= 0;
    case "<":
      // A bound within the minor version leaves room for its first patches.
      return order < 0 || (isSame && (wanted[2] ?? 0) > 0);
    case "<=":
      return order < 0 || isSame;
    case "!=":
      return !isSame;
    case "~=":
      return order >= 0 && own[0] === wanted[0] && (wanted.length < 3 || isSame);
    default:
      return isSame;
  }
}

function compare(a: Version, b: Version): number {
  const at = Array.from({ length: Math.max(a.length, b.length) }, (_, index) => index).find(
    (index) => (a[index] ?? 0) !== (b[index] ?? 0),
  );
  return at === undefined ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

function numbersOf(version: string): Version {
  return version.split(".").map((part) => Number.parseInt(part, 10) || 0);
}
