import { CliError } from "../cli-error.ts";
import type { Call } from "../command.ts";
import { defineCommand } from "../command.ts";
import { EXIT } from "../exit-codes.ts";
import type { ExitCode } from "../exit-codes.ts";
import { table } from "../table.ts";
import { instant } from "../time.ts";

const roles = ["viewer", "analyst", "author", "admin"] as const;
const options = {
  role: { type: "string", value: "ROLE", about: `${roles.join(", ")}: each may do what those before may` },
} as const;

export const token = defineCommand({
  usage: "token create NAME --role ROLE | token list | token revoke NAME",
  about:
    "Tokens are the way into the API. A token is shown once, when it is made; only its hash is stored.\n" +
    "viewers read, analysts run and approve, authors edit playbooks and scripts, admins do everything.",
  words: [1, 2],
  options,
  examples: [
    { line: "token create ci --role author", about: "prints the token, and nothing else" },
    { line: "token revoke ci", about: "it is of no use any more" },
  ],
  online: true,
  run: (call) => {
    const [verb = "", name] = call.words;
    if (verb === "list" && name === undefined) return list(call);
    if (verb === "create" && name !== undefined) return create(name, call);
    if (verb === "revoke" && name !== undefined) return revoke(name, call);
    throw new CliError(
      EXIT.usage,
      "Usage: riposte token create NAME --role ROLE | token list | token revoke NAME",
    );
  },
});

async function create(name: string, { values, client, answer }: Call<typeof options>): Promise<ExitCode> {
  const role = roles.find((role) => role === values.role);
  if (role === undefined) throw new CliError(EXIT.usage, `Say which role: --role ${roles.join("|")}.`);
  const created = await (await client()).tokens.create.mutate({ name, role });
  answer(created, () => created.token);
  return EXIT.ok;
}

async function list({ client, answer }: Call<typeof options>): Promise<ExitCode> {
  const tokens = await (await client()).tokens.list.query();
  answer(tokens, () =>
    table(
      ["name", "role", "id", "created", "last used", "revoked"],
      tokens.map((row) => [
        row.name,
        row.role,
        row.id,
        instant(row.createdAt),
        instant(row.lastUsedAt),
        instant(row.revokedAt),
      ]),
    ),
  );
  return EXIT.ok;
}

async function revoke(nameOrId: string, { client, answer }: Call<typeof options>): Promise<ExitCode> {
  const revoked = await (await client()).tokens.revoke.mutate({ id: nameOrId });
  answer(revoked, () => `Token ${revoked.name} is revoked.`);
  return EXIT.ok;
}
