import type { Product } from "./product.ts";

/** Calls a procedure over HTTP as a client without our types would. */
export async function call<T>(
  product: Pick<Product, "url" | "token">,
  procedure: string,
  kind: "query" | "mutation",
  input: unknown,
): Promise<T> {
  const headers = { authorization: `Bearer ${await product.token()}`, "content-type": "application/json" };
  const address = `${product.url}/trpc/${procedure}`;
  const response =
    kind === "query"
      ? await fetch(`${address}?input=${encodeURIComponent(JSON.stringify(input ?? {}))}`, { headers })
      : await fetch(address, { method: "POST", headers, body: JSON.stringify(input) });
  const answer = (await response.json()) as { result?: { data: T }; error?: { message: string } };
  if (!answer.result) throw new Error(`${procedure}: ${answer.error?.message ?? response.status}`);
  return answer.result.data;
}
