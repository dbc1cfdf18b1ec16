import { authTables, newId } from "@riposte/db";
import type { Database } from "@riposte/db";
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import type { Logger } from "pino";
import { PASSWORD_LENGTH } from "./password.ts";
import { cookieRules } from "./session-cookie.ts";

/** What better-auth does for us: it checks passwords and gives out sessions. Everything else is ours. */
export interface Auth {
  /** Takes a request to `/auth/<endpoint>`; only `auth-routes.ts` calls it, for the endpoints it names. */
  readonly handle: (request: Request) => Promise<Response>;
}

interface AuthSettings {
  readonly db: Database;
  /** Signs the cookies. */
  readonly secret: string;
  readonly publicUrl: string;
  readonly origins: ReadonlySet<string>;
  readonly log: Logger;
}

/** Set by us on what we hand on, after the caller's own is dropped. */
export const ADDRESS_HEADER = "x-riposte-client-address";

const PREFIXES = { user: "usr", session: "ses", account: "acc" } as const;
const SESSION_SECONDS = 7 * 24 * 60 * 60;

export function createAuth({ db, secret, publicUrl, origins, log }: AuthSettings): Auth {
  const { sessionName, secure } = cookieRules(publicUrl);
  const auth = betterAuth({
    appName: "Riposte",
    baseURL: new URL(publicUrl).origin,
    basePath: "/auth",
    secret,
    trustedOrigins: [...origins],
    database: drizzleAdapter(db, { provider: "pg", schema: authTables }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.least,
      maxPasswordLength: PASSWORD_LENGTH.most,
    },
    // A session ends a week after it began, however much it is used: nothing is written when something is read.
    session: { expiresIn: SESSION_SECONDS, disableSessionRefresh: true },
    // Its own counts by address alone; `try-limits.ts` counts by account and device too.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: {
      log: (level, message) => log.debug({ level, message }, "better-auth"),
    },
    advanced: {
      cookiePrefix: "riposte",
      // It would put __Secure- in front, where __Host- says more.
      useSecureCookies: false,
      cookies: { session_token: { name: sessionName } },
      defaultCookieAttributes: { httpOnly: true, sameSite: "strict", path: "/", secure },
      database: {
        generateId: ({ model }) => newId(PREFIXES[model as keyof typeof PREFIXES]),
        // It would ask for what sign-in through others needs; our tables have what passwords need.
        validateSchema: false,
      },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      disableCSRFCheck: false,
      disableOriginCheck: false,
    },
  });
  return { handle: (request) => auth.handler(request) };
}
