/** The layout extension of CACAO. */
export const LAYOUT = "extension-definition--418ee24c-9cb1-46d9-afa5-309e01aabc7f";

/** Ours: the graph as it was exported, so that it comes back whole. */
export const RIPOSTE = "extension-definition--6b1d3a52-7a0c-4e8e-9d0f-2f4d1f0c9b71";

/** Who made what we export. */
export const CREATOR = "identity--2f0d5b1c-6c3e-4a7b-8f55-9f1c3d7e2a60";

/** Whoever does what only Riposte can. */
export const AGENT_ID = "individual--2f0d5b1c-6c3e-4a7b-8f55-9f1c3d7e2a60";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** `action--…`: the id that a step had in CACAO already, or one that always follows from its own. */
export function cacaoId(type: string, id: string, seed: string): string {
  const prefix = `${type}--`;
  return id.startsWith(prefix) && UUID.test(id.slice(prefix.length))
    ? id
    : prefix + uuidOf(`${seed}/${type}/${id}`);
}

/** By its name, so that playbooks that call each other do so in other products, too. */
export function playbookId(name: string): string {
  return cacaoId("playbook", name, "riposte");
}

/** Of the same text the same one, on every machine. */
function uuidOf(text: string): string {
  const hex = [0, 1, 2, 3].map((part) => hash(`${part}:${text}`).toString(16).padStart(8, "0")).join("");
  const variant = "89ab"[Number.parseInt(hex.charAt(16), 16) % 4];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** FNV-1a with 32 bits, stirred once more at its end. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  return (value ^ (value >>> 13)) >>> 0;
}
