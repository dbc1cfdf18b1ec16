export function newStepId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return `s_${[...bytes].map((byte) => (byte % 36).toString(36)).join("")}`;
}
