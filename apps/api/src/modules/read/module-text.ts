import { parse, TomlError } from "smol-toml";
import type { ModuleFile } from "./module-files.ts";
import { refuseModule } from "./refuse-module.ts";

/** @throws UserError where it is no UTF-8. */
export function textOf({ path, bytes }: ModuleFile): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw refuseModule(path, "is not UTF-8 text. Save it with that encoding.");
  }
}

/** @throws UserError */
export function jsonOf(file: ModuleFile): unknown {
  try {
    return JSON.parse(textOf(file));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw refuseModule(file.path, `is no JSON: ${error.message}.`);
  }
}

/** @throws UserError */
export function tomlOf(file: ModuleFile): unknown {
  try {
    return parse(textOf(file));
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    throw refuseModule(file.path, `is no TOML that can be read (line ${error.line}).`);
  }
}
