import { readConfig } from "../../../server/config.ts";
import { openHouse } from "../../../server/house.ts";
import { listen } from "../../../server/main.ts";

/** A server as an operator starts it, on a test's data, where the password alone is enough; prints its address. */
const many = 100_000;
const config = readConfig(process.env);
const house = await openHouse({
  ...config,
  port: 0,
  secondFactor: "optional",
  tries: { ...config.tries, signInsPerMinute: many, enrolmentsPerMinute: many, setUpsPerMinute: many },
});
const { url } = await listen(house);
process.stdout.write(`${url}\n`);
