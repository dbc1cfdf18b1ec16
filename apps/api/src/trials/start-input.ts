import { z } from "zod";
import { actionDefinition, argumentsSchema } from "../actions/action-definition.ts";
import { scriptSource } from "../actions/save-input.ts";
import { connectorName } from "../connectors/find.ts";
import { runRef } from "../runs/find.ts";

const { entry, python, requirements, network, timeoutSeconds, memoryMb, connector, connectorRequired } =
  actionDefinition.shape;

/** The recorded input of a step that called the action. */
const pastInput = z
  .object({ run: runRef, step: z.string().min(1).max(64), scope: z.string().max(500).default("") })
  .strict();

/** A script as it stands in an editor, saved or not, and what it is called with. */
export const startInput = z
  .object({
    /** What steps call it, or would: `script.block_host.unblock`. */
    action: z
      .string()
      .regex(
        /^script\.[a-z_][a-z0-9_]{0,63}(\.[a-z_][a-z0-9_]{0,63})?$/,
        "An action's key is script.<name>.",
      ),
    source: scriptSource,
    entry,
    python,
    requirements,
    network,
    timeoutSeconds,
    memoryMb,
    /** The type of connector that it asks for. */
    connectorType: connector,
    connectorRequired,
    /** The connector that it is given, by name. */
    connector: connectorName.nullable().default(null),
    /** JSON Schema that its arguments are held against. Absent: they are not. */
    arguments: argumentsSchema.optional(),
    /** An object as JSON text, so that no number is rounded on its way. */
    input: z.string().default("{}"),
    /** Takes what this step was given instead. */
    inputOf: pastInput.optional(),
  })
  .strict();

export type StartInput = z.infer<typeof startInput>;
