/** How the browser keeps what it was given; a public https address makes cookies stricter. */
export interface CookieRules {
  readonly sessionName: string;
  readonly deviceName: string;
  readonly secure: boolean;
}

/** `__Host-` ties a cookie to https, to this very host and to its root. */
export function cookieRules(publicUrl: string): CookieRules {
  const secure = publicUrl.startsWith("https:");
  const prefix = secure ? "__Host-" : "";
  return { sessionName: `${prefix}riposte.session`, deviceName: `${prefix}riposte.device`, secure };
}
