import { createRedactor } from "../shared/redaction.ts";
import { forms, score } from "../test/shared/redaction/planted.ts";
import { median } from "../test/support/median.ts";

/**
 * What redaction takes, in milliseconds of processor time per MiB (other work on the machine does not count) and as a multiple of what the same machine needs at the same moment to
 * write and read the text as JSON; the goal is 150 ms per MiB. Then a table of planted secrets by kind.
 *
 *     node bench/redaction.ts [secrets]
 */

const size = 1024 * 1024;
const fill = (unit: string) => unit.repeat(Math.ceil(size / unit.length)).slice(0, size);
const lines = (line: (index: number) => string) => {
  let text = "";
  for (let index = 0; text.length < size; index++) text += line(index);
  return text;
};

const log = lines(
  (index) =>
    `2026-03-0${(index % 9) + 1} 10:${10 + (index % 50)}:12 - PHP Warning: Undefined array key "x${index}" in /srv/store/catalog/controller/product/category.php on line ${index}\n`,
);
const report = lines((index) =>
  JSON.stringify({
    type: "module",
    code: `acme_${index}`,
    name: `Acme Quick Checkout v3.${index}`,
    enabled: true,
    depth: "sweep",
  }),
);
const dirty = lines(
  (index) => `GET /admin/index.php?route=a/b&user_token=${index}a8c0e5f7a1b2d4c6e8f0a1b2c3d4e5f6 a${index}@b.example\n`,
);

/** Texts made to take long: what each rule looks for, over and over. */
const hostile = [
  ..."a,a@,a@a.,password,password=,password=',token is ,eyJ,1,4111 ,1.1.1.1,1:,://,a://a:,Cookie: ,Bearer ,/home/a,\\,&amp;,&quot;,%40,%25,key=,<input ,AB12,token -,\\u0040,?a=,pin ,a?b=c&amp;".split(
    ",",
  ),
  'password="\\',
  "-----BEGIN PRIVATE KEY-----",
  "define('DB_PASSWORD','",
  "Error: SELECT '",
  "Error: SELECT '\n",
  "x\u200b",
  'city="',
  "#1 a(1): b('",
  '<input value="',
  "spd_",
  "ABCD-1234-",
];

function milliseconds(run: () => void): number {
  const began = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1_000;
}

/** Medians of several turns in which both are timed one after the other. */
function compare(text: string, turns = 5): { ms: number; ratio: number } {
  const times: number[] = [];
  const ratios: number[] = [];
  for (let turn = 0; turn < turns; turn++) {
    const plain = milliseconds(() => JSON.parse(JSON.stringify(text)));
    const taken = milliseconds(() => createRedactor().redact(text));
    times.push(taken);
    ratios.push(taken / plain);
  }
  return { ms: median(times), ratio: median(ratios) };
}

const row = (name: string, { ms, ratio }: { ms: number; ratio: number }) =>
  console.log(`${name.padEnd(34)}${ms.toFixed(0).padStart(7)} ms/MiB${ratio.toFixed(0).padStart(7)} times JSON`);

row("log without secrets", compare(log));
row("report without secrets", compare(report));
row("log full of secrets", compare(dirty));
const slow = hostile.map((unit) => ({ unit, ...compare(fill(unit), 3) })).sort((a, b) => b.ms - a.ms);
for (const one of slow.slice(0, 8)) row(`hostile ${JSON.stringify(one.unit)}`, one);
row("hostile, median", { ms: median(slow.map(({ ms }) => ms)), ratio: median(slow.map(({ ratio }) => ratio)) });

const count = Number(process.argv[2] ?? 20_000);
console.log(`\n${"planted secrets".padEnd(38)}class  planted  missed`);
const scores = score(20_261_122, count);
for (const form of forms) {
  const { planted, missed } = scores.get(form) ?? { planted: 0, missed: 0 };
  console.log(
    `${form.kind.padEnd(38)}  ${form.classA ? "A" : " "}${String(planted).padStart(12)}${String(missed).padStart(8)}`,
  );
}
