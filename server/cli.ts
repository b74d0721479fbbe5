#!/usr/bin/env node
import "../shared/desk-problems.ts";
import { parseArgs } from "node:util";
import { AppError, sentence } from "../shared/problems.ts";
import { auditAccept, auditVerify } from "./commands/audit.ts";
import { check } from "./commands/check.ts";
import { type Command, print, UsageError } from "./commands/command.ts";
import { creditsBuy, creditsGive, creditsRefund } from "./commands/credits.ts";
import { demo } from "./commands/demo.ts";
import { init } from "./commands/init.ts";
import { code, licenseAdd, licenseBan } from "./commands/license.ts";
import { mailsList, mailsSend } from "./commands/mails.ts";
import { migrateCommand } from "./commands/migrate.ts";
import { personAdd, personReset } from "./commands/person.ts";
import { profileCheck } from "./commands/profile.ts";
import { programmeAdd, programmeCheck, programmeList } from "./commands/programme.ts";
import { resellerAdd, resellerList } from "./commands/reseller.ts";
import { secretsRotate } from "./commands/secrets.ts";
import { serve } from "./commands/serve.ts";
import { ConfigError, readConfig } from "./config.ts";

const commands: Record<string, Command> = {
  init,
  serve,
  migrate: migrateCommand,
  "license add": licenseAdd,
  "license ban": licenseBan,
  "credits buy": creditsBuy,
  "credits give": creditsGive,
  "credits refund": creditsRefund,
  "profile check": profileCheck,
  "programme list": programmeList,
  "programme check": programmeCheck,
  "programme add": programmeAdd,
  code,
  "reseller add": resellerAdd,
  "reseller list": resellerList,
  "person add": personAdd,
  "person reset": personReset,
  "mails list": mailsList,
  "mails send": mailsSend,
  "secrets rotate": secretsRotate,
  "audit verify": auditVerify,
  "audit accept": auditAccept,
  check,
  demo,
};

const settings = `Every command takes --data DIR, the data folder (or DESKBELL_DATA; ./data).
Settings from the environment:
  DESKBELL_URL           the address people reach this server by; https, or http on this machine alone
  DESKBELL_HOST          address to listen on (127.0.0.1)
  DESKBELL_PORT          port to listen on (8420)
  DESKBELL_DATABASE_URL  a PostgreSQL address, in place of the embedded database
  DESKBELL_NAME          what people read as this server's name (Support)
  DESKBELL_LOG_LEVEL     silent, fatal, error, warn, info, debug (info)
  DESKBELL_BEHIND_PROXY  1 where a proxy of yours sets X-Forwarded-For (0)
  DESKBELL_SMTP_URL      smtps://user@mail.example or smtp://…, the server that takes mails; else they are files in mail/
  DESKBELL_SMTP_PASSWORD_FILE  a file with its password, in place of one in the address
  DESKBELL_SMTP_CA_FILE  a certificate authority of your own, for that server
  DESKBELL_MAIL_FROM     the address that mails come from
  DESKBELL_CHECK_ALLOW   private addresses where logins may be tried, as 10.1.0.0/16,10.2.0.5 (none)
  DESKBELL_CHECK_PORTS   ports of file servers besides 21, 22, 990 and 2222, as 2121,2200
  DESKBELL_CHECK_ADDRESS the address that logins are tried from, shown to people so that their host can let it in`;

function usage(): string {
  const width = Math.max(...Object.values(commands).map(({ usage }) => usage.length));
  const lines = Object.values(commands).map(({ usage, summary }) => `  ${usage.padEnd(width)}  ${summary}`);
  return ["Usage: deskbell <command>", "", ...lines, "", settings].join("\n");
}

/** 0 done, 1 could not be done, 2 not understood. */
async function main(args: string[]): Promise<number> {
  const words = args.slice(0, 2).join(" ");
  const name = Object.hasOwn(commands, words) ? words : (args[0] ?? "help");
  if (["help", "--help", "-h"].includes(name)) {
    print(usage());
    return 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    console.error(`There is no command "${name}". Run "deskbell help" to see what there is.`);
    return 2;
  }
  try {
    const { values, positionals } = parseArgs({
      args: args.slice(name.split(" ").length),
      allowPositionals: command.operands !== undefined,
      options: { ...command.options, data: { type: "string" }, help: { type: "boolean", short: "h" } },
    });
    if (values.help) {
      print(`Usage: deskbell ${command.usage}\n\n${command.summary}\n\n${settings}`);
      return 0;
    }
    if (positionals.length !== (command.operands ?? 0)) throw new UsageError(`Type: deskbell ${command.usage}.`);
    const data = values.data;
    const env = typeof data === "string" ? { ...process.env, DESKBELL_DATA: data } : process.env;
    await command.run(values, readConfig(env), positionals);
    return 0;
  } catch (error) {
    console.error(sentenceFor(error));
    return isMistyped(error) ? 2 : 1;
  }
}

function isMistyped(error: unknown): error is Error {
  return error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
}

function sentenceFor(error: unknown): string {
  if (error instanceof AppError) return sentence(error.refusal);
  if (error instanceof ConfigError || error instanceof UsageError) return error.message;
  if (isMistyped(error)) return `${error.message}. Run "deskbell help" to see what there is.`;
  if (error instanceof Error && "code" in error && error.code === "EADDRINUSE") {
    return "Another program listens on this port. Stop it, or set DESKBELL_PORT.";
  }
  return `This failed: ${error instanceof Error ? error.message : String(error)}`;
}

// A command that failed half way may have left a socket open; nothing of it is to be waited for.
process.exit(await main(process.argv.slice(2)));
