import type { z } from "zod";
import type { HttpPort } from "./http.ts";

/** How to reach one outside system: what everybody may see, and what nobody may. */
export interface ConnectorDefinition<
  S extends z.ZodObject = z.ZodObject,
  X extends z.ZodObject = z.ZodObject,
> {
  /** What actions ask for: `mattermost`. */
  readonly type: string;
  readonly name: string;
  readonly description: string;
  readonly settings: S;
  /** Sealed at rest, opened only inside the activity that uses it, redacted in whatever is written. */
  readonly secrets: X;
  /** Tries it out without an effect; says what that showed. Absent: only an effect could tell. @throws ActionError */
  test?(
    values: ConnectorValues<S, X>,
    ports: { readonly http: HttpPort; readonly signal: AbortSignal },
  ): Promise<string>;
}

export interface ConnectorValues<S extends z.ZodObject = z.ZodObject, X extends z.ZodObject = z.ZodObject> {
  readonly settings: z.output<S>;
  readonly secrets: z.output<X>;
}

export function defineConnector<S extends z.ZodObject, X extends z.ZodObject>(
  definition: ConnectorDefinition<S, X>,
): ConnectorDefinition<S, X> {
  return definition;
}
