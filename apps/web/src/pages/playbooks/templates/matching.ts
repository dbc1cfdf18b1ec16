import type { client } from "../../../api/trpc.ts";

export type TemplateItem = Awaited<ReturnType<typeof client.templates.list.query>>[number];

/** Each word is somewhere in its name, what it is for, its tags or what it needs. */
export function matching(templates: readonly TemplateItem[], text: string): readonly TemplateItem[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  return templates.filter(({ name, description, tags, needs }) => {
    const said = [name, description, ...tags, ...needs.map(({ what }) => what)].join("\n").toLowerCase();
    return words.every((word) => said.includes(word));
  });
}
