/** What the tests start reaches what they fake on this machine, also where the way out is a proxy. */
export const pastProxies = Object.fromEntries(
  ["NO_PROXY", "no_proxy"].map((name) => [name, `127.0.0.1,localhost,${process.env[name] ?? ""}`]),
);
