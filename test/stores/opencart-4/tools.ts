import { html, raw } from "hono/html";
import { type Controller, redirect } from "../visit.ts";
import { card, page, valueButton } from "./layout.ts";

/** Of a larger log the page shows only its beginning: the oldest lines. */
const mostShown = 3 * 1024 * 1024;

const log: Controller = (visit) => {
  const logs = Object.entries(visit.state.logs);
  return page(visit, {
    title: "Error Log",
    content: card(
      "triangle-exclamation",
      "Errors List",
      html`<ul class="nav nav-tabs">${logs.map(
        ([name], index) =>
          html`<li class="nav-item"><a href="#tab-log-${index}" data-bs-toggle="tab" class="nav-link ${index === 0 ? "active" : ""}">${name}</a></li>`,
      )}</ul>
<div class="tab-content">${logs.map(
        ([name, text], index) => html`<div id="tab-log-${index}" class="tab-pane ${index === 0 ? "active" : ""}">
<textarea name="log" wrap="off" rows="15" id="input-log-${index}" class="form-control" readonly>${escapedLog(visit.state.version, text.slice(0, mostShown))}</textarea>
<div class="row"><div class="col"><a href="${visit.link("tool/log.download", { filename: name })}" class="btn btn-primary"><i class="fa-solid fa-download"></i> Download</a>
${valueButton(visit.link("tool/log.clear", { filename: name }), "Clear", "eraser", "danger")}</div></div>
</div>
`,
      )}</div>`,
    ),
  });
};

/** Before 4.1.0.4 the log stood in the page as it was, markup and all. */
function escapedLog(version: string, text: string) {
  const [, minor = 0, patch = 0, fix = 0] = version.split(".").map(Number);
  return minor > 1 || (minor === 1 && (patch > 0 || fix >= 4)) ? text : raw(text);
}

const download: Controller = (visit) => {
  const name = visit.params.get("filename") ?? "";
  const text = visit.state.logs[name];
  if (text === undefined) return redirect(visit.link("tool/log"));
  return {
    headers: {
      "content-type": "application/octet-stream",
      "content-disposition": `attachment; filename="Riverside Goods_${name}"`,
    },
    body: text,
  };
};

export const toolRoutes: Record<string, Controller> = { "tool/log": log, "tool/log.download": download };
