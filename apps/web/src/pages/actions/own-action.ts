/** `script.block_host`, and not one of its further scripts or what is built in. */
export function isOwnAction(key: string): boolean {
  return /^script\.[^.]+$/.test(key);
}

/** `script.block_host.unblock` is of `script.block_host`. */
export function ownerOf(key: string): string {
  return key.split(".").slice(0, 2).join(".");
}
