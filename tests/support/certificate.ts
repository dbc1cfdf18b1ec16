import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

/** For `localhost`, by an authority of its own, whose certificate lies in the file `authority`. */
export async function makeCertificate(folder: string) {
  const run = promisify(execFile);
  const at = (name: string) => join(folder, name);
  const fresh = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
  await run("openssl", [
    "req",
    "-x509",
    ...fresh,
    "-subj",
    "/CN=Riposte test authority",
    "-keyout",
    at("ca.key"),
    "-out",
    at("ca.pem"),
  ]);
  await run("openssl", [
    "req",
    "-x509",
    ...fresh,
    "-subj",
    "/CN=localhost",
    "-addext",
    "subjectAltName=DNS:localhost",
    "-addext",
    "basicConstraints=critical,CA:false",
    "-CA",
    at("ca.pem"),
    "-CAkey",
    at("ca.key"),
    "-keyout",
    at("key.pem"),
    "-out",
    at("cert.pem"),
  ]);
  return {
    key: await readFile(at("key.pem")),
    cert: await readFile(at("cert.pem")),
    authority: at("ca.pem"),
  };
}
