import { issueInWords, scriptLimits } from "@riposte/plan";
import { requirementsOf } from "@riposte/signature";
import type { Requirements } from "@riposte/signature";
import { networkFaults } from "./network-draft.ts";
import { formOfPart } from "./part-form.ts";
import type { ScriptDraft, ScriptPart } from "./script-draft.ts";

/** By field: `name`, or `scripts.1.arguments`. */
export type Faults = Readonly<Record<string, string>>;

/** What has to be put right before it can be saved. */
export function faultsOf(draft: ScriptDraft): Faults {
  return {
    ...(/^[a-z_][a-z0-9_]{0,63}$/.test(draft.name)
      ? {}
      : { name: "A name is made of a to z, 0 to 9 and _, and starts with a letter." }),
    ...(draft.targetKind.trim() !== "" && draft.targetArgument.trim() === ""
      ? { targetArgument: "Say which argument names it." }
      : {}),
    ...(draft.timeoutSeconds > 0 && draft.timeoutSeconds <= 86_400
      ? {}
      : { timeoutSeconds: "More than 0 seconds, one day at most." }),
    ...(draft.memoryMb >= 32 && draft.memoryMb <= 16_384 && Number.isInteger(draft.memoryMb)
      ? {}
      : { memoryMb: "A whole number from 32 to 16384." }),
    ...limitFaults(draft),
    ...networkFaults(draft),
    ...requirementFaults("requirements", requirementsOf("", draft.requirements)),
    ...Object.fromEntries(
      draft.scripts.flatMap((part, at) =>
        Object.entries(faultsOfPart(part)).map(([field, fault]) => [`scripts.${at}.${field}`, fault]),
      ),
    ),
  };
}

/** By `limits.cpu`. */
function limitFaults({ limits }: ScriptDraft): Faults {
  const issues = scriptLimits.safeParse(limits).error?.issues ?? [];
  return Object.fromEntries(
    issues.map((issue) => [`limits.${issue.path.join(".")}`, `It ${issueInWords(issue)}.`]),
  );
}

function requirementFaults(field: string, found: Requirements): Faults {
  return found.ok ? {} : { [field]: found.why };
}

function faultsOfPart(part: ScriptPart): Faults {
  if (part.form === "signature" && part.source.trim() !== "") {
    const { why } = formOfPart(part);
    return why === null
      ? requirementFaults("source", requirementsOf(part.source, ""))
      : { source: `${why} Or let the form come from a JSON Schema.` };
  }
  const schema = schemaFault(part.arguments) ?? objectFault(part.arguments);
  const result = part.result.trim() === "" ? null : schemaFault(part.result);
  return {
    ...(part.source.trim() === ""
      ? { source: "Write the script, or upload one." }
      : requirementFaults("source", requirementsOf(part.source, ""))),
    ...(schema === null ? {} : { arguments: schema }),
    ...(result === null ? {} : { result }),
  };
}

/** Of text that is a schema. */
function objectFault(text: string): string | null {
  const { type } = JSON.parse(text) as { readonly type?: unknown };
  return type === "object" ? null : 'The JSON Schema of the arguments must have "type": "object".';
}

function schemaFault(text: string): string | null {
  try {
    const schema: unknown = JSON.parse(text);
    const isObject = typeof schema === "object" && schema !== null && !Array.isArray(schema);
    return isObject ? null : "A JSON Schema is an object.";
  } catch (error) {
    return `This is not JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** The server's word on a field stands at the field: `arguments.type` at the arguments of the action's own script. */
export function placeOf(field: string): string | null {
  const [first = "", second = "", third = ""] = field.split(".");
  if (["entry", "arguments", "result", "source", "file", "python"].includes(first))
    return `scripts.0.${first}`;
  if (first === "scripts" && third !== "") return `scripts.${Number(second) + 1}.${third}`;
  if (first === "limits") return field;
  if (first === "network") return "hosts";
  if (first === "target") return second === "argument" ? "targetArgument" : "targetKind";
  return [
    "name",
    "title",
    "icon",
    "kind",
    "connector",
    "timeoutSeconds",
    "memoryMb",
    "requirements",
  ].includes(first)
    ? first
    : null;
}
