/** A role as an approver, for people; higher roles may do what lower ones may. */
export const ROLE_WORDS = {
  "role:analyst": "Any analyst",
  "role:author": "Any author",
  "role:admin": "Any admin",
} as const;

/** As people say it: `role:analyst` → "Any analyst", `user:a@b.c` → "a@b.c". */
export function approverWords(approver: string): string {
  if (Object.hasOwn(ROLE_WORDS, approver)) return ROLE_WORDS[approver as keyof typeof ROLE_WORDS];
  return approver.replace(/^user:/, "");
}

/** As a graph writes it. */
export function approverOf(words: string): string {
  const role = Object.entries(ROLE_WORDS).find(
    ([, said]) => said.toLowerCase() === words.trim().toLowerCase(),
  );
  if (role !== undefined) return role[0];
  const text = words.trim();
  return text.includes("@") && !text.includes(":") ? `user:${text.toLowerCase()}` : text;
}
