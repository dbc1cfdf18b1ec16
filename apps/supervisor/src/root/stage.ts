import { spawn } from "node:child_process";
import { once } from "node:events";
import { isStaged, lifeline, withOwn } from "../env.ts";
import { runTool } from "../setup/run-tool.ts";
import { UserError } from "../user-error.ts";
import { closedAncestor } from "./reach.ts";

/**
 * In a mount namespace of our own: the closed folder is covered by an empty one that others may enter, and what
 * they need is bound to its old path in it. $1: the closed folder; then the paths below it; then -- and the command.
 */
const STAGE = `set -e
closed=$1; shift
hold=$(mktemp -d /run/riposte-stage.XXXXXX)
i=0
for path; do [ "$path" = -- ] && break; i=$((i+1)); mkdir "$hold/$i"; mount --bind "$path" "$hold/$i"; done
mount -t tmpfs -o mode=0711 tmpfs "$closed"
i=0
while [ "$1" != -- ]; do
  i=$((i+1)); mkdir -p -m 0755 "$1"; mount --bind "$hold/$i" "$1"; umount "$hold/$i"; rmdir "$hold/$i"; shift
done
rmdir "$hold"
shift
exec "$@"`;

const ADVICE =
  "move the project to a folder that they may enter (/opt for example), or start it as an ordinary user.";

/**
 * As root, with something needed below a folder that only root may enter, starts this program again where the
 * other users can reach it. Returns the exit code of that, or null where nothing had to be done.
 */
export async function stage(paths: readonly string[]): Promise<number | null> {
  if (process.getuid?.() !== 0 || isStaged()) return null;
  const reach = await Promise.all(paths.map(async (path) => ({ path, closed: await closedAncestor(path) })));
  const hidden = reach.filter(({ closed }) => closed !== null);
  const [root, ...others] = [...new Set(hidden.map(({ closed }) => closed ?? ""))];
  if (root === undefined) return null;
  if (others.length > 0) {
    throw new UserError(`Other users may enter neither ${root} nor ${others.join(" nor ")}: ${ADVICE}`);
  }
  const probe = await runTool("unshare", ["--mount", "true"]);
  if (probe.code !== 0)
    throw new UserError(`Other users may not enter ${root}, where Riposte lies: ${ADVICE}`);

  const needed = outermost(hidden.map(({ path }) => path));
  const again = [process.execPath, ...process.execArgv, ...process.argv.slice(1)];
  const script = ["sh", "-c", STAGE, "stage", root, ...needed, "--", ...again];
  const line = lifeline();
  const child = spawn("unshare", ["--mount", "--propagation", "private", ...script], {
    env: withOwn({ RIPOSTE_STAGED: "1" }),
    cwd: "/",
    stdio: ["inherit", "inherit", "inherit", ...(line === null ? [] : (["inherit"] as const))],
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => child.kill(signal));
  const [code] = (await once(child, "exit")) as [number | null];
  return code ?? 1;
}

/** Without what lies below another of them. */
function outermost(paths: readonly string[]): readonly string[] {
  const unique = [...new Set(paths)];
  return unique.filter((path) => !unique.some((other) => other !== path && path.startsWith(`${other}/`)));
}
