import type { Data, DataMap } from "@riposte/template";
import { withoutCredentials } from "../secrets.ts";

const SECRET_HEADERS = /^(authorization|proxy-authorization|cookie|x-api-key)$/i;

interface Stripped {
  readonly data: DataMap;
  /** Where something was taken out. */
  readonly dropped: readonly string[];
}

/** A step as it is kept for an export: without what a request signs in with. */
export function stepWithoutCredentials(step: DataMap): Stripped {
  const commands = step.get("commands");
  if (!Array.isArray(commands)) return { data: step, dropped: [] };
  const dropped: string[] = [];
  const kept = commands.map((command, at) => {
    const headers =
      command instanceof Map && command.get("type") === "http-api" ? command.get("headers") : undefined;
    if (!(command instanceof Map) || !(headers instanceof Map)) return command;
    const secret = [...headers.keys()].filter((name) => SECRET_HEADERS.test(name));
    if (secret.length === 0) return command;
    dropped.push(...secret.map((name) => `commands.${at}.headers.${name}`));
    return withMember(command, "headers", new Map([...headers].filter(([name]) => !secret.includes(name))));
  });
  return { data: dropped.length === 0 ? step : withMember(step, "commands", kept), dropped };
}

/** A playbook's own words, without the secrets of its agents. */
export function playbookWithoutCredentials(playbook: DataMap): Stripped {
  const key = "authentication_info_definitions";
  const definitions = playbook.get(key);
  if (definitions === undefined) return { data: playbook, dropped: [] };
  const { data, dropped } = withoutCredentials(definitions);
  return {
    data: withMember(playbook, key, data),
    dropped: dropped.map((place) => [key, ...place].join(".")),
  };
}

function withMember(dict: DataMap, key: string, value: Data): DataMap {
  return new Map([...dict].map(([one, said]) => [one, one === key ? value : said]));
}
