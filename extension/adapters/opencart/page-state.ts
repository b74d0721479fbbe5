import type { PageState } from "../adapter.ts";
import type { Page } from "../page.ts";
import { logoutLink } from "./detect.ts";

/**
 * Signed out, refused, or good: the status says nothing, all three come with 200. An unknown route shows the page of a
 * refused one. The error log wears the same sign as a refusal, but has a text area or tabs.
 */
export function pageState(page: Page): PageState {
  // The form of a user holds a password field too, but such a page has a logout link.
  if (page.has('input[name="password"]') && !page.has(logoutLink)) return "signed-out";
  const isRefused = page.has(refusalSign) && !page.has("#content textarea") && !page.has("#content .nav-tabs");
  return isRefused || page.has('#content h1 img[src*="error.png"]') ? "denied" : "good";
}

const refusalSign = [
  "#content .panel-heading i.fa-exclamation-triangle",
  "#content .card-header i.fa-exclamation-triangle",
  "#content .card-header i.fa-triangle-exclamation",
].join(", ");
