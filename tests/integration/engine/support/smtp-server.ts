import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

/** A mail server that keeps what it is given; it has a message before it answers, as real ones do. */
export interface SmtpOfTest extends AsyncDisposable {
  readonly url: string;
  readonly arrived: readonly { readonly to: readonly string[]; readonly source: string }[];
  answerAfterMs: number;
}

export async function startSmtp({ answerAfterMs = 0 } = {}): Promise<SmtpOfTest> {
  const arrived: { to: string[]; source: string }[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        arrived.push({ to, source: Buffer.concat(chunks).toString("utf8") });
        setTimeout(done, smtp.answerAfterMs);
      });
    },
  });
  server.on("error", () => {});
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const { port } = server.server.address() as AddressInfo;
  const smtp: SmtpOfTest = {
    url: `smtp://127.0.0.1:${port}`,
    arrived,
    answerAfterMs,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
  return smtp;
}
