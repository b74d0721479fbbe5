import { isSetupOpen } from "../accounts/store.ts";
import { openHouse } from "../house.ts";
import { askedToStop } from "../stop.ts";
import { type Command, print } from "./command.ts";

export const serve: Command = {
  usage: "serve",
  summary: "Serve until stopped. The first time it makes the data folder and prints the operator's link.",
  options: {},
  run: async (_, config) => {
    const asked = askedToStop();
    // Loaded only by those who serve: the other commands would wait for it in vain.
    const { listen } = await import("../main.ts");
    const listening = await listen(await openHouse(config));
    print(`Serving on ${listening.url} with the data in ${config.dataFolder}`);
    if (await isSetupOpen(listening.ctx.db)) {
      print(`Nobody runs this server yet. Open this link once to become its operator:`);
      print(`  ${listening.url}/desk/setup#${listening.ctx.keys.setupToken}`);
    }
    await asked;
    await listening.stop();
    print("Stopped.");
  },
};
