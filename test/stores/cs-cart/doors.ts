import { html } from "hono/html";
import { randomText } from "../visit.ts";
import { frame, page } from "./layout.ts";
import { type CsCartController, type CsCartReply, type CsCartVisit, linkOf, redirectTo } from "./visit.ts";

const letters = "0123456789abcdef";

export const signIn: CsCartController = (visit) => signInPage(visit, null);

function signInPage(visit: CsCartVisit, problem: string | null): CsCartReply {
  const back = visit.params.get("return_url") ?? "";
  return {
    body: frame(
      visit,
      "Administration panel",
      html`<div id="main_column_login" class="clearfix"><div class="modal signin-modal">
<form action="${visit.script}" method="post" name="main_login_form">
<input type="hidden" name="dispatch" value="auth.login" />
<input type="hidden" name="return_url" value="${back}" />
<h4>Administration panel</h4>
${problem ? html`<div class="alert alert-error">${problem}</div>` : ""}
<label for="username">E-mail</label><input id="username" type="text" name="user_login" value="" />
<label for="password">Password</label><input type="password" id="password" name="password" value="" />
<button type="submit" class="btn btn-primary">Sign in</button>
</form></div><!--main_column_login--></div>`,
    ),
  };
}

/** The password's form comes as a POST to the script itself. */
export const enter: CsCartController = (visit) => {
  const { user_login: name, password, return_url: back } = visit.form;
  const user = visit.state.users.find((each) => each.username === name && each.password === password);
  if (!user) return signInPage(visit, "The username or password is invalid.");
  visit.session.user_id = String(user.id);
  visit.session.security_hash = randomText(32, letters);
  visit.session.notice = "Core files were modified. See the file changes detector.";
  return redirectTo(back?.startsWith("?") ? visit.script + back : visit.script);
};

export const leave: CsCartController = (visit) => {
  delete visit.session.user_id;
  delete visit.session.security_hash;
  return redirectTo(linkOf(visit, "auth.login_form"));
};

/** A page is sent to the sign-in; whoever asked for parts is told to go there. */
export const refuseStranger: CsCartController = (visit) => {
  const to = linkOf(visit, "auth.login_form", `&return_url=${encodeURIComponent(`?${visit.params}`)}`);
  return visit.isAjax ? { body: JSON.stringify({ force_redirection: to }), headers: json } : redirectTo(to);
};

export const json = { "content-type": "application/json; charset=utf-8" };

export function exception(status: 403 | 404): CsCartController {
  const title = status === 403 ? "Access denied" : "Page not found";
  return (visit) => ({
    ...page(
      visit,
      title,
      html`<div class="exception"><span class="exception-code">${status}</span><div class="exception-body"><h2>${title}</h2></div></div>`,
    ),
    status,
  });
}
