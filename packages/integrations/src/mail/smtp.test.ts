import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import type { SMTPServerOptions } from "smtp-server";
import { expect, test } from "vitest";
import type { Mail } from "./mail.ts";
import { messageIdOf } from "./message-id.ts";
import { createSmtp } from "./smtp.ts";

const mail: Mail = {
  from: null,
  to: ["soc@example.com"],
  cc: [],
  bcc: ["chief@example.com"],
  replyTo: "jane@example.com",
  subject: "Grüße",
  text: "There.",
  html: "<p>There.</p>",
};

async function startSmtp(options: SMTPServerOptions) {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    ...options,
  });
  server.on("error", () => {});
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const { port } = server.server.address() as AddressInfo;
  return {
    place: `127.0.0.1:${port}`,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

function refusal(message: string, responseCode: number): Error {
  return Object.assign(new Error(message), { responseCode });
}

test("sends the message with our Message-ID, signed in, blind copies unseen", async () => {
  const arrived: { from: string; to: string[]; source: string; user: string | undefined }[] = [];
  await using server = await startSmtp({
    allowInsecureAuth: true,
    onAuth: ({ username }, _, done) => done(null, { user: username }),
    onData: (stream, session, done) => {
      const { mailFrom, rcptTo } = session.envelope;
      const from = mailFrom === false ? "" : mailFrom.address;
      const to = rcptTo.map((each) => each.address);
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        arrived.push({ from, to, source: Buffer.concat(chunks).toString("utf8"), user: session.user });
        done();
      });
    },
  });
  await createSmtp(`smtp://me:secret@${server.place}?from=riposte@example.com`).send(
    mail,
    messageIdOf("run_1/mail"),
  );

  expect(arrived).toMatchObject([
    { from: "riposte@example.com", to: ["soc@example.com", "chief@example.com"], user: "me" },
  ]);
  const source = arrived[0]?.source ?? "";
  expect(source).toContain(`Message-ID: ${messageIdOf("run_1/mail")}`);
  expect(source).toContain("Reply-To: jane@example.com");
  expect(source).not.toContain("chief@example.com");
});

test("says which addresses the server did not take", async () => {
  await using server = await startSmtp({
    onRcptTo: ({ address }, _, done) =>
      address.startsWith("chief") ? done(refusal("unknown user", 550)) : done(),
  });
  const sent = createSmtp(`smtp://${server.place}`).send(mail, "<1@riposte.local>");
  await expect(sent).resolves.toEqual(["chief@example.com"]);
});

test.each<[string, SMTPServerOptions, object]>([
  [
    "refuses for good",
    { onMailFrom: (_, __, done) => done(refusal("no such sender", 550)) },
    { code: "rejected", retryable: false },
  ],
  [
    "refuses for now",
    { onMailFrom: (_, __, done) => done(refusal("try later", 451)) },
    { code: "unavailable", retryable: true },
  ],
  [
    "refuses every address",
    { onRcptTo: (_, __, done) => done(refusal("unknown user", 550)) },
    { code: "rejected" },
  ],
])("a server that %s", async (_, options, error) => {
  await using server = await startSmtp(options);
  await expect(createSmtp(`smtp://${server.place}`).send(mail, "<1@riposte.local>")).rejects.toMatchObject(
    error,
  );
});

test("nobody knows what became of a message that was taken and not confirmed", async () => {
  await using server = await startRudeSmtp();
  const sent = createSmtp(`smtp://${server.place}`).send(mail, "<1@riposte.local>");
  await expect(sent).rejects.toMatchObject({ code: "unknown_outcome", unknown: true });
});

test("a wrong password and a server that is not there are told apart", async () => {
  await using server = await startSmtp({
    allowInsecureAuth: true,
    onAuth: (_, __, done) => done(refusal("bad credentials", 535)),
  });
  const wrong = createSmtp(`smtp://me:secret-password@${server.place}`).send(mail, "<1@riposte.local>");
  await expect(wrong).rejects.toMatchObject({ code: "rejected", retryable: false });
  await expect(wrong).rejects.not.toMatchObject({
    message: expect.stringContaining("secret-password") as string,
  });

  const nobody = createSmtp("smtp://127.0.0.1:1").send(mail, "<1@riposte.local>");
  await expect(nobody).rejects.toMatchObject({ code: "unavailable", retryable: true, unknown: false });
});

/** Takes the message and hangs up instead of confirming it. */
async function startRudeSmtp() {
  const server = createServer((socket) => {
    let inMessage = false;
    socket.on("error", () => {});
    socket.write("220 rude\r\n");
    socket.on("data", (chunk) => {
      const lines = chunk.toString("latin1");
      if (inMessage && lines.endsWith("\r\n.\r\n")) socket.destroy();
      else if (!inMessage) {
        inMessage = lines.startsWith("DATA");
        socket.write(inMessage ? "354 go on\r\n" : "250 ok\r\n");
      }
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    place: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  };
}
