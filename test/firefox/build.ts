import { buildExtension, testHosts } from "../e2e/build.ts";

/** Before the tests in Firefox: the extension as it ships there, and the same with hosts allowed. */
export default async function build(): Promise<void> {
  await buildExtension("firefox", {});
  await buildExtension("firefox", { DESKBELL_TEST_HOSTS: testHosts });
}
