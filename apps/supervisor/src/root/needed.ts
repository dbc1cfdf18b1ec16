import { dirname } from "node:path";
import { cacheFolder } from "../env.ts";
import { project } from "../project.ts";
import type { Python } from "../setup/find-python.ts";
import type { Needed } from "./stage.ts";

const ELSEWHERE = "a folder that they may enter (below /opt or /var for example)";

export function neededAlways(python: Python): readonly Needed[] {
  return [
    { path: project, what: "the project", advice: `move it to ${ELSEWHERE}` },
    { path: cacheFolder(), what: "the cache", advice: `name ${ELSEWHERE} with RIPOSTE_CACHE` },
    {
      path: python.prefix,
      what: "the only Python that will do",
      advice: "install one for all users (on Debian: apt-get install python3)",
    },
    { path: dirname(process.execPath), what: "Node", advice: `move it to ${ELSEWHERE}` },
  ];
}

export function theData(path: string): Needed {
  return { path, what: "the data folder", advice: `choose ${ELSEWHERE} with --data DIR` };
}
