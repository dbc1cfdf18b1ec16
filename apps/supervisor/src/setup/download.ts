import { createHash } from "node:crypto";
import { open, rm } from "node:fs/promises";
import { codeOf, UserError } from "../user-error.ts";

const FIRST_ANSWER_MS = 10_000;
const STALLED_MS = 30_000;

/** GET, giving up when nothing answers within 10 s. */
export async function request(url: string): Promise<Response> {
  const patience = new AbortController();
  const timer = setTimeout(
    () => patience.abort(new UserError(`${new URL(url).host} did not answer within 10 s.`)),
    FIRST_ANSWER_MS,
  );
  try {
    const response = await fetch(url, { signal: patience.signal }).catch((error: unknown) => {
      if (error instanceof UserError) throw error;
      const code = codeOf(error instanceof Error ? error.cause : undefined);
      throw new UserError(`${new URL(url).host} cannot be reached${code === undefined ? "" : ` (${code})`}.`);
    });
    if (!response.ok) throw new UserError(`${url} answered ${response.status}.`);
    return response;
  } finally {
    clearTimeout(timer);
  }
}

interface Download {
  readonly url: string;
  readonly file: string;
  /** Hex. */
  readonly sha256: string;
  readonly say: (detail: string) => void;
}

/** @throws UserError when the file is not what it should be; nothing is left then. */
export async function download({ url, file, sha256, say }: Download): Promise<void> {
  const response = await request(url);
  const total = Number(response.headers.get("content-length") ?? 0);
  const hash = createHash("sha256");
  const target = await open(file, "w");
  try {
    let received = 0;
    for await (const chunk of chunks(response)) {
      hash.update(chunk);
      await target.write(chunk);
      received += chunk.length;
      say(`${megabytes(received)}${total > 0 ? ` of ${megabytes(total)}` : ""} MB`);
    }
    const found = hash.digest("hex");
    if (found !== sha256) {
      throw new UserError(`${url} is not the file that was expected (SHA-256 ${found}).`);
    }
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  } finally {
    await target.close();
  }
}

async function* chunks(response: Response): AsyncGenerator<Uint8Array> {
  const reader = (response.body ?? new ReadableStream()).getReader();
  for (;;) {
    const stalled = Promise.withResolvers<never>();
    const timer = setTimeout(
      () => stalled.reject(new UserError(`${new URL(response.url).host} stopped answering.`)),
      STALLED_MS,
    );
    try {
      const { done, value } = await Promise.race([reader.read(), stalled.promise]);
      if (done) return;
      yield value as Uint8Array;
    } finally {
      clearTimeout(timer);
    }
  }
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}
