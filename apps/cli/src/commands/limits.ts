import { CliError } from "../cli-error.ts";
import { defineCommand } from "../command.ts";
import { EXIT } from "../exit-codes.ts";
import { table } from "../table.ts";

export const limits = defineCommand({
  usage: "limits [playbook|action|connector NAME (--at-once N | --rate N/SECONDS | --none)]",
  about:
    "Lists the limits, with what goes on and what waits under each; or sets the one of a playbook's runs, of an action's\n" +
    "calls or of the calls through a connector. What is over a limit waits its turn; nothing is dropped. A limit holds\n" +
    "for what begins from now on.",
  words: [0, 2],
  options: {
    "at-once": { type: "string", value: "N", about: "at most so many at once" },
    rate: { type: "string", value: "N/SECONDS", about: "at most so many in any so many seconds" },
    none: { type: "boolean", about: "lift the limit" },
  },
  examples: [
    { line: "limits", about: "all there are" },
    { line: "limits playbook 'Suspicious sign-in' --at-once 3", about: "three runs at a time" },
    { line: "limits connector VirusTotal --rate 4/60", about: "a vendor's quota of four calls a minute" },
  ],
  online: true,
  run: async ({ words, values, client, answer }) => {
    const server = await client();
    const [kind, name] = words;
    if (kind !== undefined) {
      if (name === undefined) throw new CliError(EXIT.usage, `Which ${kind}? Give its name.`);
      const limit = readRules(values);
      if (kind === "playbook") await server.limits.setPlaybook.mutate({ playbook: name, limit });
      else if (kind === "connector") await server.limits.setConnector.mutate({ connector: name, limit });
      else if (kind === "action") await server.limits.setAction.mutate({ action: name, limit });
      else throw new CliError(EXIT.usage, `${kind} has no limit: playbook, action or connector has.`);
    }
    const rows = await server.limits.list.query();
    answer(rows, () =>
      rows.length === 0
        ? "No limit."
        : table(
            ["of", "name", "limit", "under way", "waiting"],
            rows.map((row) => [row.kind, row.name, row.words, String(row.underWay), String(row.waiting)]),
          ),
    );
    return EXIT.ok;
  },
});

interface Given {
  readonly "at-once"?: string | undefined;
  readonly rate?: string | undefined;
  readonly none?: boolean | undefined;
}

function readRules({ "at-once": atOnce, rate, none }: Given) {
  if (none === true) return null;
  if (atOnce === undefined && rate === undefined) {
    throw new CliError(EXIT.usage, "Say the limit: --at-once N, --rate N/SECONDS, or --none.");
  }
  return {
    atOnce: atOnce === undefined ? null : whole(atOnce, "--at-once"),
    rate: rate === undefined ? null : readRate(rate),
  };
}

function readRate(text: string) {
  const [count = "", seconds = "", ...rest] = text.split("/");
  if (rest.length > 0) throw new CliError(EXIT.usage, "--rate is such as 4/60: four in any 60 seconds.");
  return { count: whole(count, "--rate"), seconds: whole(seconds, "--rate") };
}

function whole(text: string, option: string): number {
  if (/^[1-9][0-9]{0,5}$/.test(text)) return Number(text);
  throw new CliError(EXIT.usage, `${option} takes whole numbers from 1; "${text}" is none.`);
}
