import { PUBLIC_URL } from "@riposte/api/testing";
import type { Answer, TestApi } from "@riposte/api/testing";

/** What a browser does for a page: it keeps cookies, sends them along, and says where a request comes from. */
export interface Browser {
  readonly post: (path: string, body: object, headers?: Record<string, string>) => Promise<Posted>;
  readonly call: (path: string, kind: "query" | "mutation", input?: object) => Promise<Answer>;
  /** As a header holds them. */
  readonly cookies: () => string;
}

export interface Posted {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly setCookies: readonly string[];
  readonly headers: Headers;
}

export function openBrowser(api: Pick<TestApi, "url">, origin: string = PUBLIC_URL): Browser {
  const jar = new Map<string, string>();
  const cookies = () => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");

  async function send(path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    if (jar.size > 0) headers.set("cookie", cookies());
    const response = await fetch(`${api.url}${path}`, { ...init, headers });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (/max-age=0/i.test(cookie)) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }

  const json = { "content-type": "application/json", origin };
  return {
    cookies,
    async post(path, body, headers = {}) {
      const init = { method: "POST", headers: { ...json, ...headers }, body: JSON.stringify(body) };
      const response = await send(path, init);
      const answer = (await response.json()) as Posted["body"];
      const { status } = response;
      return { status, body: answer, setCookies: response.headers.getSetCookie(), headers: response.headers };
    },
    async call(path, kind, input = {}) {
      const text = JSON.stringify(input);
      const response =
        kind === "query"
          ? await send(`/trpc/${path}?input=${encodeURIComponent(text)}`, {})
          : await send(`/trpc/${path}`, { method: "POST", headers: json, body: text });
      const answer = (await response.json()) as { result?: { data?: unknown }; error?: unknown };
      return { status: response.status, body: answer.error ?? answer.result?.data };
    },
  };
}

export const PASSWORD = "correct horse battery";

/** Invites somebody with an API token, as an admin would, and has them accept and sign in. */
export async function joined(
  api: TestApi,
  by: string,
  who: { readonly email: string; readonly role: string },
): Promise<Browser> {
  const invited = await api.call(by, "people.invite", "mutation", who);
  const { url } = invited.body as { url: string };
  const browser = openBrowser(api);
  const name = who.email.split("@")[0] ?? "";
  const accepted = await browser.post("/auth/link/accept", { token: tokenIn(url), name, password: PASSWORD });
  if (accepted.status !== 200) throw new Error(`not accepted: ${JSON.stringify(accepted.body)}`);
  await signedIn(browser, who.email);
  return browser;
}

export async function signedIn(browser: Browser, email: string, password = PASSWORD): Promise<Posted> {
  return browser.post("/auth/sign-in/email", { email, password });
}

export function tokenIn(url: string): string {
  return new URL(url).hash.slice(1);
}
