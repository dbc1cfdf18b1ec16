import { access, constants } from "node:fs/promises";
import { join } from "node:path";
import { cacheFolder, searchPath } from "../env.ts";
import { messageOf } from "../user-error.ts";
import { runTool } from "./run-tool.ts";
import { fetchFromWheel } from "./wheel.ts";
import type { PinnedWheel } from "./wheel.ts";

const OLDEST = [0, 9] as const;

const WHEEL: PinnedWheel = {
  project: "uv",
  version: "0.13.8",
  member: "uv-0.13.8.data/scripts/uv",
  files: {
    "linux-x64": {
      name: "uv-0.13.8-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
      sha256: "e18a57b8b352eb7c8feb317b9f6f533c8f0ad9673fd6cf34bbe3cf1a9f6a8984",
    },
    "linux-arm64": {
      name: "uv-0.13.8-py3-none-manylinux_2_17_aarch64.manylinux2014_aarch64.musllinux_1_1_aarch64.whl",
      sha256: "0b3e8b1a4f5e405e31e2ff33de8af4744831e9f7338539671efbd8c3c94e791d",
    },
    "darwin-x64": {
      name: "uv-0.13.8-py3-none-macosx_10_12_x86_64.whl",
      sha256: "b7124ca1956ec2e476a1003ea5715a15f0266afaec37f4dc9c6972ba8183e6d1",
    },
    "darwin-arm64": {
      name: "uv-0.13.8-py3-none-macosx_11_0_arm64.whl",
      sha256: "62b6943c7fd64fac6854f780bea6e0359e5a5bc3241f83ee357bb38276afac49",
    },
  },
};

/** The path of a uv that is new enough: from the PATH, from our cache, or brought from its wheel. */
export async function findUv(python: string, say: (detail: string) => void): Promise<string> {
  for (const folder of searchPath()) {
    const candidate = join(folder, "uv");
    if (await isRecent(candidate)) return candidate;
  }
  const target = join(cacheFolder(), `uv-${WHEEL.version}`, "uv");
  if (!(await isRecent(target))) await fetchFromWheel({ wheel: WHEEL, target, python, say });
  return target;
}

/** Null, with the reason on the terminal, where it cannot be had: then scripts have no packages of their own. */
export async function uvForScripts(python: string): Promise<string | null> {
  try {
    return await findUv(python, () => {});
  } catch (error) {
    console.error(`  ! packages of scripts cannot be built: ${messageOf(error)}`);
    return null;
  }
}

async function isRecent(path: string): Promise<boolean> {
  const there = await access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
  if (!there) return false;
  const { code, stdout } = await runTool(path, ["--version"], { timeoutMs: 10_000 });
  const [, major = "0", minor = "0"] = /^uv (\d+)\.(\d+)/.exec(stdout) ?? [];
  return code === 0 && (Number(major) > OLDEST[0] || Number(minor) >= OLDEST[1]);
}
