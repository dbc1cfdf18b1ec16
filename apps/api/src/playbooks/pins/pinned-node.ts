import type { PlaybookRow } from "@riposte/db";
import type { DraftNode } from "@riposte/draft";
import { notFound } from "../../user-error.ts";
import { readDraft } from "../read-draft.ts";

/** The step of a draft that a reference means, by id or name. @throws UserError */
export function requireNode({ draft }: PlaybookRow, ref: string): DraftNode {
  const { nodes } = readDraft(draft);
  const node = nodes.find(({ id }) => id === ref) ?? nodes.find(({ name }) => name === ref);
  if (node === undefined) throw notFound("step", ref);
  return node;
}
