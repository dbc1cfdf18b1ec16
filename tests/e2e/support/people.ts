import type { BrowserContextOptions } from "@playwright/test";
import { call } from "../../support/api.ts";
import { stage } from "./visitor.ts";

export const api = { url: stage.url, token: async () => stage.token };

export const PASSWORD = "correct horse battery";

/** An account made without a browser; what comes back is a browser's memory of having signed in. */
export async function signedIn(
  email: string,
  role: "admin" | "author" | "analyst" | "viewer",
): Promise<NonNullable<BrowserContextOptions["storageState"]>> {
  const invitation = await call<{ url: string }>(api, "people.invite", "mutation", { email, role });
  const token = new URL(invitation.url).hash.slice(1);
  await post("/auth/link/accept", { token, name: email.replace(/@.*/, ""), password: PASSWORD });
  const response = await post("/auth/sign-in/email", { email, password: PASSWORD });
  const cookies = response.headers.getSetCookie().map((line) => {
    const [pair = ""] = line.split(";");
    const at = pair.indexOf("=");
    return {
      name: pair.slice(0, at),
      value: pair.slice(at + 1),
      domain: new URL(stage.url).hostname,
      path: "/",
      expires: -1,
      httpOnly: true,
      secure: false,
      sameSite: "Lax" as const,
    };
  });
  return { cookies, origins: [] };
}

async function post(path: string, body: object): Promise<Response> {
  const response = await fetch(stage.url + path, {
    method: "POST",
    headers: { "content-type": "application/json", origin: stage.url },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response;
}
