import type { Services } from "../services.ts";
import { knownEnvironment } from "./known-environment.ts";
import type { OpenInput } from "./open-input.ts";
import type { WrittenScript } from "./session-folder.ts";

/** With which interpreter and packages each script would be run on this machine now. */
export function environmentsOf(
  services: Pick<Services, "db" | "environments">,
  { scripts }: OpenInput,
): Promise<readonly WrittenScript[]> {
  return Promise.all(
    scripts.map(async ({ requirements, python = "3" }) => ({
      python,
      environment: await knownEnvironment(services, { requirements, python }),
    })),
  );
}
