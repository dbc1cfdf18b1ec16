import { operation } from "../evaluate/signature.ts";
import type { Operation } from "../evaluate/signature.ts";
import { Fault } from "../error.ts";
import { escaped } from "../python/arithmetic.ts";
import { Markup, escapeHtml } from "../python/markup.ts";
import { asCount } from "../python/numbers.ts";
import { print } from "../python/printer.ts";
import { toArray, truthy } from "../python/sequence.ts";
import type { Value } from "../python/value.ts";

/** Longer words are no addresses; trying would cost more than linear time. */
const LONGEST_WORD = 2048;

const WORD = "[\\p{L}\\p{N}_%-]";
const ADDRESS = new RegExp(
  `^(?:(?:https?://|www\\.)(?:(?:${WORD}+\\.)+)?(?:[a-z]{2,63}|xn--[\\p{L}\\p{N}_%]{2,59})` +
    `|(?:[\\p{L}\\p{N}_%-]{2,63}\\.)+(?:com|net|int|edu|gov|org|info|mil)` +
    "|https?://(?:[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|\\[(?:[0-9a-f]{0,4}:){2}(?:[0-9a-f]{0,4}:?){1,6}\\]))" +
    "(?::[0-9]{1,5})?(?:[/?#]\\S*)?$",
  "iu",
);
const MAIL = /^\S+@[\p{L}\p{N}_][\p{L}\p{N}_.-]*\.[\p{L}\p{N}_]+$/u;
const SCHEME = /^[\p{L}\p{N}_.+-]{2,}:\/{0,2}$/u;

interface Link {
  readonly attributes: string;
  readonly limit: number | null;
  readonly schemes: readonly string[];
}

export const URLIZE_FILTERS: Readonly<Record<string, Operation<Value>>> = {
  urlize: operation(
    { trim_url_limit: null, nofollow: false, target: null, rel: null, extra_schemes: null },
    (value, args, machine) => {
      const { budget } = machine;
      const rel = new Set(
        (args.rel === null ? "" : print(args.rel, budget)).split(/\s+/).filter((part) => part),
      );
      if (truthy(args.nofollow)) rel.add("nofollow");
      rel.add("noopener");
      const target = args.target === null ? "" : ` target="${escaped(args.target, budget)}"`;
      const schemes = args.extra_schemes === null ? [] : toArray(args.extra_schemes, budget);
      const link = {
        attributes: ` rel="${escapeHtml([...rel].toSorted().join(" "))}"${target}`,
        limit: args.trim_url_limit === null ? null : asCount(args.trim_url_limit),
        schemes: schemes.map((scheme) => checkScheme(print(scheme, budget))),
      };
      const text = escaped(value, budget);
      budget.walk(text, 2);
      const linked = text.split(/(\s+)/).map((word) => linkWord(word, link));
      const result = budget.text(linked.join(""));
      return machine.autoescape ? new Markup(result) : result;
    },
  ),
};

function checkScheme(scheme: string): string {
  if (SCHEME.test(scheme)) return scheme;
  throw new Fault("value", `'${scheme}' is not a valid URI scheme prefix.`);
}

function linkWord(word: string, link: Link): string {
  if (word.length > LONGEST_WORD) return word;
  const head = /^(?:[(<]|&lt;)+/.exec(word)?.[0] ?? "";
  const rest = word.slice(head.length);
  const tail = /(?:[)>.,\n]|&gt;)+$/.exec(rest)?.[0] ?? "";
  const [middle, behind] = balance(rest.slice(0, rest.length - tail.length), tail);
  return head + anchor(middle, link) + behind;
}

/** A closing bracket belongs to the address if its opening one does. */
function balance(address: string, tail: string): [string, string] {
  let [middle, behind] = [address, tail];
  for (const [open, close] of [
    ["(", ")"],
    ["<", ">"],
    ["&lt;", "&gt;"],
  ] as const) {
    const opened = count(middle, open);
    if (opened <= count(middle, close)) continue;
    for (let moves = Math.min(opened, count(behind, close)); moves > 0; moves -= 1) {
      const end = behind.indexOf(close) + close.length;
      middle += behind.slice(0, end);
      behind = behind.slice(end);
    }
  }
  return [middle, behind];
}

function anchor(text: string, { attributes, limit, schemes }: Link): string {
  const shown = limit !== null && text.length > limit ? `${text.slice(0, limit)}...` : text;
  if (ADDRESS.test(text)) {
    const address = /^https?:\/\//.test(text) ? text : `https://${text}`;
    return `<a href="${address}"${attributes}>${shown}</a>`;
  }
  if (text.startsWith("mailto:") && MAIL.test(text.slice(7))) return `<a href="${text}">${text.slice(7)}</a>`;
  if (/^(?!www\.)[^@:][^:]*@[^:]*$/.test(text) && MAIL.test(text))
    return `<a href="mailto:${text}">${text}</a>`;
  const scheme = schemes.find((one) => text !== one && text.startsWith(one));
  return scheme === undefined ? text : `<a href="${text}"${attributes}>${text}</a>`;
}

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}
