import type { PageState } from "../adapter.ts";
import type { Page } from "../page.ts";
import { logoutLink } from "./detect.ts";

/** A part of a page that was asked for by a signed-out person comes as a note that sends their browser to the sign-in. */
const sentToSignIn = /"force_redirection"\s*:\s*"[^"]{0,300}auth\.login/;

export function pageState(page: Page): PageState {
  const isSignIn = page.has(signIn) && !page.has(logoutLink);
  if (isSignIn || sentToSignIn.test(page.text("body", 2_000) ?? "")) return "signed-out";
  // Whoever asks for a part and may not have it gets none.
  return page.has(".exception-body h2") || !page.has("body *") ? "denied" : "good";
}

// The form's name is known from 4.2 on.
const signIn = 'form[name="main_login_form"], .signin-modal, #main_column_login input[type="password"]';
