import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readConfig } from "../../../server/config.ts";
import { createLog } from "../../../server/log.ts";
import { queue } from "../../../server/mails/queue.ts";
import { type Postman, sendDue } from "../../../server/mails/send-due.ts";
import { tracesIn } from "../../../server/mails/traces.ts";
import { openTransport } from "../../../server/mails/transport.ts";
import { startServer, type TestServer } from "../../support/app.ts";
import { type MailServer, startMailServer } from "../../support/mail-server.ts";
import { mailExamples, testBrand } from "../../support/mails.ts";

const kate = "kate@nordlicht.example";

/** A server that sends by these settings. */
async function sender(
  settings: (folder: string) => Record<string, string>,
): Promise<TestServer & { postman: Postman }> {
  const server = await startServer();
  const env = { DESKBELL_MAIL_FROM: "desk@support.example", ...settings(server.place.dataFolder) };
  const { mail } = readConfig(env);
  const postman: Postman = {
    ctx: server.ctx,
    transport: openTransport({ dataFolder: server.place.dataFolder, mail }),
    traces: tracesIn(server.place.dataFolder),
    log: createLog("debug", { write: (line) => server.logged.push(line) }),
    from: mail.from,
    claimMs: mail.claimMs,
  };
  return { ...server, postman };
}

function settingsFor({ port, caFile, login }: MailServer, scheme = "smtp", host = "localhost"): Record<string, string> {
  const { user, pass } = login;
  const DESKBELL_SMTP_URL = `${scheme}://${user}:${encodeURIComponent(pass)}@${host}:${port}`;
  return { DESKBELL_SMTP_URL, DESKBELL_SMTP_CA_FILE: caFile };
}

async function queued({ db, ctx }: TestServer, event: string, to = kate): Promise<void> {
  const mail = { event, kind: "reply", to, language: "de", brand: testBrand, values: mailExamples.reply } as const;
  await db.transaction().execute((tx) => queue(tx, ctx, mail));
}

const rows = ({ db }: TestServer) => db.selectFrom("mails").selectAll().orderBy("id").execute();

test.each([
  ["smtps", true],
  ["smtp", false],
])("by %s mails go encrypted and with a login, over one connection", async (scheme, atOnce) => {
  const mailServer = await startMailServer({ atOnce });
  const server = await sender(() => settingsFor(mailServer, scheme));
  for (let at = 0; at < 5; at++) await queued(server, `ticket.replied:${at}`);
  expect(await sendDue(server.postman)).toBe(5);
  const [mail] = await rows(server);
  expect(mailServer.received).toHaveLength(5);
  expect(new Set(mailServer.received.map(({ messageId }) => messageId)).size).toBe(5);
  expect(mailServer.received[0]).toMatchObject({
    messageId: `<${mail!.id}@support.example>`,
    from: "desk@support.example",
    to: [kate],
    isEncrypted: true,
    user: "desk",
  });
  expect(mailServer.connections).toBe(1);
});

test("a password from a file is what the mail server gets", async () => {
  const mailServer = await startMailServer();
  const server = await sender((folder) => {
    const path = join(folder, "smtp-password");
    writeFileSync(path, `${mailServer.login.pass}\n`);
    chmodSync(path, 0o600);
    const { DESKBELL_SMTP_CA_FILE } = settingsFor(mailServer);
    const DESKBELL_SMTP_URL = `smtp://desk@localhost:${mailServer.port}`;
    return { DESKBELL_SMTP_URL, DESKBELL_SMTP_CA_FILE: DESKBELL_SMTP_CA_FILE!, DESKBELL_SMTP_PASSWORD_FILE: path };
  });
  await queued(server, "ticket.replied:1");
  expect(await sendDue(server.postman)).toBe(1);
});

test.each([
  [
    "of an authority that nobody named",
    ({ DESKBELL_SMTP_URL }: Record<string, string>) => ({ DESKBELL_SMTP_URL: DESKBELL_SMTP_URL! }),
  ],
  [
    "for another name",
    (settings: Record<string, string>) => ({
      ...settings,
      DESKBELL_SMTP_URL: settings.DESKBELL_SMTP_URL!.replace("localhost", "127.0.0.2"),
    }),
  ],
])("to a mail server with a certificate %s goes neither password nor mail", async (_, change) => {
  const mailServer = await startMailServer({ anywhere: true });
  const server = await sender(() => change(settingsFor(mailServer)));
  await queued(server, "ticket.replied:1");
  expect(await sendDue(server.postman)).toBe(0);
  expect(mailServer).toMatchObject({ asked: 0, logins: 0 });
  expect(await rows(server)).toMatchObject([{ state: "waiting", tries: 1 }]);
});

test("to a mail server elsewhere that offers no encryption goes neither password nor mail", async () => {
  const mailServer = await startMailServer({ plain: true });
  const server = await sender(() => settingsFor(mailServer));
  const config = readConfig({ ...settingsFor(mailServer), DESKBELL_MAIL_FROM: "desk@support.example" });
  const smtp = { ...config.mail.smtp!, tls: "required" as const };
  const transport = openTransport({ dataFolder: server.place.dataFolder, mail: { ...config.mail, smtp } });
  await queued(server, "ticket.replied:1");
  expect(await sendDue({ ...server.postman, transport })).toBe(0);
  expect(mailServer).toMatchObject({ asked: 0, logins: 0 });
});

test("a wrong password fails no mail, and is in no log", async () => {
  const mailServer = await startMailServer();
  const server = await sender(() => ({
    ...settingsFor(mailServer),
    DESKBELL_SMTP_URL: `smtp://desk:not-it-8841@localhost:${mailServer.port}`,
  }));
  await queued(server, "ticket.replied:1");
  expect(await sendDue(server.postman)).toBe(0);
  expect(await rows(server)).toMatchObject([{ state: "waiting", tries: 1 }]);
  expect(server.logged.join("")).toContain("a mail was not sent");
  expect(server.logged.join("")).not.toContain("not-it-8841");
  expect(JSON.stringify(await rows(server))).not.toContain("not-it-8841");
});

test.each([
  ["an address that it refuses for good", 550, "failed"],
  ["an address that it refuses for now", 451, "waiting"],
])("a mail to %s stops no other mail", async (_, code, state) => {
  const onRecipient = (address: string) => (address === kate ? { code, text: "Not today" } : null);
  const mailServer = await startMailServer({ onRecipient });
  const server = await sender(() => settingsFor(mailServer));
  await queued(server, "ticket.replied:1");
  await queued(server, "ticket.replied:1", "emil@nordlicht.example");
  expect(await sendDue(server.postman)).toBe(1);
  const [first, second] = await rows(server);
  expect([first!.state, second!.state]).toEqual([state, "sent"]);
  expect(first!.problem).toContain("Not today");
});

test.each([
  ["refuses for good", { code: 554, text: "Looks like spam" }, "failed", 0],
  ["refuses for now", { code: 452, text: "Full" }, "waiting", 0],
  ["takes without saying so", "hang-up" as const, "unsure", 1],
])("a whole mail that the mail server %s is %j, then %s", async (_, answer, state, arrived) => {
  const mailServer = await startMailServer({ onMail: () => answer });
  const server = await sender(() => settingsFor(mailServer));
  await queued(server, "ticket.replied:1");
  expect(await sendDue(server.postman)).toBe(0);
  expect(await rows(server)).toMatchObject([{ state }]);
  expect(mailServer.received).toHaveLength(arrived);
  await sendDue(server.postman);
  expect(mailServer.asked).toBe(1);
});

test("a mail server that is away loses nothing", async () => {
  const mailServer = await startMailServer();
  const server = await sender(() => settingsFor(mailServer));
  await mailServer.stop();
  await queued(server, "ticket.replied:1");
  expect(await sendDue(server.postman)).toBe(0);
  expect(await rows(server)).toMatchObject([{ state: "waiting", tries: 1 }]);
});

test("a message whose last line never went is no mail to the mail server", async () => {
  const mailServer = await startMailServer();
  const server = await sender(() => settingsFor(mailServer));
  await queued(server, "ticket.replied:1");
  const { transport, traces } = server.postman;
  const interrupted = {
    ...traces,
    atLast: () => {
      throw new Error("Given up");
    },
  };
  expect(await sendDue({ ...server.postman, transport, traces: interrupted })).toBe(0);
  expect(await rows(server)).toMatchObject([{ state: "waiting" }]);
  await mailServer.stop();
  expect(mailServer.received).toEqual([]);
});
