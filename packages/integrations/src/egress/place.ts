export interface HostAndPort {
  readonly host: string;
  readonly port: number;
}

/** `host:port` for messages, as the list of allowed targets takes it. */
export function placeOf({ host, port }: HostAndPort): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}
