/** Whether the address is at one of the hosts: `soar.example.com, *.example.org`, each with its port where one is meant. */
export function isAmongHosts(url: string, hosts: string): boolean {
  const { hostname, host } = new URL(url);
  return hosts
    .split(",")
    .map((wanted) => wanted.trim().toLowerCase())
    .some((wanted) => {
      if (wanted.startsWith("*.")) return hostname.endsWith(wanted.slice(1));
      return wanted === hostname || wanted === host;
    });
}
