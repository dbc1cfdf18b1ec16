import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { chown, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { embeddedBinaries } from "@riposte/db/embedded";
import type { DataFolder } from "../data/folder.ts";
import { becoming } from "../processes/command-line.ts";
import type { User } from "../root/users.ts";
import { runTool } from "../setup/run-tool.ts";
import { UserError } from "../user-error.ts";

/** A cluster of the PostgreSQL that comes with Riposte: on loopback only, with a password that is made once. */
export interface Cluster {
  readonly postgres: string;
  readonly folder: string;
  readonly password: string;
}

interface Owner {
  readonly user: User | null;
  readonly python: string;
}

/** Makes the cluster where there is none; one whose making was cut short is made again. */
export async function ensureCluster(data: DataFolder, { user, python }: Owner): Promise<Cluster> {
  const { initdb, postgres } = await embeddedBinaries();
  const home = data.file("postgres");
  await mkdir(home, { recursive: true, mode: 0o700 });
  if (user !== null) await chown(home, user.uid, user.gid);
  const folder = data.file("postgres", "cluster");
  const passwordFile = data.file("postgres", "password");
  const complete = data.file("postgres", "complete");
  if (existsSync(complete)) return { postgres, folder, password: await readFile(passwordFile, "utf8") };

  await rm(folder, { recursive: true, force: true });
  const password = randomBytes(24).toString("base64url");
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (user !== null) await chown(passwordFile, user.uid, user.gid);
  const access = ["--username=riposte", "--auth=scram-sha-256", `--pwfile=${passwordFile}`];
  const command = [initdb, ...access, `--pgdata=${folder}`, "--encoding=UTF8", "--locale=C"];
  const [program = "", ...parameters] = becoming(command, { python, user, deathSignal: "SIGKILL" });
  const { code, stderr } = await runTool(program, parameters, { cwd: "/" });
  if (code !== 0) throw new UserError(`The database could not be made: ${stderr.trim().split("\n").at(-1)}`);
  await writeFile(complete, "");
  return { postgres, folder, password };
}
