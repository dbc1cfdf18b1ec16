import { listPins } from "@riposte/db";
import { pinPorts, titleOf } from "@riposte/draft";
import type { DraftGraph } from "@riposte/draft";
import { DEFAULT_PORT, pinnedStep } from "@riposte/plan";
import type { Payload, RecordedStep } from "@riposte/plan";
import type { Context } from "../../context.ts";
import { UserError } from "../../user-error.ts";

/**
 * What stands in for steps of a draft that is tried. @throws UserError where a pin fits its step no more: it would be
 * carried out, and who pinned it counts on its not being.
 */
export async function pinnedSteps(
  ctx: Context,
  playbookId: string,
  { nodes }: DraftGraph,
): Promise<readonly RecordedStep[]> {
  const pins = await listPins(ctx.services.db, ctx.actor.workspaceId, playbookId);
  return pins.flatMap(({ step, port, output, pinnedBy }) => {
    const node = nodes.find(({ id }) => id === step);
    if (node === undefined) return [];
    const ports = pinPorts(node);
    const what = `"${titleOf(node)}" is pinned, and cannot be as it is drawn now.`;
    if (typeof ports === "string") throw new UserError("conflict", `${what} ${ports} Or unpin it.`);
    if (!ports.includes(port ?? DEFAULT_PORT)) {
      const hint = `It has no way out called "${port ?? DEFAULT_PORT}" any more. Pin it anew, or unpin it.`;
      throw new UserError("conflict", `${what} ${hint}`);
    }
    const note = `Not carried out: its output was pinned by ${pinnedBy}.`;
    return [pinnedStep(step, { output: JSON.parse(output) as Payload, port, note })];
  });
}
