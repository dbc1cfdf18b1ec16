import { z } from "zod";
import { ActionError } from "../action-error.ts";
import { defineAction } from "../action.ts";
import { expectOk } from "../expect-ok.ts";
import { httpMethods } from "../http.ts";
import { jsonValue } from "../json-text.ts";
import { httpUrl } from "./http-url.ts";
import { jsonOrNull } from "./json-or-null.ts";
import { urlTarget } from "./url-target.ts";

const MAX_BYTES = 5 * 1024 * 1024;
const MAX_REDIRECTS = 5;

export const httpRequest = defineAction({
  key: "riposte.http_request",
  name: "HTTP request",
  description: "Asks any address over HTTP and gives back what it answers.",
  kind: "helper",
  effect: "write",
  idempotent: false,
  execution: "long",
  timeoutMs: 30_000,
  arguments: z.strictObject({
    url: httpUrl(),
    method: z.enum(httpMethods).default("GET"),
    headers: z.record(z.string(), z.string()).default({}),
    json: jsonValue().optional().describe("Body, sent as JSON"),
    data: z.string().optional().describe("Body, sent as it is"),
    fail_on_http_error: z.boolean().default(true).describe("Fail where the status is not 2xx"),
  }),
  result: z.object({
    status_code: z.int(),
    url: z.string().describe("Where the answer came from, after redirects"),
    headers: z.record(z.string(), z.string()),
    text: z.string(),
    json: z.unknown().describe("The body where it is JSON, otherwise null"),
    complete: z.boolean().describe("False where the body was too long or broke off"),
  }),
  target: ({ url }) => [urlTarget(url)],
  examples: [
    {
      arguments: { url: "https://api.example.com/v1/reputation?ip=203.0.113.44" },
      result: {
        status_code: 200,
        url: "https://api.example.com/v1/reputation?ip=203.0.113.44",
        headers: { "content-type": "application/json" },
        text: '{"score":80}',
        json: { score: 80 },
        complete: true,
      },
    },
  ],

  async run({ url, method, headers, json, data, fail_on_http_error }, { http, signal, redact }) {
    if (json !== undefined && data !== undefined) {
      throw new ActionError("bad_arguments", "Give the body as json or as data, not both.", {
        field: "arguments.data",
      });
    }
    const body = json?.text ?? data;
    const hasType = Object.keys(headers).some((name) => name.toLowerCase() === "content-type");
    const answer = await http.request({
      method,
      url,
      headers: {
        ...(json !== undefined && !hasType ? { "content-type": "application/json" } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
      signal,
      redirects: MAX_REDIRECTS,
      maxBytes: MAX_BYTES,
    });
    if (fail_on_http_error) expectOk(answer, redact);
    return {
      status_code: answer.status,
      url: answer.url,
      headers: answer.headers,
      text: answer.body,
      json: jsonOrNull(answer),
      complete: answer.complete,
    };
  },
});
