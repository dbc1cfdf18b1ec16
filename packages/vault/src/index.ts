export {
  createKeyring,
  deriveSecret,
  loadKeyring,
  parseKeyring,
  promoted,
  purposeKeys,
  replaceKeyring,
  withNewKey,
  without,
} from "./keyring.ts";
export type { Keyring, Purpose } from "./keyring.ts";
export { openVaultFile } from "./vault-file.ts";
export { openVault, SealBroken } from "./seal.ts";
export type { Vault } from "./seal.ts";
export { hidesNothing, redactor } from "./redactor.ts";
export type { Redact } from "./redactor.ts";
export { secretTexts } from "./secret-texts.ts";
export { sign, verifySignature } from "./signature.ts";
export type { SignedRequest } from "./signature.ts";
