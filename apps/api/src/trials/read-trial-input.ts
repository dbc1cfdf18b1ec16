import { isBlob, schemaMismatch } from "@riposte/plan";
import type { Payload } from "@riposte/plan";
import { normaliseApart } from "../hooks/large-events.ts";
import { storeEvent } from "../hooks/store-event.ts";
import type { Context } from "../context.ts";
import { requireValue } from "../runs/value.ts";
import { UserError } from "../user-error.ts";
import type { StartInput } from "./start-input.ts";

/** What the script is given, held against its schema as a step's arguments are. @throws UserError */
export async function readTrialInput(
  ctx: Context,
  input: Pick<StartInput, "action" | "arguments" | "input" | "inputOf">,
): Promise<Payload> {
  const { inputOf } = input;
  const payload =
    inputOf === undefined
      ? await storeEvent(ctx.services, ctx.actor.workspaceId, await lossless(ctx, input.input))
      : await requireValue(ctx, { id: inputOf.run, part: "input", step: inputOf.step, scope: inputOf.scope });
  if (isBlob(payload)) return payload;
  if (!payload.json.trimStart().startsWith("{")) throw refused("The input is not an object of arguments.");
  const called = `"${input.action.replace(/^(?:script|module)\./, "")}"`;
  const wrong =
    input.arguments === undefined
      ? null
      : schemaMismatch(input.arguments, payload.json, {
          called,
          before: "The script was not started.",
          advice: "Correct the input, or the arguments that the script declares.",
        });
  if (wrong !== null) throw refused(wrong.message, wrong.field?.replace(/^arguments/, "input"));
  return payload;
}

async function lossless({ services: { eventLimit } }: Context, text: string): Promise<string | Uint8Array> {
  if (Buffer.byteLength(text) > eventLimit) {
    throw new UserError("too_large", `The input has more than ${eventLimit} bytes.`, { field: "input" });
  }
  const read = await normaliseApart(text, {}).catch((error: unknown) => {
    throw refused(`The input is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  });
  if ("reason" in read) throw refused(read.message);
  return read.json;
}

function refused(message: string, field = "input"): UserError {
  return new UserError("bad_request", message, { field });
}
