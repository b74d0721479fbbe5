import { runTool } from "../support/tool.ts";

/** Hosts that the test build may reach without a prompt: stores under `.test`, and servers on this machine. */
export const testHosts = "http://*.test/*,http://127.0.0.1/*,http://localhost/*";

/** Before the browser tests: the extension as it ships, the same with hosts allowed, and the desk. */
export default async function build(): Promise<void> {
  await buildExtension("chrome", {});
  await buildExtension("chrome", { DESKBELL_TEST_HOSTS: testHosts });
  await run("vite", ["build", "--config", "vite.desk.config.ts"], {});
}

export async function buildExtension(browser: "chrome" | "firefox", env: Record<string, string>): Promise<void> {
  await run("wxt", ["build", "-b", browser, "--mv3"], env);
}

async function run(name: string, args: string[], env: Record<string, string>): Promise<void> {
  Object.assign(process.env, env);
  const { isGood, said } = await runTool(name, ...args);
  for (const key of Object.keys(env)) delete process.env[key];
  if (!isGood) throw new Error(`${name} ${args.join(" ")} failed:\n${said}`);
}
