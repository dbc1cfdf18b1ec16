import { newNode } from "@riposte/draft";
import type { DraftEdge, DraftGraph, DraftNode } from "@riposte/draft";
import type { JsonValue } from "@riposte/plan";
import { withinBounds } from "@riposte/plan";
import { FreeWords } from "./free-words.ts";
import type { ReportEntry } from "./report.ts";

interface NewStep {
  readonly id: string;
  readonly kind: DraftNode["kind"];
  /** As people call it. */
  readonly title: string;
  readonly parent?: string | undefined;
  readonly position?: { readonly x: number; readonly y: number } | undefined;
  readonly fields: Readonly<Record<string, JsonValue>>;
}

/** A graph that is being put together, and what is to be said of it. */
export class GraphDraft {
  readonly report: ReportEntry[] = [];
  readonly #nodes = new Map<string, DraftNode>();
  readonly #words = new FreeWords("step");
  readonly #edges = new Map<string, DraftEdge>();

  add({ id, kind, title, parent, position, fields }: NewStep): void {
    const place =
      position === undefined
        ? {}
        : { position: { x: withinBounds(position.x), y: withinBounds(position.y) } };
    const name = this.#words.take(title);
    const label = harmless(title).slice(0, LONGEST_LABEL);
    const node = newNode(kind, {
      id,
      name,
      ...place,
      fields: {
        ...(label === "" || label === name ? {} : { label }),
        ...(parent === undefined ? {} : { parent }),
        ...fields,
      },
    });
    this.#nodes.set(id, node);
  }

  /** Twice the same is one. */
  connect(from: string, port: string, to: string): void {
    this.#edges.set(JSON.stringify([from, port, to]), { from, port, to });
  }

  has(id: string): boolean {
    return this.#nodes.has(id);
  }

  node(id: string): DraftNode | undefined {
    return this.#nodes.get(id);
  }

  change(id: string, fields: Readonly<Record<string, JsonValue>>): void {
    const node = this.#nodes.get(id);
    if (node !== undefined) this.#nodes.set(id, { ...node, ...fields });
  }

  say(entry: ReportEntry): void {
    this.report.push(entry);
  }

  graph(): DraftGraph {
    return { schema: 1, nodes: [...this.#nodes.values()], edges: [...this.#edges.values()] };
  }
}

/** As drafts take titles. */
const LONGEST_LABEL = 200;

/** Titles hold no codes that nobody sees. */
function harmless(title: string): string {
  return title
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}]+/gu, " ")
    .trim();
}
