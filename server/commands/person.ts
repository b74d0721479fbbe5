import { z } from "zod";
import { addPerson } from "../accounts/add-person.ts";
import { generatePassword } from "../accounts/passwords.ts";
import { asSystem, type Command, print, required, UsageError } from "./command.ts";

const roles = z.enum(["engineer", "operator"]);

export const personAdd: Command = {
  usage: "person add --role engineer|operator --name NAME --email ADDRESS",
  summary: "Add someone who answers at the desk and print their password, this once.",
  options: { role: { type: "string" }, name: { type: "string" }, email: { type: "string" } },
  run: (values, config) => {
    const role = roles.safeParse(required(values, "role"));
    if (!role.success) throw new UsageError("--role is engineer or operator.");
    const email = z.email().safeParse(required(values, "email"));
    if (!email.success) throw new UsageError("--email is no e-mail address.");
    const name = required(values, "name");
    return asSystem(config, async (ctx) => {
      const password = generatePassword();
      await addPerson(ctx, { role: role.data, name, email: email.data, password });
      print(`${name} signs in at ${ctx.server.url}/desk with ${email.data} and this password:`);
      print(`  ${password}`);
      print("It is not stored in readable form and is not shown again.");
    });
  },
};
