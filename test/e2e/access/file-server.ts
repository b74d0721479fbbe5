import { once } from "node:events";
import type { AddressInfo } from "node:net";
import ssh2 from "ssh2";

/** A server that people log in to by SSH, with one account. It serves no file: only logins are tried at it. */
export interface LoginServer {
  port: number;
  account: { user: string; password: string };
  /** `user: let in` or `user: refused`, one a try of a password. */
  tries: string[];
  stop(): Promise<void>;
}

export async function startLoginServer(account: LoginServer["account"]): Promise<LoginServer> {
  const { private: hostKey } = ssh2.utils.generateKeyPairSync("ed25519");
  const server = new ssh2.Server({ hostKeys: [hostKey] }, (client) => {
    client.on("error", () => {});
    client.on("authentication", (attempt) => {
      if (attempt.method !== "password") return attempt.reject(["password"]);
      const { user, password } = running.account;
      const isRight = attempt.username === user && attempt.password === password;
      running.tries.push(`${attempt.username === user ? "user" : "another"}: ${isRight ? "let in" : "refused"}`);
      if (isRight) attempt.accept();
      else attempt.reject(["password"]);
    });
    client.on("session", (acceptSession) => {
      acceptSession().on("sftp", (acceptFiles) => {
        acceptFiles();
      });
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const running: LoginServer = {
    port: (server.address() as AddressInfo).port, // It listens on a port.
    account,
    tries: [],
    async stop() {
      server.close();
      await once(server, "close");
    },
  };
  return running;
}
