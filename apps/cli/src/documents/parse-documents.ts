import { isAlias, LineCounter, parseAllDocuments, visit } from "yaml";
import type { Document } from "yaml";
import { didYouMean } from "@riposte/plan";
import { DataError } from "@riposte/template";
import type { Data } from "@riposte/template";
import type { z } from "zod";
import { CliError } from "../cli-error.ts";
import { EXIT } from "../exit-codes.ts";
import { placesOf } from "./places-of.ts";
import { documentSchemas } from "./schema.ts";
import type { Kind, RiposteDocument } from "./schema.ts";
import { TOO_DEEP, yamlData } from "./yaml-data.ts";
import { plainDocument } from "./plain-document.ts";

export interface PlacedDocument {
  readonly document: RiposteDocument;
  /** `:12`, the line of what stands at a path of it, or of the nearest thing that is there. */
  readonly lineAt: (path: readonly PropertyKey[]) => string;
}

/** @throws CliError that names file, document, path and line of everything that is wrong. */
export function parseDocuments(text: string, file: string): PlacedDocument[] {
  const lines = new LineCounter();
  // Pretty errors quote the line at fault, which may hold a secret.
  const parsed = parseAllDocuments(text, { intAsBigInt: true, lineCounter: lines, prettyErrors: false });
  const documents = "empty" in parsed ? [] : parsed;
  const found: PlacedDocument[] = [];
  const problems: string[] = [];
  for (const [index, document] of documents.entries()) {
    const fault = document.errors[0];
    if (fault !== undefined) throw unreadable(placeIn(file, fault.pos[0], lines), fault.message);
    refuseUnknownAlias(document, file, lines);
    for (const { value, path } of itemsOf(document, file)) {
      const lineAt = (within: readonly PropertyKey[]) => lineOf(document, [...path, ...within], lines);
      const result = readDocument(value);
      if ("document" in result) found.push({ document: result.document, lineAt });
      else {
        const name = nameOf(value) ?? `document ${index + 1}`;
        for (const place of result.problems) {
          problems.push(`${file}${lineAt(place.path)}: ${name}: ${place.text}`);
        }
      }
    }
  }
  if (problems.length > 0) throw new CliError(EXIT.usage, problems.join("\n"));
  if (found.length === 0) throw new CliError(EXIT.usage, `${file} holds no document.`);
  return found;
}

interface Problem {
  readonly path: readonly PropertyKey[];
  readonly text: string;
}

function readDocument(value: unknown): { document: RiposteDocument } | { problems: Problem[] } {
  const kind = typeof value === "object" && value !== null && "kind" in value ? value.kind : undefined;
  if (!isKind(kind)) {
    const kinds = Object.keys(documentSchemas);
    const { hint = "" } = typeof kind === "string" ? didYouMean(kind, kinds) : {};
    const text = `kind must be ${kinds.join(", ")}${hint === "" ? "" : `. ${hint}`}`;
    return { problems: [{ path: ["kind"], text }] };
  }
  const schema: z.ZodType<RiposteDocument> = documentSchemas[kind];
  const result = schema.safeParse(value);
  if (result.success) return { document: result.data };
  const problems = placesOf(result.error.issues).map(({ path, message }) => ({
    path,
    // Of a graph the words name the place: people know a step by its name.
    text: path.length === 0 || path[0] === "graph" ? message : `${path.join(".")}: ${message}`,
  }));
  return { problems };
}

function isKind(kind: unknown): kind is Kind {
  return typeof kind === "string" && Object.hasOwn(documentSchemas, kind);
}

/** None in an empty document. A list at the top, as `export --json` writes it, holds several documents. */
function itemsOf(document: Document.Parsed, file: string): { value: unknown; path: PropertyKey[] }[] {
  const data = dataIn(document, file);
  if (data === null) return [];
  if (!Array.isArray(data)) return [{ value: plainDocument(data, file), path: [] }];
  return data.map((item, index) => ({ value: plainDocument(item, file), path: [index] }));
}

function dataIn(document: Document.Parsed, file: string): Data {
  try {
    return yamlData(document.toJS({ mapAsMap: true }));
  } catch (error) {
    // Of aliases that are not there, or that grow beyond all measure, the reader says so by a ReferenceError.
    if (error instanceof DataError || error instanceof ReferenceError || error instanceof RangeError)
      throw unreadable(file, error.message);
    throw error;
  }
}

/** Most likely a value that begins with `*`, and it may be a secret: it is not named. */
function refuseUnknownAlias(document: Document.Parsed, file: string, lines: LineCounter): void {
  visit(document, {
    Alias(_key, alias) {
      if (alias.resolve(document) !== undefined) return;
      const place = placeIn(file, alias.range?.[0] ?? 0, lines);
      throw unreadable(
        place,
        "an alias to something that is not there; a text that begins with * is put in quotes.",
      );
    },
  });
}

function placeIn(file: string, offset: number, lines: LineCounter): string {
  const { line, col } = lines.linePos(offset);
  return `${file}:${line}:${col}`;
}

function unreadable(place: string, why: string): CliError {
  return new CliError(EXIT.usage, `${place}: ${inOurWords(why)}`);
}

function inOurWords(why: string): string {
  if (why.startsWith("Maximum call stack")) return `${TOO_DEEP}.`;
  if (why.startsWith("Excessive alias count")) return "its aliases stand for far more than the file holds.";
  return why.endsWith(".") ? why : `${why}.`;
}

function nameOf(value: unknown): string | null {
  if (typeof value !== "object" || value === null || !("kind" in value) || !("name" in value)) return null;
  return `${String(value.kind)} ${JSON.stringify(value.name)}`;
}

/** `:12`, of the nearest thing that is there. */
function lineOf(document: Document.Parsed, path: readonly PropertyKey[], lines: LineCounter): string {
  for (let length = path.length; length >= 0; length--) {
    const node: unknown = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (typeof node !== "object" || node === null || !("range" in node) || isAlias(node)) continue;
    const start: unknown = Array.isArray(node.range) ? node.range[0] : undefined;
    if (typeof start === "number") return `:${lines.linePos(start).line}`;
  }
  return "";
}
