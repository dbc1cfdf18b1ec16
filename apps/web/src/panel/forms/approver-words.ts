/** A role as an approver, for people; higher roles may do what lower ones may. */
export const ROLE_WORDS = {
  "role:analyst": "Any analyst",
  "role:author": "Any author",
  "role:admin": "Any admin",
} as const;

/** As people say it: `role:analyst` → "Any analyst", `user:a@b.c` → "a@b.c". */
export function approverWords(approver: string, people: readonly Somebody[] = []): string {
  if (Object.hasOwn(ROLE_WORDS, approver)) return ROLE_WORDS[approver as keyof typeof ROLE_WORDS];
  const address = approver.replace(/^user:/, "");
  const person = people.find(({ email }) => email.toLowerCase() === address.toLowerCase());
  return person === undefined ? address : personWords(person);
}

interface Somebody {
  readonly name: string;
  readonly email: string;
}

/** "Ann Dupont (ann@example.org)" */
export function personWords({ name, email }: Somebody): string {
  return name === "" || name === email ? email : `${name} (${email})`;
}

/** As a graph writes it. */
export function approverOf(words: string): string {
  const role = Object.entries(ROLE_WORDS).find(
    ([, said]) => said.toLowerCase() === words.trim().toLowerCase(),
  );
  if (role !== undefined) return role[0];
  const text = /\((?<address>[^\s()@]+@[^\s()@]+)\)$/.exec(words.trim())?.groups?.["address"] ?? words.trim();
  return text.includes("@") && !text.includes(":") ? `user:${text.toLowerCase()}` : text;
}
