import { html } from "hono/html";
import { askedAddress } from "../sign-in.ts";
import type { AdminKind, Controller } from "../visit.ts";
import { type Frame, type PageMaker, panel } from "./layout.ts";

/** The sign-in page of 2.3 and 3.x. */
export function loginPage(frame: Frame): AdminKind["login"] {
  return (visit, problem) => {
    const asked = askedAddress(visit);
    const body = frame(
      visit,
      "Administration",
      html`<div id="content"><div class="container-fluid sign-in">${panel(
        "lock",
        "Sign in to the administration",
        html`${problem ? html`<div class="alert alert-danger alert-dismissible"><i class="fa fa-exclamation-triangle"></i> ${problem}</div>` : ""}
<form action="${visit.base}index.php?route=common/login" method="post" enctype="multipart/form-data">
<div class="form-group"><label for="input-username">Username</label><input type="text" name="username" value="" id="input-username" class="form-control" autocomplete="username" /></div>
<div class="form-group"><label for="input-password">Password</label><input type="password" name="password" value="" id="input-password" class="form-control" autocomplete="current-password" /></div>
<div class="text-right"><button type="submit" class="btn btn-primary"><i class="fa fa-key"></i> Login</button></div>
${asked ? html`<input type="hidden" name="redirect" value="${asked}" />` : ""}
</form>`,
      )}</div></div>`,
    );
    return { body };
  };
}

export function refused(page: PageMaker, title: string, text: string): Controller {
  return (visit) =>
    page(visit, { title, content: panel("exclamation-triangle", title, html`<p class="text-center">${text}</p>`) });
}
