import { z } from "zod";
import type { DataFolder } from "../data/folder.ts";
import { riposte } from "./riposte.ts";

/** By which the first person becomes admin, new at each start; null where there is one. */
export async function firstLink(data: DataFolder, url: string): Promise<string | null> {
  const status: unknown = await (await fetch(`${url}/auth/status`)).json();
  if (z.object({ setUp: z.boolean() }).parse(status).setUp) return null;
  const said = await riposte(data, ["setup-link", "--json"]);
  if (said.code !== 0) throw new Error(`The set-up link could not be made: ${said.stderr.trim()}`);
  return z.object({ url: z.string() }).parse(JSON.parse(said.stdout)).url;
}
