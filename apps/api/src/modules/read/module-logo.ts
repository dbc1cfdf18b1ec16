import type { ModuleFile } from "./module-files.ts";
import { MODULE } from "./module-limits.ts";

/** As a `data:` address, which an image can have; null where there is none that can be shown. */
export function logoOf(files: ReadonlyMap<string, ModuleFile>): string | null {
  const [png, svg] = [files.get("logo.png"), files.get("logo.svg")];
  if (png !== undefined && isPng(png.bytes)) return address("image/png", png);
  return svg === undefined ? null : address("image/svg+xml", svg);
}

function address(type: string, { bytes }: ModuleFile): string | null {
  if (bytes.length > MODULE.logoBytes) return null;
  return `data:${type};base64,${Buffer.from(bytes).toString("base64")}`;
}

function isPng(bytes: Uint8Array): boolean {
  return [0x89, 0x50, 0x4e, 0x47].every((byte, at) => bytes[at] === byte);
}
