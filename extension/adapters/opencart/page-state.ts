import type { PageState } from "../adapter.ts";
import type { Page } from "../page.ts";
import { logoutLink } from "./family.ts";

/**
 * Signed out, refused, or good: the status says nothing, all three come with 200. An unknown route shows the page of a
 * refused one. The error log wears the same sign as a refusal, but has a text area or tabs.
 */
export function pageState(page: Page): PageState {
  return stateBy(page, logoutLink);
}

/** `link`: what only a signed-in person's pages have; the form of a user holds a password field too. */
export function stateBy(page: Page, link: string): PageState {
  if (!page.has(link) && page.has(passwords)) return "signed-out";
  const hasMore = page.has('[id^="content"] textarea') || page.has('[id^="content"] .nav-tabs');
  return (page.has(refusalSign) && !hasMore) || page.has('[id^="content"] h1 img[src*="error.png"]')
    ? "denied"
    : "good";
}

/** The second is that of Joomla's own form. */
const passwords = 'input[name="password"], input[name="passwd"]';

const refusalSign = [
  '[id^="content"] .panel-heading i.fa-exclamation-triangle',
  '[id^="content"] .card-header i.fa-exclamation-triangle',
  '[id^="content"] .card-header i.fa-triangle-exclamation',
].join(", ");
