import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { inTransaction } from "../../../server/db/transaction.ts";
import { createLog } from "../../../server/log.ts";
import { filesTransport } from "../../../server/mails/files.ts";
import type { MailKind } from "../../../server/mails/kinds.ts";
import { bodyOf, type NewMail, queue } from "../../../server/mails/queue.ts";
import { type Postman, sendDue, settleTraces } from "../../../server/mails/send-due.ts";
import { startSender } from "../../../server/mails/sender.ts";
import { sendAgain } from "../../../server/mails/store.ts";
import { tracesIn } from "../../../server/mails/traces.ts";
import { MailFault, type MailTransport } from "../../../server/mails/transport.ts";
import { wakeSender } from "../../../server/mails/wake.ts";
import { startServer, type TestServer } from "../../support/app.ts";
import { mailExamples, mailsFor, testBrand } from "../../support/mails.ts";

const minute = 60_000;
const kate = "kate@nordlicht.example";
const invitationToken = "inv_9fJx2kQ7Zt5bW3dY8mN4";

function reply(event: string, changes: Partial<NewMail<"reply">> = {}): NewMail<"reply"> {
  return { event, kind: "reply", to: kate, language: "en", brand: testBrand, values: mailExamples.reply, ...changes };
}

async function queued<Kind extends MailKind>({ db, ctx }: TestServer, mail: NewMail<Kind>): Promise<boolean> {
  return inTransaction(db, (tx) => queue(tx, ctx, mail));
}

/** A transport that does as the test says; what it took, it keeps. */
function scripted(does: (hand: () => Promise<void>) => Promise<void> = (hand) => hand()) {
  const taken: string[] = [];
  const transport: MailTransport = {
    isRepeatable: false,
    send: (mail, beforeLast, atLast) =>
      does(async () => {
        await beforeLast();
        atLast();
        taken.push(mail.id);
      }),
    close: () => {},
  };
  return { transport, taken };
}

function postmanFor(server: TestServer, transport: MailTransport): Postman {
  const log = createLog("debug", { write: (line) => server.logged.push(line) });
  const traces = tracesIn(server.place.dataFolder);
  return { ctx: server.ctx, transport, traces, log, from: "desk@support.example", claimMs: minute };
}

const rows = ({ db }: TestServer) => db.selectFrom("mails").selectAll().orderBy("id").execute();
const states = async (server: TestServer) => (await rows(server)).map(({ state }) => state);
const never = () => new Promise<void>(() => {});

test("the same event for the same reader is one mail, for another reader another one", async () => {
  const server = await startServer();
  expect(await queued(server, reply("ticket.replied:1"))).toBe(true);
  expect(await queued(server, reply("ticket.replied:1", { to: " KATE@nordlicht.example" }))).toBe(false);
  expect(await queued(server, reply("ticket.replied:1", { to: "emil@nordlicht.example" }))).toBe(true);
  expect(await queued(server, reply("ticket.replied:2"))).toBe(true);
  expect((await rows(server)).map(({ event }) => event)).toEqual([
    "ticket.replied:1:kate@nordlicht.example",
    "ticket.replied:1:emil@nordlicht.example",
    "ticket.replied:2:kate@nordlicht.example",
  ]);
});

test("twenty transactions that tell of one event at once make one mail", async () => {
  const server = await startServer();
  const told = await Promise.all(Array.from({ length: 20 }, () => queued(server, reply("ticket.replied:1"))));
  expect(told.filter(Boolean)).toHaveLength(1);
  expect(await rows(server)).toHaveLength(1);
});

test("a transaction that fails leaves no mail", async () => {
  const server = await startServer();
  const failing = server.db.transaction().execute(async (tx) => {
    await queue(tx, server.ctx, reply("ticket.replied:1"));
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  expect(await rows(server)).toEqual([]);
});

test.each([
  ["a value that its kind does not have", { values: { ...mailExamples.reply, answer: "The password is hunter2" } }],
  ["an empty value", { values: { ...mailExamples.reply, ticket: undefined } }],
  ["a link that is none", { values: { ...mailExamples.reply, link: "javascript:alert(1)" } }],
  ["two addresses", { to: "a@x.example, b@x.example" }],
  ["a second header", { to: "a@x.example\r\nBcc: b@x.example" }],
  ["a name beside the address", { to: "Kate <a@x.example>" }],
  ["a colour that is none", { brand: { ...testBrand, colour: "red;position:fixed" } }],
])("a mail with %s is not queued", async (_, changes) => {
  const server = await startServer();
  // The types refuse most of these already; what comes from outside of them must not pass either.
  await expect(queued(server, { ...reply("x:1"), ...changes } as NewMail<"reply">)).rejects.toThrow();
  expect(await rows(server)).toEqual([]);
});

test("an invitation that waits can be read with the server's keys alone, and is gone once it was sent", async () => {
  const server = await startServer();
  const link = `https://support.example/desk/join#${invitationToken}`;
  const values = { ...mailExamples["person-invited"], link };
  await queued(server, { ...reply("x:1"), event: "person.invited:1", kind: "person-invited", values });
  const [waiting] = await rows(server);
  expect(JSON.stringify(waiting)).not.toContain(invitationToken);
  expect(JSON.stringify(waiting)).not.toContain("Kate");
  expect(await mailsFor(server, kate)).toEqual([{ kind: "person-invited", values }]);
  const otherKeys = { ...server.ctx.keys, hashOf: () => "0".repeat(64) };
  expect(() => bodyOf(otherKeys, waiting!)).toThrow();
  expect(() => bodyOf(server.ctx.keys, { id: "another", body: waiting!.body })).toThrow();
  await sendDue(postmanFor(server, scripted().transport));
  expect(await rows(server)).toMatchObject([{ state: "sent", body: "" }]);
});

test("ten servers that send at once send each mail once", async () => {
  const server = await startServer();
  for (let at = 0; at < 40; at++) await queued(server, reply(`ticket.replied:${at}`));
  const { transport, taken } = scripted();
  await Promise.all(Array.from({ length: 10 }, () => sendDue(postmanFor(server, transport))));
  expect(new Set(taken).size).toBe(40);
  expect(taken).toHaveLength(40);
  expect(new Set(await states(server))).toEqual(new Set(["sent"]));
});

test("a mail that cannot be sent is tried after 1, 5, 15 and 60 minutes, and has failed after 48 hours", async () => {
  const server = await startServer();
  await queued(server, reply("ticket.replied:1"));
  const { transport } = scripted(() => Promise.reject(new MailFault("later", "The mail server is away")));
  const waited: number[] = [];
  for (let tries = 1; tries < 100; tries++) {
    await sendDue(postmanFor(server, transport));
    const [mail] = await rows(server);
    expect(mail).toMatchObject({ tries, problem: "The mail server is away" });
    if (mail!.state === "failed") break;
    const wait = Date.parse(mail!.nextTryAt) - server.ctx.now().getTime();
    waited.push(Math.round(wait / minute));
    server.pass(wait - 2_000);
    await sendDue(postmanFor(server, transport));
    expect((await rows(server))[0]).toMatchObject({ tries });
    server.pass(2_000);
  }
  expect(waited.slice(0, 6)).toEqual([1, 5, 15, 60, 60, 60]);
  const hours = waited.reduce((sum, each) => sum + each, 0) / 60;
  expect(hours).toBeGreaterThan(46.9);
  expect(hours).toBeLessThanOrEqual(48);
});

test("a mail that the mail server will not have has failed at once, and is sent when an operator says so", async () => {
  const server = await startServer();
  await queued(server, reply("ticket.replied:1"));
  const refusing = scripted(() => Promise.reject(new MailFault("refused", "550 No such mailbox")));
  await sendDue(postmanFor(server, refusing.transport));
  const [mail] = await rows(server);
  expect(mail).toMatchObject({ state: "failed", problem: "550 No such mailbox" });
  server.pass(100 * 60 * minute);
  const { transport, taken } = scripted();
  expect(await sendDue(postmanFor(server, transport))).toBe(0);
  expect(await sendAgain(server.db, mail!.id, server.ctx.now().toISOString())).toBe(true);
  expect(await sendDue(postmanFor(server, transport))).toBe(1);
  expect(taken).toEqual([mail!.id]);
  expect(await sendAgain(server.db, mail!.id, server.ctx.now().toISOString())).toBe(false);
});

test("a mail that cannot be written has failed, and stops no other", async () => {
  const server = await startServer();
  await queued(server, reply("ticket.replied:1"));
  await server.db.updateTable("mails").set({ body: "spoilt" }).execute();
  await queued(server, reply("ticket.replied:2"));
  expect(await sendDue(postmanFor(server, scripted().transport))).toBe(1);
  expect((await states(server)).sort()).toEqual(["failed", "sent"]);
});

/** A server that ends somewhere: it simply never goes on. */
const deaths: { when: string; does: (hand: () => Promise<void>) => Promise<void>; end: string; sent: number }[] = [
  { when: "before it handed anything over", does: never, end: "sent", sent: 1 },
  {
    when: "with the mail taken, and no word of it in the database",
    does: (hand) => hand().then(never),
    end: "unsure",
    sent: 1,
  },
];

test.each(deaths)("of a server that ends $when, the mail is $end, and goes out once", async ({ does, end, sent }) => {
  const server = await startServer();
  await queued(server, reply("ticket.replied:1"));
  const dead = scripted(does);
  void sendDue(postmanFor(server, dead.transport));
  await expect.poll(() => states(server)).not.toEqual(["waiting"]);
  if (end === "unsure") await expect.poll(() => dead.taken.length).toBe(1);
  const next = scripted();
  await sendDue(postmanFor(server, next.transport));
  expect(next.taken).toEqual([]);
  server.pass(3 * minute);
  await sendDue(postmanFor(server, next.transport));
  server.pass(100 * minute);
  await sendDue(postmanFor(server, next.transport));
  expect(await states(server)).toEqual([end]);
  expect(dead.taken.length + next.taken.length).toBe(sent);
});

test("of a server that ends between the database's word and the last line, the mail is sent by the next one", async () => {
  const server = await startServer();
  await queued(server, reply("ticket.replied:1"));
  const dead = scripted().transport;
  void sendDue(postmanFor(server, { ...dead, send: (_, beforeLast) => beforeLast().then(never) }));
  await expect.poll(() => states(server)).toEqual(["handing-over"]);
  server.pass(3 * minute);
  const next = scripted();
  expect(await sendDue(postmanFor(server, next.transport))).toBe(1);
  expect(next.taken).toHaveLength(1);
});

test("of a server that ends after the mail server's yes, the mail is sent already", async () => {
  const server = await startServer();
  await queued(server, reply("ticket.replied:1"));
  const dead = scripted();
  await killedOnceTaken(postmanFor(server, dead.transport));
  expect(await states(server)).toEqual(["handing-over"]);
  server.pass(3 * minute);
  const next = scripted();
  expect(await sendDue(postmanFor(server, next.transport))).toBe(0);
  expect(await states(server)).toEqual(["sent"]);
  expect(dead.taken).toHaveLength(1);
  expect(readdirSync(join(server.place.dataFolder, "mail-handovers"))).toEqual([]);
});

test("a server that is only slow hands nothing over once another one has taken over", async () => {
  const server = await startServer();
  await queued(server, reply("ticket.replied:1"));
  let goOn = () => {};
  const paused = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const slow = scripted((hand) => paused.then(hand));
  const sending = sendDue(postmanFor(server, slow.transport));
  await expect.poll(() => states(server)).toEqual(["sending"]);
  server.pass(2 * minute);
  const next = scripted();
  expect(await sendDue(postmanFor(server, next.transport))).toBe(1);
  goOn();
  expect(await sending).toBe(0);
  expect(slow.taken).toEqual([]);
  expect(await states(server)).toEqual(["sent"]);
});

test("a server that stops for long right before the last line does not write it after another one gave it up", async () => {
  const server = await startServer();
  await queued(server, reply("ticket.replied:1"));
  let goOn = () => {};
  const paused = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const taken: string[] = [];
  const slow: MailTransport = {
    ...scripted().transport,
    send: async (mail, beforeLast, atLast) => {
      await beforeLast();
      await paused;
      atLast();
      taken.push(mail.id);
    },
  };
  const sending = sendDue(postmanFor(server, slow));
  await expect.poll(() => states(server)).toEqual(["handing-over"]);
  server.pass(3 * minute);
  const next = scripted();
  expect(await sendDue(postmanFor(server, next.transport))).toBe(1);
  goOn();
  expect(await sending).toBe(0);
  expect([taken, next.taken.length]).toEqual([[], 1]);
});

test("what another machine was handing over when it ended is unsure, until that machine is back and knows", async () => {
  const server = await startServer();
  await queued(server, reply("ticket.replied:1"));
  const there = postmanFor(server, scripted().transport);
  await killedOnceTaken(there);
  server.pass(3 * minute);
  const elsewhere = { ...there, traces: tracesIn(join(server.place.dataFolder, "elsewhere")) };
  expect(await sendDue(elsewhere)).toBe(0);
  expect(await states(server)).toEqual(["unsure"]);
  await settleTraces(postmanFor(server, scripted().transport));
  expect(await states(server)).toEqual(["sent"]);
});

test("a trace from before the machine was started anew is not believed", async () => {
  const server = await startServer();
  const before = tracesIn(server.place.dataFolder, "run 1");
  before.begin("a");
  before.begin("b");
  before.atLast("b");
  before.taken("b");
  const after = tracesIn(server.place.dataFolder, "run 2");
  expect([after.findOut("a"), after.findOut("b"), after.findOut("c")]).toEqual(["unknown", "unknown", "unknown"]);
  expect([before.findOut("a"), before.findOut("b")]).toEqual(["untouched", "taken"]);
  expect(() => before.atLast("a")).toThrow();
});

test("a mail queued here is on its way before the next round", async () => {
  const server = await startServer();
  const { transport, taken } = scripted();
  const sender = startSender(postmanFor(server, transport), 60 * minute);
  await queued(server, reply("ticket.replied:1"));
  await expect.poll(() => taken.length).toBe(1);
  await queued(server, reply("ticket.replied:2"));
  await expect.poll(() => taken.length).toBe(2);
  await sender.stop();
  await queued(server, reply("ticket.replied:3"));
  expect(taken).toHaveLength(2);
});

test("a mail that is queued as a round ends, or whose transaction takes its time, waits for no other round", async () => {
  const server = await startServer();
  const { transport, taken } = scripted();
  const sooner = { ...server.ctx, now: () => new Date(server.ctx.now().getTime() + 60 * minute) };
  await inTransaction(server.db, (tx) => queue(tx, sooner, reply("ticket.replied:1")));
  let rounds = 0;
  const close = () => {
    rounds += 1;
    if (rounds > 1) return;
    // After the round's last look, and before it waits for the next.
    server.pass(60 * minute);
    wakeSender(server.ctx.db);
  };
  const sender = startSender(postmanFor(server, { ...transport, close }), 60 * minute);
  await expect.poll(() => taken.length).toBe(1);
  await inTransaction(server.db, async (tx) => {
    await queue(tx, server.ctx, reply("ticket.replied:2"));
    await pause(200);
  });
  await expect.poll(() => taken.length).toBe(2);
  await sender.stop();
});

test("a mail whose transaction came to nothing wakes nobody, and is no mail", async () => {
  const server = await startServer();
  const { transport, taken } = scripted();
  const sender = startSender(postmanFor(server, transport), 60 * minute);
  await expect(
    inTransaction(server.db, async (tx) => {
      await queue(tx, server.ctx, reply("ticket.replied:1"));
      throw new Error("it did not happen");
    }),
  ).rejects.toThrow("it did not happen");
  await queued(server, reply("ticket.replied:2"));
  await expect.poll(() => taken.length).toBe(1);
  await sender.stop();
});

test("without a mail server each mail is a file of its own, for this user alone, and once however often it is sent", async () => {
  const server = await startServer();
  await queued(server, reply("ticket.replied:1"));
  const folder = join(server.place.dataFolder, "mail");
  const transport = filesTransport(folder);
  const dead: MailTransport = { ...transport, send: (...args) => transport.send(...args).then(never) };
  void sendDue(postmanFor(server, dead));
  await expect.poll(() => readdirSync(server.place.dataFolder).includes("mail") && readdirSync(folder)).toHaveLength(1);
  await expect.poll(() => readdirSync(folder).every((name) => name.endsWith(".eml"))).toBe(true);
  server.pass(3 * minute);
  expect(await sendDue(postmanFor(server, transport))).toBe(1);
  const [mail] = await rows(server);
  const name = `${mail!.createdAt.replaceAll(/[:.]/g, "-")}-${mail!.id}.eml`;
  expect(readdirSync(folder)).toEqual([name]);
  expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(readFileSync(join(folder, name), "utf8")).toContain("To: kate@nordlicht.example\r\n");
});

/** A server that ends when the mail server has said yes and the trace says so. */
async function killedOnceTaken(postman: Postman): Promise<void> {
  const traces = {
    ...postman.traces,
    taken: (claim: string) => {
      postman.traces.taken(claim);
      throw new Error("killed");
    },
  };
  await expect(sendDue({ ...postman, traces })).rejects.toThrow("killed");
}
