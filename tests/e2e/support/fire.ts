import { call } from "../../support/api.ts";
import { signedHeaders } from "../../support/signed-request.ts";
import { expect } from "./expect.ts";
import { api } from "./people.ts";

interface Hook {
  readonly url: string;
  readonly secret: string;
}

export function hookOf(playbook: string): Promise<Hook> {
  return call<Hook>(api, "playbooks.hook", "query", { name: playbook });
}

/** Sends a signed event, as an outside system would; the run that it starts. */
export async function fire({ url, secret }: Hook, event: object): Promise<string> {
  const body = JSON.stringify(event);
  const response = await fetch(url, { method: "POST", headers: signedHeaders(secret, body), body });
  expect(response.status, await response.clone().text()).toBe(202);
  const { run } = (await response.json()) as { run: string };
  return run;
}
