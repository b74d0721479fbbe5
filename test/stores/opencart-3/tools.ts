import { html, raw } from "hono/html";
import type { Controller } from "../visit.ts";
import { button, type PageMaker, panel } from "./layout.ts";

/** From this size the page shows a warning instead of the log. */
const mostShown = 5 * 1024 * 1024;

const log =
  (page: PageMaker): Controller =>
  (visit) => {
    const text = visit.state.logs["error.log"] ?? "";
    const size = Buffer.byteLength(text);
    const isShown = size < mostShown;
    return page(visit, {
      title: "Error Log",
      actions: html`${button(visit.link("tool/log/download"), "Download", "download", "primary")} ${button(visit.link("tool/log/clear"), "Clear", "eraser", "danger")}`,
      content: html`${isShown ? "" : html`<div class="alert alert-danger alert-dismissible"><i class="fa fa-exclamation-triangle"></i> The log error.log is ${(size / 1024 / 1024).toFixed(1)}MB, too large to show.</div>`}
${panel("exclamation-triangle", "Errors List", html`<textarea wrap="off" rows="15" readonly class="form-control">${isShown ? escapedLog(visit.state.version, text) : ""}</textarea>`)}`,
    });
  };

/** Before 3.0.4.0 the log stood in the page as it was, markup and all. */
function escapedLog(version: string, text: string) {
  const [, , patch = 0, fix = 0] = version.split(".").map(Number);
  return patch > 3 || (patch === 3 && fix > 9) ? text : raw(text);
}

const download: Controller = (visit) => ({
  headers: {
    "content-type": "application/octet-stream",
    "content-disposition": 'attachment; filename="Riverside Goods_error.log"',
  },
  body: visit.state.logs["error.log"] ?? "",
});

export function toolRoutes(page: PageMaker): Record<string, Controller> {
  return { "tool/log": log(page), "tool/log/download": download };
}
