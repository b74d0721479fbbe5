import type { Page } from "../page.ts";
import { actionReader } from "./actions.ts";

const listRoute = /^extension\/(?:extension\/)?([a-z]\w{0,40})$/;

/** From 2.3 on: the types of extensions that the page offers, those that third parties brought among them. */
export function typesIn(page: Page): string[] {
  const select = page.one('select[name="type"]');
  const actions = select ? actionReader(page)(select) : [];
  const types = [...new Set(actions.flatMap(({ route }) => listRoute.exec(route)?.[1] ?? []))].slice(0, 40);
  // 4.x has put the first type's list into the page already.
  return page.has("#extension table") ? types.slice(1) : types;
}
