import type { ModuleFile } from "./module-files.ts";

const ITEM = {
  uuid: "b1f5e7a0-0000-4000-8000-000000000001",
  name: "Greet",
  slug: "greet",
  docker_parameters: "greet-somebody",
  description: "Says hello",
  arguments: { type: "object", properties: { name: { type: "string" } }, required: ["name"] },
  results: { type: "object", properties: { greeting: { type: "string" } } },
};

/** For tests: a module of one action in the public format, by path; what is given counts instead. */
export function smallModule(
  changed: Readonly<Record<string, string | object | Uint8Array>> = {},
): readonly ModuleFile[] {
  const files: Readonly<Record<string, string | object | Uint8Array>> = {
    "manifest.json": {
      uuid: "b1f5e7a0-0000-4000-8000-000000000000",
      slug: "small-talk",
      name: "Small talk",
      version: "1.2.0",
      description: "Talks to people",
      configuration: {
        type: "object",
        properties: { base_url: { type: "string" }, api_key: { type: "string" } },
        required: ["api_key"],
        secrets: ["api_key"],
      },
    },
    "action_greet.json": ITEM,
    "main.py": "print('hello')\n",
    ...changed,
  };
  return Object.entries(files).map(([path, content]) => ({ path, bytes: bytesOf(content) }));
}

export function smallAction(changed: object): object {
  return { ...ITEM, ...changed };
}

function bytesOf(content: string | object | Uint8Array): Uint8Array {
  if (content instanceof Uint8Array) return content;
  return new TextEncoder().encode(typeof content === "string" ? content : JSON.stringify(content));
}
