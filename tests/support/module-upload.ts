const MAIN = `
import json, os, sys, urllib.request

def ask(data):
    request = urllib.request.Request(os.environ["URL_CALLBACK"], json.dumps(data).encode(), method="PATCH")
    return urllib.request.urlopen(request).read()

ask({"status": "running"})
ask({"status": "finished", "results": {"command": sys.argv[1]}})
`;

/** A module of one action, `greet`, in the public format, as `modules.add` takes it. */
export function moduleUpload(
  slug: string,
  changed: Readonly<Record<string, string | object>> = {},
): readonly { readonly path: string; readonly base64: string }[] {
  const files: Readonly<Record<string, string | object>> = {
    "manifest.json": {
      uuid: "b1f5e7a0-0000-4000-8000-000000000000",
      slug,
      name: `About ${slug}`,
      version: "1.0.0",
      description: slug,
    },
    "action_greet.json": {
      uuid: "b1f5e7a0-0000-4000-8000-000000000001",
      name: "Greet",
      slug: "greet",
      docker_parameters: "greet-somebody",
      arguments: { type: "object", properties: { name: { type: "string" } } },
      results: {},
    },
    "main.py": MAIN,
    ...changed,
  };
  return Object.entries(files).map(([path, content]) => ({
    path,
    base64: Buffer.from(typeof content === "string" ? content : JSON.stringify(content)).toString("base64"),
  }));
}
