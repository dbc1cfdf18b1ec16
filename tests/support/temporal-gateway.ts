import { connect, constants, createSecureServer } from "node:http2";
import type { ClientHttp2Session, IncomingHttpHeaders, ServerHttp2Stream } from "node:http2";
import type { AddressInfo } from "node:net";
import { makeCertificate } from "./certificate.ts";

export interface TemporalGateway extends AsyncDisposable {
  readonly address: string;
  /** The authority that its certificate is of, as a file. */
  readonly authority: string;
  /** How many calls came with the key, and how many without. */
  readonly calls: { admitted: number; refused: number };
}

const UNAUTHENTICATED = "16";

/** As a cluster of somebody else's: TLS by an authority that only `authority` makes known, and a key with every call. */
export async function startTemporalGateway(
  behind: string,
  { folder, apiKey }: { readonly folder: string; readonly apiKey: string },
): Promise<TemporalGateway> {
  const { key, cert, authority } = await makeCertificate(folder);
  const temporal = connect(`http://${behind}`);
  const calls = { admitted: 0, refused: 0 };
  const server = createSecureServer({ key, cert });
  server.on("stream", (stream, headers) => {
    stream.on("error", () => {});
    const isAdmitted =
      headers.authorization === `Bearer ${apiKey}` && headers["temporal-namespace"] === "default";
    calls[isAdmitted ? "admitted" : "refused"] += 1;
    if (isAdmitted) pass(temporal, stream, headers);
    else
      stream.respond(
        { ":status": 200, "content-type": "application/grpc", "grpc-status": UNAUTHENTICATED },
        { endStream: true },
      );
  });
  const sessions = new Set<{ destroy: () => void }>();
  server.on("session", (session) => {
    sessions.add(session);
    session.on("error", () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `localhost:${(server.address() as AddressInfo).port}`,
    authority,
    calls,
    async [Symbol.asyncDispose]() {
      for (const session of sessions) session.destroy();
      await new Promise((resolve) => server.close(resolve));
      temporal.destroy();
    },
  };
}

function pass(temporal: ClientHttp2Session, stream: ServerHttp2Stream, headers: IncomingHttpHeaders): void {
  const { authorization: _key, host: _host, ...rest } = headers;
  const onward = temporal.request({ ...rest, ":authority": "temporal" });
  onward.on("error", () => stream.close(constants.NGHTTP2_INTERNAL_ERROR));
  stream.on("aborted", () => onward.close(constants.NGHTTP2_CANCEL));
  onward.on("response", (answer, flags) => {
    if ((flags & constants.NGHTTP2_FLAG_END_STREAM) !== 0) return stream.respond(answer, { endStream: true });
    let trailers = {};
    onward.on("trailers", (found) => (trailers = found));
    stream.on("wantTrailers", () => stream.sendTrailers(trailers));
    stream.respond(answer, { waitForTrailers: true });
    onward.pipe(stream);
  });
  stream.pipe(onward);
}
