import { z } from "zod";
import { addPerson } from "../accounts/add-person.ts";
import { invitePerson } from "../accounts/invite-person.ts";
import { resetPerson } from "../accounts/look-after-people.ts";
import { generatePassword } from "../accounts/passwords.ts";
import { accountNamed, personIdOf } from "../accounts/store.ts";
import type { Ctx, SystemActor } from "../context.ts";
import type { Role } from "../db/schema.ts";
import { asSystem, type Command, optional, print, required, UsageError, type Values } from "./command.ts";

const roles = z.enum(["engineer", "operator", "reseller", "holder"]);

export const personAdd: Command = {
  usage:
    "person add --role engineer|operator|reseller|holder --name NAME --email ADDRESS [--senior] [--account NAME] [--invite]",
  summary: "Add someone who signs in and print their password, this once; or mail them an invitation.",
  options: {
    role: { type: "string" },
    name: { type: "string" },
    email: { type: "string" },
    senior: { type: "boolean" },
    account: { type: "string" },
    invite: { type: "boolean" },
  },
  run: async (values, config) => {
    const person = personIn(values);
    return asSystem(config, async (ctx) => {
      const accountId = await accountOf(ctx, person.role, optional(values, "account"));
      if (values.invite) {
        await invitePerson(ctx, { ...person, accountId, language: null });
        print(`An invitation for ${person.name} waits to be sent to ${person.email}.`);
        return;
      }
      const password = generatePassword();
      await addPerson(ctx, { ...person, accountId, password });
      print(`${person.name} signs in at ${ctx.server.url}/desk with ${person.email} and this password:`);
      print(`  ${password}`);
      print("It is not stored in readable form and is not shown again.");
    });
  },
};

export const personReset: Command = {
  usage: "person reset --email ADDRESS [--second-factor]",
  summary:
    "End someone's password and sessions and mail them a link to choose another; also without their second factor.",
  options: { email: { type: "string" }, "second-factor": { type: "boolean" } },
  run: (values, config) => {
    const email = addressIn(values);
    return asSystem(config, async (ctx) => {
      const personId = await personIdOf(ctx.db, email.toLowerCase());
      if (!personId) throw new UsageError(`Nobody signs in with ${email}.`);
      await resetPerson(ctx, { personId, secondFactorToo: values["second-factor"] === true });
      print(`A link to choose a new password waits to be sent to ${email}.`);
    });
  },
};

function personIn(values: Values): { role: Role; name: string; email: string; senior: boolean } {
  const role = roles.safeParse(required(values, "role"));
  if (!role.success) throw new UsageError("--role is engineer, operator, reseller or holder.");
  const senior = values.senior === true;
  if (senior && role.data !== "engineer") throw new UsageError("--senior is for engineers.");
  return { role: role.data, name: required(values, "name"), email: addressIn(values), senior };
}

function addressIn(values: Values): string {
  const email = z.email().safeParse(required(values, "email"));
  if (!email.success) throw new UsageError("--email is no e-mail address.");
  return email.data;
}

/** A reseller's or holder's people belong to an account that is there. */
async function accountOf(ctx: Ctx<SystemActor>, role: Role, name: string | undefined): Promise<string | null> {
  if (role !== "reseller" && role !== "holder") {
    if (name !== undefined) throw new UsageError("--account is for a reseller's or holder's people.");
    return null;
  }
  if (name === undefined) throw new UsageError("--account is missing.");
  const found = await accountNamed(ctx.db, role, name);
  if (found.length === 0) throw new UsageError(`There is no ${role} named ${name}.`);
  if (found.length > 1) throw new UsageError(`${found.length} accounts are named ${name}; give the id of one.`);
  return found[0]?.id ?? null;
}
