import { expect, test } from "vitest";
import { patternFaults } from "./pattern-faults.ts";
import { parse } from "./syntax/template.ts";

test.each([
  ["{{ s | regex_search('(?=a)') }}", 20],
  ["{{ s | regex_match(pattern='(?<!a)b') }}", 27],
  ["{{ s | regex_findall('(a)\\\\1') }}", 21],
  ["{{ s | regex_replace('(', '') }}", 21],
  ["{{ list | map('regex_replace', '(?!x)', '') | list }}", 31],
  ["{% if a %}{% for x in y %}{{ [x | regex_search('(?=a)')] }}{% endfor %}{% endif %}", 47],
  ["{% filter regex_replace('(?=a)', '') %}x{% endfilter %}", 24],
])("%s can never work", (text, start) => {
  const faults = patternFaults(parse(text));
  expect(faults).toMatchObject([{ range: { start } }]);
  expect(faults[0]?.message).toMatch(/^The regular expression is not understood: /);
});

test.each([
  "{{ s | regex_search('(?P<k>a)(?:b)\\\\d+\\\\Z') }}",
  "{{ s | regex_search(trigger.pattern) }}",
  "{{ s | regex_search('(?' ~ kind ~ ')') }}",
  "{{ s | regex_replace() }}",
  "{{ s | replace('(?=a)', '') }}",
  "{{ list | map('upper', '(?=a)') | list }}",
])("%s is left alone", (text) => {
  expect(patternFaults(parse(text))).toEqual([]);
});
