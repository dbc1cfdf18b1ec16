import { CliError } from "../cli-error.ts";
import type { Call } from "../command.ts";
import { defineCommand } from "../command.ts";
import { EXIT } from "../exit-codes.ts";
import type { ExitCode } from "../exit-codes.ts";
import { table } from "../table.ts";
import { instant } from "../time.ts";

const USAGE = "runners [list | drain ID | undrain ID | token NAME --group GROUP | tokens | revoke NAME]";
const options = {
  group: { type: "string", value: "GROUP", about: "the runner group that the token is for" },
} as const;

export const runners = defineCommand({
  usage: USAGE,
  about:
    "What runs scripts: the installation's own runners, and those of groups, which run elsewhere (riposte runner).\n" +
    "A connector names a group: the scripts that use it run there, and its secrets reach no other runner.",
  words: [0, 2],
  options,
  examples: [
    { line: "runners", about: "which are there, what they run, and when they were last heard of" },
    {
      line: "runners token jump-host --group dmz",
      about: "prints a token for a runner of the group dmz, once",
    },
    { line: "runners drain rnr_…", about: "it ends what it has and takes nothing new" },
  ],
  online: true,
  run: (call) => {
    const [verb = "list", word] = call.words;
    if (verb === "list" && word === undefined) return list(call);
    if (verb === "tokens" && word === undefined) return tokens(call);
    if (verb === "token" && word !== undefined) return create(word, call);
    if (verb === "revoke" && word !== undefined) return revoke(word, call);
    if ((verb === "drain" || verb === "undrain") && word !== undefined) return drain(word, verb, call);
    throw new CliError(EXIT.usage, `Usage: riposte ${USAGE}`);
  },
});

async function list({ client, answer }: Call<typeof options>): Promise<ExitCode> {
  const rows = await (await client()).runners.list.query();
  answer(rows, () =>
    table(
      ["name", "group", "state", "runs", "python", "riposte", "last contact", "id"],
      rows.map((row) => [
        row.name,
        row.group,
        row.isAlive ? (row.isDraining ? "draining" : "there") : "gone",
        row.slots === null ? "" : `${row.running} of ${row.slots}`,
        row.interpreters.map(({ version }) => version).join(" "),
        row.release,
        instant(row.seenAt),
        row.id,
      ]),
    ),
  );
  return EXIT.ok;
}

async function tokens({ client, answer }: Call<typeof options>): Promise<ExitCode> {
  const rows = await (await client()).runners.tokens.query();
  answer(rows, () =>
    table(
      ["name", "group", "id", "created", "last used", "revoked"],
      rows.map((row) => [
        row.name,
        row.group,
        row.id,
        instant(row.createdAt),
        instant(row.lastUsedAt),
        instant(row.revokedAt),
      ]),
    ),
  );
  return EXIT.ok;
}

async function create(name: string, { values, client, answer }: Call<typeof options>): Promise<ExitCode> {
  const { group } = values;
  if (group === undefined) throw new CliError(EXIT.usage, "For which group is it? Give --group GROUP.");
  const created = await (await client()).runners.createToken.mutate({ name, group });
  answer(created, () => created.token);
  return EXIT.ok;
}

async function revoke(id: string, { client, answer }: Call<typeof options>): Promise<ExitCode> {
  const revoked = await (await client()).runners.revokeToken.mutate({ id });
  answer(revoked, () => `The token ${revoked.name} of the group ${revoked.group} is revoked.`);
  return EXIT.ok;
}

async function drain(
  id: string,
  verb: "drain" | "undrain",
  { client, answer }: Call<typeof options>,
): Promise<ExitCode> {
  const drained = await (await client()).runners.drain.mutate({ id, isDraining: verb === "drain" });
  answer(drained, () =>
    drained.isDraining
      ? `${drained.name} ends what it has and takes nothing new.`
      : `${drained.name} takes scripts again.`,
  );
  return EXIT.ok;
}
