import type { Context } from "hono";
import { html } from "hono/html";
import type { StoreState } from "./state.ts";

const wares = [
  ["Enamel coffee pot", "34.00"],
  ["Linen tea towel, set of two", "18.50"],
  ["Beech cutting board", "42.00"],
  ["Stoneware bowl", "21.00"],
] as const;

/** The store's public front. Help is never offered here. */
export async function storefront(c: Context, state: StoreState): Promise<Response> {
  const { origin, pathname } = new URL(c.req.url);
  if (pathname !== "/" && pathname !== "/index.php") return c.text("Not here", 404);
  return c.html(html`<!DOCTYPE html>
<html dir="ltr" lang="en">
<head>
<meta charset="UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${state.stores[0]?.name}</title>
<base href="${origin}/">
<link href="catalog/view/stylesheet/stylesheet.css" rel="stylesheet">
<script src="catalog/view/javascript/common.js"></script>
<style>
body { margin: 0; font: 16px/1.5 "Open Sans", Helvetica, Arial, sans-serif; color: #2b3038; }
header, main, footer { max-width: 960px; margin: 0 auto; padding: 24px; }
main { display: grid; grid-template-columns: repeat(auto-fill, minmax(200px, 1fr)); gap: 16px; }
article { border: 1px solid #dfe3e8; border-radius: 6px; padding: 16px; }
</style>
</head>
<body>
<header><h1 id="logo">${state.stores[0]?.name}</h1></header>
<main id="content">${wares.map(([name, price]) => html`<article><h2>${name}</h2><p>€ ${price}</p></article>`)}</main>
<footer>Powered by <a href="https://www.opencart.com">OpenCart</a></footer>
</body>
</html>`);
}
