/** Under which the processes of this machine reach the API; where all is open, by this one too. */
export function ownAddress({ host, port }: { readonly host: string; readonly port: number }): string {
  if (host === "0.0.0.0" || host === "::") return `http://127.0.0.1:${port}`;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}
