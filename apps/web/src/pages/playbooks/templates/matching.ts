import type { client } from "../../../api/trpc.ts";

export type TemplateItem = Awaited<ReturnType<typeof client.templates.list.query>>[number];

/** Each word is somewhere in its name, what it is for, its tags or what it needs; whose name holds the text comes first. */
export function matching(templates: readonly TemplateItem[], text: string): readonly TemplateItem[] {
  const wanted = text.trim().toLowerCase();
  const words = wanted.split(/\s+/);
  const isCalledSo = ({ name }: TemplateItem) => name.toLowerCase().includes(wanted);
  return templates
    .filter(({ name, description, tags, needs }) => {
      const said = [name, description, ...tags, ...needs.map(({ what }) => what)].join("\n").toLowerCase();
      return words.every((word) => said.includes(word));
    })
    .toSorted((a, b) => Number(isCalledSo(b)) - Number(isCalledSo(a)));
}
