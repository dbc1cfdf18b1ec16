import { defineCommand } from "../command.ts";
import { EXIT } from "../exit-codes.ts";
import { instant } from "../time.ts";

export const setupLink = defineCommand({
  usage: "setup-link",
  about:
    "Prints a link by which whoever opens it becomes an admin with e-mail and password. It works once, for a day;\n" +
    "a new one ends those before. For the first admin, and for when no admin can sign in any more.",
  words: [0, 0],
  options: {},
  examples: [{ line: "setup-link", about: "on the machine that runs the product: its own token is used" }],
  online: true,
  async run({ client, answer }) {
    const link = await (await client()).people.setupLink.mutate();
    answer(link, () => `${link.url}\nIt works once, until ${instant(link.expiresAt)}.`);
    return EXIT.ok;
  },
});
