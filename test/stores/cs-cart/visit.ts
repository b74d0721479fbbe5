import type { SessionData } from "../sessions.ts";
import type { StoreState, StoreUser } from "../state.ts";
import type { Markup } from "../visit.ts";

/** One request as this admin's own code sees it. */
export interface CsCartVisit {
  method: string;
  dispatch: string;
  params: URLSearchParams;
  form: Record<string, string>;
  session: SessionData;
  state: StoreState;
  user: StoreUser | null;
  /** Address of the script that was asked, `http://shop.test/admin.php`, and of the folder that it stands in. */
  script: string;
  root: string;
  isVendors: boolean;
  /** Whether it asks for parts of a page, as the admin's own code does. */
  isAjax: boolean;
}

export interface CsCartReply {
  status?: 200 | 302 | 403 | 404;
  headers?: Record<string, string>;
  body: Markup | string;
  /** Parts of the page by their ids, for those who ask for parts. */
  parts?: Record<string, Markup>;
}

export type CsCartController = (visit: CsCartVisit) => CsCartReply;

export function linkOf({ script }: Pick<CsCartVisit, "script">, dispatch: string, rest = ""): string {
  return `${script}?dispatch=${dispatch}${rest}`;
}

export function redirectTo(location: string): CsCartReply {
  return { status: 302, headers: { location }, body: "" };
}
