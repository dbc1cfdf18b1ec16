import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { CliError } from "../cli-error.ts";
import { defineCommand } from "../command.ts";
import { withOwn } from "../env.ts";
import { EXIT } from "../exit-codes.ts";

/** Sets up what it needs on this machine, and becomes the runner. */
const PROGRAM = fileURLToPath(new URL("../../../supervisor/src/runner.ts", import.meta.url));

const options = {
  group: { type: "string", value: "NAME", about: "the runner group that it belongs to" },
  token: { type: "string", value: "TOKEN", about: "the group's token (RIPOSTE_RUNNER_TOKEN)" },
  url: { type: "string", value: "URL", about: "the server's address, with https (RIPOSTE_URL)" },
  slots: { type: "string", value: "N", about: "how many scripts run here at once; 2 if it is left out" },
  name: {
    type: "string",
    value: "NAME",
    about: "what people know it by; this machine's name if it is left out",
  },
} as const;

export const runner = defineCommand({
  usage: "runner --group NAME --token TOKEN --url URL [--slots N]",
  about:
    "Runs the scripts of a runner group on this machine, until it is stopped. It reaches nothing but the server's address,\n" +
    "and gets the secrets of its own group only. An admin makes the token: riposte runners token NAME --group GROUP.",
  words: [0, 0],
  options,
  examples: [
    {
      line: "runner --group dmz --token ripr_… --url https://riposte.example.com",
      about: "takes the scripts whose connector is for the group dmz",
    },
  ],
  online: false,
  async run({ values, environment }) {
    const group = values.group;
    const token = values.token ?? environment.get("RIPOSTE_RUNNER_TOKEN");
    const url = values.url ?? environment.url;
    if (group === undefined || token === undefined || url === undefined) {
      throw new CliError(
        EXIT.usage,
        "Usage: riposte runner --group NAME --token TOKEN --url URL [--slots N]",
      );
    }
    const given = {
      RIPOSTE_RUNNER_GROUP: group,
      RIPOSTE_RUNNER_TOKEN: token,
      RIPOSTE_URL: url,
      ...(values.slots === undefined ? {} : { RIPOSTE_RUNNER_SLOTS: values.slots }),
      ...(values.name === undefined ? {} : { RIPOSTE_RUNNER_NAME: values.name }),
    };
    // The other end of its stdin: it ends when this process does, however that ends.
    const child = spawn(process.execPath, [PROGRAM], {
      env: withOwn(given),
      stdio: ["pipe", "inherit", "inherit"],
    });
    for (const name of ["SIGINT", "SIGTERM"] as const) process.on(name, () => child.kill("SIGTERM"));
    const [code] = (await once(child, "exit")) as [number | null];
    if (code === 0) return EXIT.ok;
    throw new CliError(EXIT.refused, "The runner has ended; it says why above.");
  },
});
