import { basename } from "node:path";
import { defineCommand } from "../command.ts";
import { EXIT } from "../exit-codes.ts";
import { readInput } from "../read-input.ts";
import { tellReport } from "../tell-report.ts";

export const importPlaybook = defineCommand({
  usage: "import FILE [--name NAME] [--check] [--json]",
  about:
    "Makes a new draft of a playbook in a file: one that Riposte exported as JSON, one of Sekoia.io, or one of\n" +
    "CACAO 2.0. It is off, not published and without credentials, and no playbook that is there is touched. What\n" +
    "maps to what is told, what is missing first, with what to do about it; the same stands beside the canvas.",
  words: [1, 1],
  options: {
    name: { type: "string", value: "NAME", about: "another name than the file says" },
    check: { type: "boolean", about: "tell what would come of it, and store nothing" },
  },
  examples: [
    { line: "import phishing.json --check", about: "what would be missing?" },
    { line: "import phishing.json --name 'Phishing, from the old house'", about: "a draft, to be finished" },
  ],
  online: true,
  run: async ({ words: [path = ""], values, client, answer, io, environment }) => {
    const file = path === "-" ? "" : basename(path);
    const text = await readInput(path, { io, environment });
    const server = await client();
    if (values.check === true) {
      const found = await server.playbooks.previewImport.mutate({ text, file });
      answer(found, () =>
        [
          `${found.name}: ${found.steps} steps, from ${FORMATS[found.format]}. Nothing was stored.`,
          ...tellReport(found),
        ].join("\n"),
      );
      return EXIT.ok;
    }
    const { name } = values;
    const made = await server.playbooks.import.mutate({
      text,
      file,
      ...(name === undefined ? {} : { name }),
    });
    answer(made, () =>
      [`playbook ${made.name}: a draft, off, from ${FORMATS[made.format]}`, ...tellReport(made)].join("\n"),
    );
    return EXIT.ok;
  },
});

const FORMATS = { riposte: "a file of Riposte", sekoia: "Sekoia.io", cacao: "CACAO" } as const;
