import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type RunningServer, runServer, type TestCertificate } from "./file-servers.ts";
import { findVsftpd } from "./needs.ts";
import { freePort } from "./ports.ts";

/** A vsftpd of a test's own. */
export interface FtpServer extends RunningServer {
  /** Commands of all its connections in order, without the name of whoever gave them. */
  commands: () => string[];
  /** How often it was shown a password. */
  logins: () => number;
  failedLogins: () => number;
}

interface Options {
  /** Where the account is after logging in. */
  home: string;
  /** None: the server has no encryption. */
  certificate?: TestCertificate;
  isImplicit?: boolean;
  isReadOnly?: boolean;
  /** Refuses a login, and data, without encryption. */
  forcesEncryption?: boolean;
  password?: string;
  /** Further lines of its configuration. */
  more?: string[];
}

export async function startFtpServer(folder: string, options: Options): Promise<FtpServer> {
  const port = await freePort();
  const logFile = join(folder, `vsftpd-${port}.log`);
  const config = join(folder, `vsftpd-${port}.conf`);
  writeFileSync(logFile, "");
  writeFileSync(config, `${lines(options, { port, logFile, empty: folder }).join("\n")}\n`);
  const command = `${findVsftpd()} ${config}`;
  const server = await runServer(folder, {
    command,
    port,
    accountHome: options.home,
    ...(options.password === undefined ? {} : { password: options.password }),
  });
  const log = () => readFileSync(logFile, "utf8");
  const commands = () =>
    [...log().matchAll(/FTP command: Client "[^"]*", "(.*)"$/gm)].map(([, command = ""]) => command);
  return {
    ...server,
    log,
    commands,
    logins: () => commands().filter((command) => command.startsWith("PASS")).length,
    failedLogins: () => [...log().matchAll(/FAIL LOGIN/g)].length,
  };
}

function lines(options: Options, { port, logFile, empty }: { port: number; logFile: string; empty: string }): string[] {
  const firstDataPort = 30_000 + (port % 900) * 20;
  const plain = [
    "listen=YES",
    "listen_address=127.0.0.1",
    `listen_port=${port}`,
    "background=NO",
    "anonymous_enable=NO",
    "local_enable=YES",
    `write_enable=${options.isReadOnly ? "NO" : "YES"}`,
    "local_umask=022",
    "chroot_local_user=YES",
    "allow_writeable_chroot=YES",
    `secure_chroot_dir=${empty}`,
    "pam_service_name=vsftpd",
    "seccomp_sandbox=NO",
    "delay_failed_login=0",
    "delay_successful_login=0",
    `pasv_min_port=${firstDataPort}`,
    `pasv_max_port=${firstDataPort + 19}`,
    "xferlog_enable=YES",
    "xferlog_std_format=NO",
    "log_ftp_protocol=YES",
    `vsftpd_log_file=${logFile}`,
  ];
  return [...plain, ...encryption(options), ...(options.more ?? [])];
}

function encryption({ certificate, isImplicit, forcesEncryption = true }: Options): string[] {
  if (!certificate) return [];
  const force = forcesEncryption ? "YES" : "NO";
  return [
    "ssl_enable=YES",
    `implicit_ssl=${isImplicit ? "YES" : "NO"}`,
    `force_local_logins_ssl=${force}`,
    `force_local_data_ssl=${force}`,
    // Data has to be of the same session, as in its default.
    "require_ssl_reuse=YES",
    "ssl_ciphers=HIGH",
    `rsa_cert_file=${certificate.certFile}`,
    `rsa_private_key_file=${certificate.keyFile}`,
  ];
}
