import fc from "fast-check";
import { expect, test } from "vitest";
import { groupLog, logOf, logTail, shortenPath } from "../../../extension/adapters/error-log.ts";

const line = (time: string, message: string, place = " in /srv/x/system/library/db.php on line 4") =>
  `${time} - ${message}${place}\n`;

test("the same error is counted once, with its first and last time, the most frequent first", () => {
  const text =
    line("2026-03-01 9:05:00", "PHP Notice:  once") +
    line("2026-03-01 9:06:00", "PHP Warning:  often") +
    line("2026-03-02 10:00:00", "PHP Warning:  often");
  expect(groupLog(text, null)).toEqual([
    {
      message: "PHP Warning: often",
      file: "[root]/system/library/db.php",
      line: 4,
      count: 2,
      first: "2026-03-01T09:06:00",
      last: "2026-03-02T10:00:00",
    },
    expect.objectContaining({ message: "PHP Notice: once", count: 1, first: "2026-03-01T09:05:00" }),
  ]);
});

test("no entry is lost: the counts add up to the entries", () => {
  const entry = fc.record({ minute: fc.integer({ min: 0, max: 59 }), message: fc.constantFrom("a b", "c", "d: e") });
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 60 }), (entries) => {
      const text = entries.map(({ minute, message }) =>
        line(`2026-03-01 10:${String(minute).padStart(2, "0")}:00`, message),
      );
      const groups = groupLog(text.join(""), null);
      expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(entries.length);
    }),
  );
});

test("a day that stands first is read as well", () => {
  expect(groupLog(line("28-02-2026 23:59:59", "x"), null)[0]?.first).toBe("2026-02-28T23:59:59");
});

test("where the store lies on the server is left out, in the place and in the message", () => {
  const text = line("2026-03-01 9:00:00", "failed to open /home/ann/public_html/system/storage/cache/a.cache", "");
  expect(groupLog(text, null)[0]?.message).toBe("failed to open [root]/system/storage/cache/a.cache");
});

test.each([
  ["/home/admin/public_html/catalog/controller/common/home.php", null, "[root]/catalog/controller/common/home.php"],
  [
    "/srv/www/office-77/controller/common/dashboard.php",
    "office-77",
    "[root]/office-77/controller/common/dashboard.php",
  ],
  ["C:\\xampp\\htdocs\\shop\\system\\engine\\loader.php", null, "[root]/system/engine/loader.php"],
  ["/data/x/extension/acme/catalog/model/a.php", null, "[root]/extension/acme/catalog/model/a.php"],
  ["/data/storage/modification/admin/controller/a.php", null, "[root]/storage/modification/admin/controller/a.php"],
  ["/var/www/html/own/tool.php", null, "[root]/own/tool.php"],
  ["/opt/secret-client/bin/tool.php", null, "[root]/bin/tool.php"],
])("%s is told as %s %s", (path, folder, expected) => {
  expect(shortenPath(path, folder)).toBe(expected);
});

test("of a long log only the end is read, from its first whole line on", () => {
  const text = line("2026-03-01 9:00:00", "old") + line("2026-03-02 9:00:00", "new").repeat(2_000);
  const log = logOf("error.log", text, text.length, false, null);
  expect(log.truncated).toBe(true);
  expect(log.groups.map(({ message }) => message)).toEqual(["new"]);
  expect(log.groups[0]!.count).toBe(Math.floor(logTail / line("2026-03-02 9:00:00", "new").length));
});

test.each([
  ["one endless line", "x".repeat(1_000_000)],
  ["paths without an end", "2026-03-01 9:00:00 - /a".repeat(1) + "/a".repeat(400_000)],
  ["only breaks", "\n".repeat(1_000_000)],
  ["in in in", `2026-03-01 9:00:00 - ${" in /".repeat(200_000)}`],
])("%s takes no longer than its length", (_, text) => {
  const began = performance.now();
  groupLog(text, "admin");
  expect(performance.now() - began).toBeLessThan(1_500);
});
