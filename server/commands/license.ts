import { makeCode } from "../devices/make-code.ts";
import { addLicense } from "../licenses/add-license.ts";
import { normalCrockford } from "../licenses/keys.ts";
import * as licenses from "../licenses/store.ts";
import { asSystem, type Command, print, required, UsageError } from "./command.ts";

export const licenseAdd: Command = {
  usage: "license add --product NAME --kind KIND --holder NAME",
  summary: "Add a license and print its key, this once.",
  options: { product: { type: "string" }, kind: { type: "string", default: "standard" }, holder: { type: "string" } },
  run: (values, config) => {
    const product = required(values, "product");
    const kind = required(values, "kind");
    const holderName = required(values, "holder");
    return asSystem(config, async (ctx) => {
      const { key } = await addLicense(ctx, { product, kind, holder: { name: holderName } });
      print(`License key for ${holderName}: ${key}`);
      print("Keep it: it is not stored in readable form and is not shown again.");
    });
  },
};

export const code: Command = {
  usage: "code --license KEY",
  summary: "Print an invitation that connects one browser. KEY may be the last four characters.",
  options: { license: { type: "string" } },
  run: (values, config) => {
    const typed = normalCrockford(required(values, "license"));
    return asSystem(config, async (ctx) => {
      const byKey = await licenses.licenseByKey(ctx.db, ctx.keys.hashOf(typed));
      const found = byKey ? [byKey] : typed.length === 4 ? await licenses.licensesByLast4(ctx.db, typed) : [];
      const [license, another] = found;
      if (!license) throw new UsageError("No license has this key.");
      if (another) throw new UsageError(`${found.length} licenses end in ${typed}. Give the whole key.`);
      const { invitation, expiresAt } = await makeCode(ctx, license.id);
      print(invitation);
      print(`For one browser of ${license.holderName}, until ${expiresAt.slice(0, 16).replace("T", " ")} UTC.`);
    });
  },
};
