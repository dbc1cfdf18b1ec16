import type { z } from "zod";
import { schemaOf } from "../schema-of.ts";

interface Property {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Property[];
  readonly oneOf?: readonly Property[];
  readonly items?: Property;
  readonly default?: unknown;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Property>>;
  readonly required?: readonly string[];
}

/** The fields of an object as a Markdown list under a heading; null when it has none. */
export function fieldList(schema: z.ZodObject, heading: string): string | null {
  const lines = linesOf(schemaOf(schema, "input"), "");
  return lines.length === 0 ? null : `${heading}:\n\n${lines.join("\n")}`;
}

function linesOf({ properties = {}, required = [] }: Property, indent: string): string[] {
  return Object.entries(properties).flatMap(([name, property]) => {
    const facts = [typeOf(property), ...need(property, required.includes(name))].join(", ");
    const description = property.description === undefined ? "" : `: ${property.description}`;
    return [`${indent}- \`${name}\` (${facts})${description}`, ...inside(property, `${indent}  `)];
  });
}

function inside(property: Property, indent: string): string[] {
  const options = (property.oneOf ?? []).flatMap((option) => [
    `${indent}- ${option.description ?? "or"}:`,
    ...linesOf(option, `${indent}  `),
  ]);
  return [...options, ...linesOf(property, indent)];
}

function typeOf(property: Property): string {
  const options = property.anyOf ?? property.oneOf;
  if (options !== undefined) return [...new Set(options.map(typeOf))].join(" or ");
  const values = property.const === undefined ? property.enum : [property.const];
  if (values !== undefined) return values.map((value) => `\`${String(value)}\``).join(" or ");
  if (property.items !== undefined) return `list of ${typeOf(property.items)}`;
  return [property.type ?? "any JSON"].flat().join(" or ");
}

function need(property: Property, isRequired: boolean): string[] {
  if (isRequired) return ["required"];
  const value = property.default;
  return value === undefined || value === null ? [] : [`default \`${JSON.stringify(value)}\``];
}
