import { html, raw } from "hono/html";
import { canaries } from "../canaries.ts";
import { page } from "./layout.ts";
import type { CsCartController } from "./visit.ts";

/** The account that the upgrade centre mends permissions with: it stands in the fields in clear. */
export const upgradeSettings: CsCartController = (visit) => {
  if (visit.params.get("section_id") !== "Upgrade_center")
    return page(visit, "Settings", html`<p>Choose a section.</p>`);
  const fields = [
    ["ftp_hostname", 8, "text", "ftp.riverside-goods.example"],
    ["ftp_username", 9, "text", "riverside-upload"],
    ["ftp_password", 10, "password", canaries.ftpPassword],
    ["ftp_directory", 11, "text", ""],
    ["license_number", 12, "text", canaries.licenseNumber],
  ] as const;
  return page(
    visit,
    "Settings: Upgrade center",
    html`<form action="${visit.script}" method="post" name="settings_form">
<input type="hidden" name="security_hash" value="${visit.session.security_hash}" />
${fields.map(([name, id, type, value]) => html`<label>${name}<input id="field___upgrade_center_${name}_${id}" type="${type}" name="update[${id}]" value="${value}" /></label>`)}
</form>`,
  );
};

/** Looking at the list puts away the notice that files were changed. */
export const changedFiles: CsCartController = (visit) => {
  visit.state.harm.push("put away the notice of changed files");
  const line = (how: string, indent: number, name: string) =>
    html`<tr><td class="snapshot-${how}"><span style="padding-left: ${indent}px;">${name}</span></td></tr>`;
  return page(
    visit,
    "File changes detector",
    html`<table class="table table-tree">
${line("changed", 0, "app")}${line("changed", 14, "controllers")}${line("changed", 28, "frontend")}${line("changed", 42, "checkout.php")}
${line("deleted", 28, "common.php")}
${line("added", 14, "shell.php")}
</table>`,
  );
};

const info = (name: string, ...values: string[]) =>
  `<tr><td class="e">${name} </td>${values.map((value) => `<td class="v">${value} </td>`).join("")}</tr>`;

/** PHP's own page, with none of the admin's frame around it. */
export const phpInfo: CsCartController = (visit) => ({
  body: html`<!DOCTYPE html><html><head><title>PHP 8.1.29 - phpinfo()</title></head><body>${raw(`
<table><tr class="h"><td><h1 class="p">PHP Version 8.1.29</h1></td></tr></table>
<table>${info("System", "Linux web-7.riverside-goods.example 6.1.0-21-amd64 #1 SMP x86_64")}${info("Server API", "FPM/FastCGI")}</table>
<table>${info("memory_limit", "256M", "256M")}${info("max_execution_time", "60", "60")}${info("upload_max_filesize", "32M", "32M")}</table>
<table>${info("HTTP_COOKIE", `sid_admin=${visit.session.security_hash}; prefs=${canaries.cookieValue}`)}${info("$_ENV['DB_PASSWORD']", canaries.databasePassword)}${info("SMTP_PASSWORD", canaries.smtpPassword)}</table>
`)}</body></html>`,
});
