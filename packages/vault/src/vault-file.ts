import { readFileSync, statSync } from "node:fs";
import { parseKeyring } from "./keyring.ts";
import { KeyMissing, openVault } from "./seal.ts";
import type { Vault } from "./seal.ts";

const LOOK_EVERY_MS = 1_000;

interface Opened {
  readonly vault: Vault;
  /** What the file was when it was read: another one lies there once any of it differs. */
  readonly mark: string;
}

/**
 * A vault over a key ring's file that may change meanwhile. What seals is known a second later, what opens at once: a
 * key that is missing is looked for in the file. A file that cannot be read changes nothing, and is told.
 * @throws what `parseKeyring` throws, when it is opened
 */
export function openVaultFile(path: string, onTrouble: (error: unknown) => void): Vault {
  let opened = read(path);
  let lookedAt = performance.now();

  function look(): Vault {
    lookedAt = performance.now();
    try {
      if (markOf(path) !== opened.mark) opened = read(path);
    } catch (error) {
      onTrouble(error);
    }
    return opened.vault;
  }
  function current(): Vault {
    return performance.now() - lookedAt < LOOK_EVERY_MS ? opened.vault : look();
  }

  return {
    seal: (purpose, context, bytes) => current().seal(purpose, context, bytes),
    unseal: (purpose, context, sealed) => {
      try {
        return opened.vault.unseal(purpose, context, sealed);
      } catch (error) {
        if (!(error instanceof KeyMissing)) throw error;
        return look().unseal(purpose, context, sealed);
      }
    },
    isCurrent: (sealed) => current().isCurrent(sealed),
  };
}

function read(path: string): Opened {
  const mark = markOf(path);
  return { vault: openVault(parseKeyring(readFileSync(path, "utf8"))), mark };
}

function markOf(path: string): string {
  const { ino, mtimeMs, size } = statSync(path);
  return `${ino} ${mtimeMs} ${size}`;
}
