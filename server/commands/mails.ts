import { sendAgain, troubledMails } from "../mails/store.ts";
import { asSystem, type Command, print, required, UsageError } from "./command.ts";

export const mailsList: Command = {
  usage: "mails list",
  summary: "Show the mails that failed, may have arrived or not, or have been tried in vain.",
  options: {},
  run: (_, config) =>
    asSystem(config, async (ctx) => {
      const mails = await troubledMails(ctx.db);
      if (mails.length === 0) print("Every mail was sent.");
      for (const { id, state, kind, recipient, createdAt, problem } of mails) {
        print([id, state, createdAt, kind, recipient, problem ?? ""].join("  "));
      }
    }),
};

export const mailsSend: Command = {
  usage: "mails send --mail ID",
  summary: "Send a mail of that list again, now.",
  options: { mail: { type: "string" } },
  run: (values, config) => {
    const id = required(values, "mail");
    return asSystem(config, async (ctx) => {
      if (!(await sendAgain(ctx.db, id, ctx.now().toISOString()))) {
        throw new UsageError(`No mail ${id} is waiting to be sent again; see "deskbell mails list".`);
      }
      print("It is sent as soon as a server runs.");
    });
  },
};
