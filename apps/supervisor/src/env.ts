import { isIP } from "node:net";
import { homedir } from "node:os";
import { join } from "node:path";
import { blobSettings, blobVariables } from "@riposte/blobs";
import { isBlock, parseAllowList } from "@riposte/integrations/allow-list";
import { z } from "zod";
import { ownAddress } from "./product/own-address.ts";
import { messageOf, UserError } from "./user-error.ts";

/** Variables of ours that a user may set and the processes read; passed on as they are. */
const PASSED_ON = [
  "PATH",
  "LANG",
  "LC_ALL",
  "TZ",
  "HTTP_PROXY",
  "HTTPS_PROXY",
  "NO_PROXY",
  "http_proxy",
  "https_proxy",
  "no_proxy",
  "NODE_EXTRA_CA_CERTS",
  "SSL_CERT_FILE",
  "SSL_CERT_DIR",
  "REQUESTS_CA_BUNDLE",
  "OTEL_EXPORTER_OTLP_ENDPOINT",
  "OTEL_EXPORTER_OTLP_HEADERS",
  "RIPOSTE_HOST",
  "RIPOSTE_PUBLIC_URL",
  "RIPOSTE_TRUSTED_PROXIES",
  "RIPOSTE_SMTP_URL",
  "RIPOSTE_LOG_LEVEL",
  "RIPOSTE_EGRESS_ALLOW",
  "RIPOSTE_EGRESS_TRUST_PROXY",
  "RIPOSTE_RETENTION_HOURS",
  "RIPOSTE_SCRIPT_CONCURRENCY",
  "RIPOSTE_SCRIPT_CEILINGS",
  "RIPOSTE_BUILD_FROM_SOURCE",
  "RIPOSTE_BLOBS",
  "RIPOSTE_S3_ENDPOINT",
  "RIPOSTE_S3_REGION",
  "RIPOSTE_S3_ACCESS_KEY",
  "RIPOSTE_S3_SECRET_KEY",
  "RIPOSTE_RESULT_LIMIT_MB",
  "RIPOSTE_EVENT_LIMIT_MB",
  "RIPOSTE_BLOB_GRACE_HOURS",
  "RIPOSTE_STEP_BACK_SECONDS",
  "RIPOSTE_VALUE_CACHE_MB",
  "RIPOSTE_VALUE_MEMORY_MB",
];

/** A slow machine answers within it; nobody should have to wait for the rest of a lease. */
const SILENCE_SECONDS = 30;
/** Temporal's own. */
const RETENTION_HOURS = 72;
/** Timers cannot wait for many times as long. */
const MOST = 100_000;
const ONE_DAY = 86_400;
/** A thread does not start with less. */
const LEAST_MEMORY_MB = 64;
const MEGABYTES = ["RIPOSTE_RESULT_LIMIT_MB", "RIPOSTE_EVENT_LIMIT_MB", "RIPOSTE_VALUE_CACHE_MB"];
const CEILINGS = ["time", "cpu", "memory", "processes", "output", "disk", "files"];
const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal"];

export type Variables = Readonly<Record<string, string>>;

/** The servers that are used instead of the ones that come with Riposte. */
export interface OwnServers {
  readonly databaseUrl: string | null;
  readonly temporal: OwnTemporal | null;
  readonly temporalNamespace: string;
}

export interface OwnTemporal {
  readonly address: string;
  readonly tls: boolean;
  readonly apiKey: string | null;
}

function get(name: string): string | null {
  const value = process.env[name];
  return value === undefined || value === "" ? null : value;
}

export function readServers(): OwnServers {
  const address = get("TEMPORAL_ADDRESS");
  const apiKey = get("TEMPORAL_API_KEY");
  // A key never goes out in the clear.
  const tls = oneOf("TEMPORAL_TLS", ["true", "false"]) === "true" || apiKey !== null;
  return {
    databaseUrl: get("DATABASE_URL"),
    temporal: address === null ? null : { address, tls, apiKey },
    temporalNamespace: get("TEMPORAL_NAMESPACE") ?? "default",
  };
}

export function passedOn(): Variables {
  const pairs = PASSED_ON.map((name) => [name, get(name)] as const);
  return Object.fromEntries(pairs.filter((pair): pair is readonly [string, string] => pair[1] !== null));
}

/** What `riposte runner` was told of a group's runner. */
export function runnerVariables(): Variables {
  const names = [
    "RIPOSTE_URL",
    "RIPOSTE_RUNNER_GROUP",
    "RIPOSTE_RUNNER_TOKEN",
    "RIPOSTE_RUNNER_SLOTS",
    "RIPOSTE_RUNNER_NAME",
  ];
  const pairs = names.map((name) => [name, get(name)] as const);
  return Object.fromEntries(pairs.filter((pair): pair is readonly [string, string] => pair[1] !== null));
}

/** Our own environment, for tools of the set-up such as uv, with something added. */
export function withOwn(added: Variables): NodeJS.ProcessEnv {
  return { ...process.env, ...added };
}

/** Our own environment, in the form in which a program is replaced by another. */
export function definedVariables(): Variables {
  return Object.fromEntries(
    Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
}

export function searchPath(): readonly string[] {
  return (get("PATH") ?? "/usr/local/bin:/usr/bin:/bin").split(":").filter((folder) => folder !== "");
}

/** For what is downloaded or built once and serves every checkout; root's must be readable for other users. */
export function cacheFolder(): string {
  const chosen = get("RIPOSTE_CACHE");
  if (chosen !== null) return chosen;
  if (process.getuid?.() === 0) return "/var/cache/riposte";
  return join(get("XDG_CACHE_HOME") ?? join(homedir(), ".cache"), "riposte");
}

/** Where Python packages come from, as pip and uv are told it. */
export function pythonIndex(): string {
  return get("UV_INDEX_URL") ?? get("UV_DEFAULT_INDEX") ?? get("PIP_INDEX_URL") ?? "https://pypi.org/simple";
}

export function pyenvRoot(): string {
  return get("PYENV_ROOT") ?? join(homedir(), ".pyenv");
}

/** Where interpreters for scripts have a folder each: those of pyenv and of uv, and what RIPOSTE_PYTHONS names. */
export function pythonFolders(): readonly string[] {
  const named = (get("RIPOSTE_PYTHONS") ?? "").split(":").filter((folder) => folder !== "");
  const data = get("XDG_DATA_HOME") ?? join(homedir(), ".local/share");
  return [
    ...named,
    join(pyenvRoot(), "versions"),
    get("UV_PYTHON_INSTALL_DIR") ?? join(data, "uv/python"),
    join(cacheFolder(), "pythons"),
  ];
}

/** Where packages of scripts come from: the index that was set up for pip or uv, which may hold a password. */
export function indexVariables(): Variables {
  const names = ["UV_INDEX_URL", "UV_DEFAULT_INDEX", "PIP_INDEX_URL"];
  const pairs = names.map((name) => [name, get(name)] as const);
  return Object.fromEntries(pairs.filter((pair): pair is readonly [string, string] => pair[1] !== null));
}

export function host(): string {
  return get("RIPOSTE_HOST") ?? "127.0.0.1";
}

/** How long a process may keep silent before it is killed and started again. */
export function silenceMs(): number {
  return (wholeNumber("RIPOSTE_SILENCE_SECONDS", "seconds") ?? SILENCE_SECONDS) * 1000;
}

export function retentionHours(): number {
  return wholeNumber("RIPOSTE_RETENTION_HOURS", "hours") ?? RETENTION_HOURS;
}

/** Before anything is started. @throws UserError for a value that cannot be meant, which nothing may read in its own way. */
export function checkVariables(): void {
  readServers();
  silenceMs();
  retentionHours();
  wholeNumber("RIPOSTE_SCRIPT_CONCURRENCY", "scripts");
  checkCeilings();
  oneOf("RIPOSTE_BUILD_FROM_SOURCE", ["true", "false"]);
  oneOf("RIPOSTE_EGRESS_TRUST_PROXY", ["true", "false"]);
  wholeNumber("RIPOSTE_STEP_BACK_SECONDS", "seconds", { most: ONE_DAY });
  oneOf("RIPOSTE_LOG_LEVEL", LOG_LEVELS);
  for (const name of MEGABYTES) wholeNumber(name, "megabytes");
  wholeNumber("RIPOSTE_VALUE_MEMORY_MB", "megabytes", { least: LEAST_MEMORY_MB });
  url("RIPOSTE_PUBLIC_URL", ["https", "http"], "https://soar.example.com");
  url("RIPOSTE_SMTP_URL", ["smtp", "smtps"], "smtp://user:password@host:587");
  checkHost();
  checkPlaces();
  checkBlobVariables();
}

/** As python-activities/src/riposte_runner/limits.py reads them. */
function checkCeilings(): void {
  const parts = (get("RIPOSTE_SCRIPT_CEILINGS") ?? "").split(/[\s,]+/).filter((part) => part !== "");
  const names = parts.map((part) => /^(\w+)=0*[1-9]\d*$/.exec(part)?.[1] ?? "");
  if (names.every((name, at) => CEILINGS.includes(name) && names.indexOf(name) === at)) return;
  throw new UserError(
    `RIPOSTE_SCRIPT_CEILINGS is a list such as time=600 memory=2048, of ${CEILINGS.join(", ")}.`,
  );
}

/** Brackets and zones have no place in it. */
function checkHost(): void {
  if (URL.canParse(ownAddress({ host: host(), port: 1 }))) return;
  throw new UserError(`RIPOSTE_HOST is an address such as 0.0.0.0 or ::1, or a name, not "${host()}".`);
}

/** What the outside may be reached at, and whose word of it counts. */
function checkPlaces(): void {
  try {
    parseAllowList(get("RIPOSTE_EGRESS_ALLOW") ?? "");
  } catch (error) {
    throw new UserError(`RIPOSTE_EGRESS_ALLOW: ${messageOf(error)}`);
  }
  const proxies = (get("RIPOSTE_TRUSTED_PROXIES") ?? "").split(/[\s,]+/).filter((range) => range !== "");
  const unknown = proxies.find((range) => isIP(range) === 0 && !isBlock(range));
  if (unknown === undefined) return;
  throw new UserError(
    `RIPOSTE_TRUSTED_PROXIES is addresses and ranges such as 10.0.0.0/8, with commas between them; "${unknown}" is neither.`,
  );
}

/** Its value may hold a password: it is not shown. */
function url(name: string, schemes: readonly string[], example: string): void {
  const text = get(name);
  if (text === null) return;
  const found = URL.canParse(text) ? new URL(text) : null;
  if (found !== null && found.hostname !== "" && schemes.includes(found.protocol.slice(0, -1))) return;
  throw new UserError(`${name} is not an address like ${example}.`);
}

/** What API, worker and runner read of the blob store: said here, where somebody looks, and not in three logs. */
function checkBlobVariables(): void {
  const set = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ""));
  const parsed = z.object(blobVariables).safeParse(set);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new UserError(`${issue?.path.join(".") ?? "RIPOSTE_BLOBS"}: ${issue?.message ?? "is not valid"}.`);
  }
  try {
    blobSettings(parsed.data);
  } catch (error) {
    throw new UserError(messageOf(error));
  }
}

function wholeNumber(name: string, of: string, { least = 1, most = MOST } = {}): number | null {
  const text = get(name);
  if (text === null) return null;
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < least || number > most) {
    throw new UserError(`${name} is a whole number of ${of} from ${least} to ${most}, not "${text}".`);
  }
  return number;
}

function oneOf(name: string, values: readonly string[]): string | null {
  const text = get(name);
  if (text === null || values.includes(text)) return text;
  throw new UserError(`${name} is one of ${values.join(", ")}, not "${text}".`);
}

/** Where a relative path on the command line starts: npm changes into the project first. */
export function workingFolder(): string {
  return get("INIT_CWD") ?? process.cwd();
}

/** The process that started us and wants us to end with it. */
export function starter(): number | null {
  const pid = get("RIPOSTE_STARTER");
  return pid === null ? null : Number(pid);
}

/** Whether this very process has changed its mount namespace already; the variable alone may be inherited. */
export function isStaged(): boolean {
  return get("RIPOSTE_STAGED") === String(process.pid);
}

/** A browser for the tests that is not on the PATH. */
export function chosenChromium(): string | null {
  return get("RIPOSTE_CHROMIUM");
}

export function isCi(): boolean {
  return get("CI") === "true" || get("CI") === "1";
}
