import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, globSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * What a lane of tests needs that npm does not bring. As a command: `node test/support/needs.ts browser postgres`. As
 * root on Debian what is missing is installed; anywhere else one sentence says what to install, and the lane is not run.
 */
interface Need {
  name: string;
  isThere: () => boolean;
  /** Debian's package; null where it is nothing to install. */
  debian: string | null;
}

/** Exit code of a lane whose needs are not there: it was not run, which is neither passed nor failed. */
export const notRunExit = 78;

/** A screen that nobody sees, and hands that press keys on it. */
const screen: Need[] = [
  { name: "Xvfb", isThere: () => findProgram("Xvfb") !== null, debian: "xvfb" },
  { name: "openbox", isThere: () => findProgram("openbox") !== null, debian: "openbox" },
  {
    name: "a font to draw with",
    isThere: () => process.platform !== "linux" || hasFonts(),
    debian: "fonts-liberation",
  },
  { name: "xdotool", isThere: () => findProgram("xdotool") !== null, debian: "xdotool" },
];

const lanes: Record<string, Need[]> = {
  browser: [{ name: "Chromium or Chrome", isThere: () => findBrowser() !== null, debian: "chromium" }, ...screen],
  firefox: [{ name: "Firefox", isThere: () => findFirefox() !== null, debian: "firefox-esr" }, ...screen],
  postgres: [{ name: "the PostgreSQL server", isThere: () => findPostgres() !== null, debian: "postgresql" }],
  files: [
    { name: "vsftpd", isThere: () => findVsftpd() !== null, debian: "vsftpd" },
    { name: "OpenSSH's server", isThere: () => findSshd() !== null, debian: "openssh-server" },
    { name: "openssl", isThere: () => findProgram("openssl") !== null, debian: "openssl" },
    { name: "unshare", isThere: () => findProgram("unshare") !== null, debian: "util-linux" },
    { name: "root, for servers with an account of their own", isThere: () => process.getuid?.() === 0, debian: null },
  ],
};

const browserNames = [
  "chromium",
  "chromium-browser",
  "google-chrome-stable",
  "google-chrome",
  "chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** A Chromium or Chrome on this machine; `CHROME_PATH` goes first. */
export function findBrowser(): string | null {
  const chosen = process.env.CHROME_PATH;
  if (chosen) return isProgram(chosen) ? chosen : null;
  return firstOf(browserNames.map(findProgram));
}

/** A Firefox on this machine; `FIREFOX_PATH` goes first. */
export function findFirefox(): string | null {
  const chosen = process.env.FIREFOX_PATH;
  if (chosen) return isProgram(chosen) ? chosen : null;
  const names = ["firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox"];
  return firstOf(names.map(findProgram));
}

/** The folder that holds PostgreSQL's `initdb` and `postgres`, which Debian keeps off the path. */
export function findPostgres(): string | null {
  const folders = [
    ...globSync("/usr/lib/postgresql/*/bin").sort().reverse(),
    ...(process.env.PATH ?? "").split(":"),
    "/usr/local/pgsql/bin",
  ];
  return folders.find((folder) => isProgram(join(folder, "postgres")) && isProgram(join(folder, "initdb"))) ?? null;
}

/** The FTP server vsftpd, which Debian keeps off a user's path. */
export function findVsftpd(): string | null {
  return findProgram("vsftpd") ?? findProgram("/usr/sbin/vsftpd");
}

/** OpenSSH's server, by its whole path: it refuses to start by any other. */
export function findSshd(): string | null {
  return findProgram("sshd") ?? findProgram("/usr/sbin/sshd");
}

function hasFonts(): boolean {
  return globSync("/usr/share/fonts/**/*.{ttf,otf,ttc}").length > 0;
}

function findProgram(name: string): string | null {
  if (name.startsWith("/")) return isProgram(name) ? name : null;
  const folders = (process.env.PATH ?? "").split(":").filter(Boolean);
  return folders.map((folder) => join(folder, name)).find(isProgram) ?? null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false; // Absent or not to be run: the same to us.
  }
}

function firstOf(found: (string | null)[]): string | null {
  return found.find((path) => path !== null) ?? null;
}

function install(packages: string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const apt = (...args: string[]) => spawnSync("apt-get", args, { env, stdio: ["ignore", "ignore", "inherit"] });
  apt("update", "-q");
  apt("install", "-y", "-q", "--no-install-recommends", ...packages);
}

function packagesOf(needs: Need[]): string[] {
  return needs.map(({ debian }) => debian).filter((name) => name !== null);
}

function meet(lane: string): boolean {
  const needs = lanes[lane];
  if (!needs) {
    console.error(`There is no lane called ${lane}; there are ${Object.keys(lanes).join(" and ")}.`);
    return false;
  }
  const missing = () => needs.filter(({ isThere }) => !isThere());
  const mayInstall = process.getuid?.() === 0 && existsSync("/etc/debian_version");
  if (missing().length > 0 && mayInstall) {
    console.log(
      `Installing ${missing()
        .map(({ name }) => name)
        .join(", ")}…`,
    );
    install(packagesOf(missing()));
  }
  const left = missing();
  if (left.length === 0) return true;
  const names = left.map(({ name }) => name).join(", ");
  const packages = packagesOf(left).join(" ");
  const how = packages ? ` (Debian: apt-get install ${packages})` : "";
  console.error(`The ${lane} tests were not run: they need ${names}${how}.`);
  return false;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const asked = process.argv.slice(2);
  process.exitCode = asked.length > 0 && asked.map(meet).every(Boolean) ? 0 : notRunExit;
}
