import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

export interface MapleCart {
  port: number;
  /** Every request: `GET /catalog/manage/ http://maple.test`. */
  asked: { method: string; url: string; host: string }[];
  stop(): Promise<void>;
}

const pages: Record<string, string> = {
  "/catalog/manage/": "home",
  "/catalog/manage/view_items.php": "edit",
  "/catalog/manage/scripts.php": "scripts",
  "/catalog/manage/options.php?tab=system": "options",
  "/catalog/manage/log.php?show=recent": "log",
  "/catalog/manage/customers.php": "customers",
  "/catalog/manage/sign_out.php": "sign-in",
  "/catalog/": "storefront",
};

const folder = join(import.meta.dirname, "../../fixtures/pages/declared/maple-cart");

/** A white-label cart with a few pages, on every host that leads to it. Nobody has to sign in. */
export async function startMapleCart(): Promise<MapleCart> {
  const asked: MapleCart["asked"] = [];
  const server = createServer((request, response) => {
    const { method = "", url = "", headers } = request;
    asked.push({ method, url, host: headers.host ?? "" });
    const name = pages[url] ?? pages[url.split("?")[0] ?? ""];
    response.writeHead(name ? 200 : 404, { "content-type": "text/html; charset=utf-8", server: "Apache" });
    // The first line of a saved page says where it was saved from.
    response.end(name ? readFileSync(join(folder, `${name}.html`), "utf8").replace(/^<!--.*-->\n/, "") : "Not here");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port, // It listens on a port, so it has one.
    asked,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
