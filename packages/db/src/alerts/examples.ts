import { createHash } from "node:crypto";
import type { AlertBody } from "./alert.ts";
import { urgencyOf } from "./alert.ts";

// Everything here is made up: names of example.com, and addresses of the ranges kept for documentation.

interface Example {
  readonly shortId: string;
  readonly title: string;
  readonly details: string;
  readonly entity: string;
  readonly type: readonly [category: string, value: string];
  readonly rule: readonly [name: string, severity: number];
  readonly criticity: number;
  readonly source: string | null;
  readonly target: string | null;
  readonly technique: readonly [id: string, name: string];
  readonly phase: string;
  readonly status: "Pending" | "Acknowledged" | "Ongoing" | "Rejected" | "Closed";
  readonly minutesAgo: number;
}

/** The alert that the example playbook works on. */
export const SIGN_IN_ALERT = "AL-SIGNIN1";

export const exampleAlerts: readonly Example[] = [
  {
    shortId: SIGN_IN_ALERT,
    title: "Impossible travel: alice@example.com signed in from two countries within 20 minutes",
    details: "alice@example.com signed in from 192.0.2.10 and, 20 minutes later, from 203.0.113.45.",
    entity: "Example Ltd – Identity",
    type: ["intrusion-attempts", "login-attempts"],
    rule: ["Impossible travel", 80],
    criticity: 70,
    source: "203.0.113.45",
    target: "alice@example.com",
    technique: ["T1078", "Valid Accounts"],
    phase: "exploitation",
    status: "Pending",
    minutesAgo: 12,
  },
  {
    shortId: "AL-SPRAY002",
    title: "Password spraying against the sign-in page",
    details: "198.51.100.23 tried one password on 64 accounts in 10 minutes; none succeeded.",
    entity: "Example Ltd – Identity",
    type: ["intrusion-attempts", "login-attempts"],
    rule: ["Password spraying", 60],
    criticity: 60,
    source: "198.51.100.23",
    target: "login.example.com",
    technique: ["T1110.003", "Password Spraying"],
    phase: "reconnaissance",
    status: "Acknowledged",
    minutesAgo: 95,
  },
  {
    shortId: "AL-MFAFTG03",
    title: "Repeated sign-in prompts sent to bob@example.com",
    details: "bob@example.com refused 17 prompts of the second factor and accepted the 18th.",
    entity: "Example Ltd – Identity",
    type: ["intrusions", "account-compromise"],
    rule: ["Second factor fatigue", 85],
    criticity: 80,
    source: "203.0.113.77",
    target: "bob@example.com",
    technique: ["T1621", "Multi-Factor Authentication Request Generation"],
    phase: "exploitation",
    status: "Ongoing",
    minutesAgo: 160,
  },
  {
    shortId: "AL-PHISH004",
    title: "Credential phishing mail delivered to 14 people",
    details: "The mail «Your mailbox is full» links to http://portal.example.net/login; two people clicked.",
    entity: "Example Ltd – Mail",
    type: ["fraud", "phishing"],
    rule: ["Phishing link in delivered mail", 55],
    criticity: 50,
    source: "noreply@example.net",
    target: "mail.example.com",
    technique: ["T1566.002", "Spearphishing Link"],
    phase: "delivery",
    status: "Pending",
    minutesAgo: 240,
  },
  {
    shortId: "AL-MALWR005",
    title: "Malicious macro started PowerShell on WS-0142",
    details: "winword.exe started powershell.exe with an encoded command that fetched 198.51.100.80/a.ps1.",
    entity: "Example Ltd – Paris",
    type: ["malicious-code", "malware"],
    rule: ["Office program starts a shell", 90],
    criticity: 40,
    source: "198.51.100.80",
    target: "WS-0142",
    technique: ["T1059.001", "PowerShell"],
    phase: "installation",
    status: "Ongoing",
    minutesAgo: 310,
  },
  {
    shortId: "AL-RANSM006",
    title: "Shadow copies deleted on FILE-02",
    details: "vssadmin.exe deleted all shadow copies; 1,200 files were renamed within a minute.",
    entity: "Example Ltd – Lyon",
    type: ["malicious-code", "ransomware"],
    rule: ["Shadow copies deleted", 95],
    criticity: 90,
    source: "192.0.2.61",
    target: "FILE-02",
    technique: ["T1490", "Inhibit System Recovery"],
    phase: "objectives",
    status: "Acknowledged",
    minutesAgo: 380,
  },
  {
    shortId: "AL-BEACN007",
    title: "Regular connections from WS-0077 to a rare host",
    details: "WS-0077 has called cdn.example.org (203.0.113.200) every 60 seconds for 9 hours.",
    entity: "Example Ltd – Lyon",
    type: ["malicious-code", "c&c"],
    rule: ["Beaconing to a rare host", 70],
    criticity: 40,
    source: "WS-0077",
    target: "203.0.113.200",
    technique: ["T1071.001", "Web Protocols"],
    phase: "command-and-control",
    status: "Pending",
    minutesAgo: 600,
  },
  {
    shortId: "AL-EXFIL008",
    title: "Unusual upload of 18 GB to a file sharing service",
    details: "carol@example.com sent 18 GB to share.example.net between 02:10 and 03:40.",
    entity: "Example Ltd – Paris",
    type: ["information-content-security", "data-exfiltration"],
    rule: ["Unusual upload volume", 65],
    criticity: 60,
    source: "carol@example.com",
    target: "share.example.net",
    technique: ["T1567.002", "Exfiltration to Cloud Storage"],
    phase: "objectives",
    status: "Rejected",
    minutesAgo: 1_500,
  },
  {
    shortId: "AL-ADMIN009",
    title: "New member of the group Domain Admins",
    details: "svc-backup@example.com was added to Domain Admins by dave@example.com outside a change window.",
    entity: "Example Ltd – Identity",
    type: ["intrusions", "privileged-account-compromise"],
    rule: ["Privileged group changed", 75],
    criticity: 95,
    source: "dave@example.com",
    target: "svc-backup@example.com",
    technique: ["T1098", "Account Manipulation"],
    phase: "installation",
    status: "Pending",
    minutesAgo: 1_900,
  },
  {
    shortId: "AL-SCANS010",
    title: "Port scan of the public network",
    details: "198.51.100.140 tried 1,024 ports on 30 addresses of 192.0.2.0/24.",
    entity: "Example Ltd – Network",
    type: ["information-gathering", "scanning"],
    rule: ["Horizontal and vertical port scan", 20],
    criticity: 30,
    source: "198.51.100.140",
    target: "192.0.2.0/24",
    technique: ["T1595.001", "Scanning IP Blocks"],
    phase: "reconnaissance",
    status: "Closed",
    minutesAgo: 2_900,
  },
  {
    shortId: "AL-WEBAP011",
    title: "Attempted SQL injection on shop.example.com",
    details: "203.0.113.9 sent 212 requests with UNION SELECT to /search; the firewall blocked all of them.",
    entity: "Example Ltd – Web",
    type: ["intrusion-attempts", "exploit"],
    rule: ["SQL injection in a request", 45],
    criticity: 50,
    source: "203.0.113.9",
    target: "shop.example.com",
    technique: ["T1190", "Exploit Public-Facing Application"],
    phase: "delivery",
    status: "Closed",
    minutesAgo: 4_400,
  },
  {
    shortId: "AL-TOKEN012",
    title: "Access key used from an unknown network",
    details: "The key of ci-deploy was used from 203.0.113.150; it is otherwise used from 192.0.2.0/24 only.",
    entity: "Example Ltd – Cloud",
    type: ["intrusions", "account-compromise"],
    rule: ["Access key from an unknown network", 70],
    criticity: 85,
    source: "203.0.113.150",
    target: "ci-deploy",
    technique: ["T1552.001", "Credentials In Files"],
    phase: "exploitation",
    status: "Acknowledged",
    minutesAgo: 7_200,
  },
];

/** The whole alert; ids come from the short id, so that they are the same on every machine. */
export function exampleBody(example: Example, createdAt: Date): AlertBody {
  const [category, value] = example.type;
  const [ruleName, severity] = example.rule;
  const [techniqueId, technique] = example.technique;
  const seen = new Date(createdAt.getTime() - 90_000).toISOString();
  return {
    details: example.details,
    community_uuid: stableUuid("community"),
    entity: { uuid: stableUuid(`entity ${example.entity}`), name: example.entity },
    alert_type: { category, value },
    urgency: urgencyOf(severity, example.criticity),
    rule: {
      uuid: stableUuid(`rule ${ruleName}`),
      name: ruleName,
      severity,
      type: "stix",
      pattern: "",
      description: technique,
    },
    detection_type: "sigma",
    source: example.source,
    target: example.target,
    similar: 0,
    kill_chain_short_id: example.phase,
    ttps: [
      {
        id: `attack-pattern--${stableUuid(techniqueId)}`,
        type: "attack-pattern",
        name: technique,
        description: techniqueId,
      },
    ],
    adversaries: [],
    assets: [stableUuid(`asset ${example.target ?? ""}`)],
    event_uuids: [stableUuid(`event ${example.shortId}`)],
    intake_uuids: [stableUuid(`intake ${example.entity}`)],
    cases: [],
    stix: {},
    is_incident: false,
    countermeasures: [],
    first_seen_at: seen,
    last_seen_at: seen,
    time_to_ingest: 4,
    time_to_detect: 90,
  };
}

/** A uuid (version 8: made by our own rule) out of a name. */
export function stableUuid(name: string): string {
  const hex = createHash("sha256").update(`riposte example ${name}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
