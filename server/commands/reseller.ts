import { addReseller } from "../accounts/add-reseller.ts";
import { resellersCalled } from "../accounts/store.ts";
import { listResellers } from "../licenses/edit-reseller.ts";
import { asSystem, type Command, print, required, UsageError } from "./command.ts";

export const resellerAdd: Command = {
  usage: "reseller add --name NAME",
  summary: "Add a reseller. Its people are added or invited by person add --role reseller --account NAME.",
  options: { name: { type: "string" } },
  run: (values, config) => {
    const name = required(values, "name");
    return asSystem(config, async (ctx) => {
      if ((await resellersCalled(ctx.db, name)).length > 0)
        throw new UsageError("There is a reseller of this name already.");
      const { accountId } = await addReseller(ctx, name);
      print(`${name} is added: ${accountId}`);
    });
  },
};

export const resellerList: Command = {
  usage: "reseller list",
  summary: "List the resellers, with how many licenses and people each has.",
  options: {},
  run: (_, config) =>
    asSystem(config, async (ctx) => {
      const resellers = await listResellers(ctx);
      if (resellers.length === 0) print("No resellers yet.");
      for (const { resellerId, name, licenses, people } of resellers) {
        print(`${resellerId}  ${name}  (licenses: ${licenses}, people: ${people})`);
      }
    }),
};
