import { z } from "zod";
import type { PlanNetwork } from "./plan.ts";

/** Each takes a socket in the sandbox. */
const MOST_HOSTS = 100;
const HTTPS = 443;
const LABEL = "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?";
const NAME = new RegExp(`^(?=.{1,253}$)${LABEL}(?:\\.${LABEL})*$`);
const OCTET = /^(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)$/;
const IPV6 = /^[0-9a-f:]*:[0-9a-f:]*$/;

const host = z.string().superRefine((text, context) => {
  const fault = hostFault(text);
  if (fault !== null) context.addIssue({ code: "custom", message: fault });
});

/** What the scripts of an action may reach; absent: nothing. */
export const scriptNetwork = z
  .object({
    /** The public one, by HTTP and HTTPS. */
    internet: z.boolean().default(false),
    /** `host`, which is `host:443`, or `host:port`. */
    hosts: z.array(host).max(MOST_HOSTS, `An action has at most ${MOST_HOSTS} hosts.`).default([]),
  })
  .strict();

export type ScriptNetwork = z.infer<typeof scriptNetwork>;

/** As a plan says it: with a port at each; null where nothing can be reached. */
export function plannedNetwork({ internet, hosts }: ScriptNetwork): PlanNetwork | null {
  if (!internet && hosts.length === 0) return null;
  const places = hosts.map((text) => {
    const { name, port } = partsOf(text);
    return `${name.toLowerCase()}:${port === "" ? HTTPS : Number(port)}`;
  });
  return { internet, hosts: [...new Set(places)] };
}

/** What is wrong with it, as a sentence; null where it is a host, with or without a port. */
export function hostFault(text: string): string | null {
  const { name, port } = partsOf(text);
  if (text.includes("*")) return `"${text}" would be many hosts: name each, such as api.example.org.`;
  if (!isHost(name.toLowerCase())) {
    return `"${text}" is no host: write api.example.org, or with a port api.example.org:8443.`;
  }
  const isPort = port === "" || (/^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535);
  return isPort ? null : `The port in "${text}" is no number from 1 to 65535.`;
}

function partsOf(text: string): { readonly name: string; readonly port: string } {
  const [, name = text, port = ""] = /^(\[[^\]]*\]|[^:]*):([^:/]*)$/.exec(text) ?? [];
  return { name, port };
}

function isHost(name: string): boolean {
  const [, address] = /^\[(.*)\]$/.exec(name) ?? [];
  if (address !== undefined) return IPV6.test(address);
  if (!NAME.test(name)) return false;
  const labels = name.split(".");
  // What ends in a number is an address, and has one spelling here.
  if (!/^(?:\d+|0x[0-9a-f]*)$/.test(labels.at(-1) ?? "")) return true;
  return labels.length === 4 && labels.every((label) => OCTET.test(label));
}
