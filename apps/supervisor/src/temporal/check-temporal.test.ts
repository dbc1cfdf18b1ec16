import { once } from "node:events";
import { createServer as createHttp2Server } from "node:http2";
import { createServer } from "node:net";
import type { AddressInfo, Server } from "node:net";
import { expect, test } from "vitest";
import { checkTemporal } from "./check-temporal.ts";

/** Something that is no Temporal, or one that answers every question with this status of gRPC. */
async function listening(server: Server | ReturnType<typeof createHttp2Server>) {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { address: `127.0.0.1:${port}`, [Symbol.dispose]: () => void server.close() };
}

function answering(status: number) {
  const server = createHttp2Server();
  server.on("stream", (stream) => {
    stream.respond(
      { ":status": 200, "content-type": "application/grpc", "grpc-status": String(status) },
      { endStream: true },
    );
  });
  return listening(server);
}

const at = (address: string) => ({ address, namespace: "soc", tls: false, apiKey: null });

test.each([
  [5, 'it has no namespace "soc"; create it'],
  [7, 'does not let us use the namespace "soc" without a key; set TEMPORAL_API_KEY'],
  [16, "set TEMPORAL_API_KEY"],
  [12, "it does not answer as Temporal does, or wants TLS"],
])("status %i of gRPC becomes a sentence that names the address", async (status, reason) => {
  using server = await answering(status);
  const checked = checkTemporal(at(server.address));
  await expect(checked).rejects.toThrow(`Temporal at ${server.address} cannot be used: `);
  await expect(checked).rejects.toThrow(reason);
});

test("what goes wrong below gRPC is told apart", async () => {
  using plain = await listening(createServer((socket) => socket.end("220 mail.example.com\r\n")));
  await expect(checkTemporal({ ...at(plain.address), tls: true })).rejects.toThrow(
    "it does not speak TLS; unset TEMPORAL_TLS",
  );
  await expect(checkTemporal(at("127.0.0.1:9"))).rejects.toThrow(
    "127.0.0.1:9 cannot be used: nothing listens there",
  );
  await expect(checkTemporal(at("temporal.invalid:7233"))).rejects.toThrow("the host name");
  await expect(checkTemporal(at("http://localhost:7233"))).rejects.toThrow("TEMPORAL_ADDRESS must look like");
});
