/** As it stands in a URL: an address of IPv6 in brackets. */
export function bracketed(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}

export function httpAddress({ host, port }: { readonly host: string; readonly port: number }): string {
  return `http://${bracketed(host)}:${port}`;
}
