import { type AdminKind, type Controller, redirect } from "./visit.ts";

/** Signing in by a form that the browser sends, and signing out: 1.5 to 3.x. */
export function signInRoutes(
  login: AdminKind["login"],
  { dashboard, newToken }: { dashboard: string; newToken: () => string },
): Record<string, Controller> {
  return {
    "common/login": (visit) => {
      if (visit.method !== "POST") {
        return visit.user && visit.hasToken ? redirect(visit.link(dashboard)) : login(visit, null);
      }
      const { username, password, redirect: asked } = visit.form;
      const user = visit.state.users.find((each) => each.username === username && each.password === password);
      if (!user) return login(visit, "No match for this username and password.");
      visit.session.user_id = String(user.id);
      visit.session.user_token = newToken();
      const to = asked?.startsWith(visit.base) ? asked : `${visit.base}index.php?route=${dashboard}`;
      return redirect(`${to}&${visit.tokenName}=${visit.session.user_token}`);
    },
    "common/logout": (visit) => {
      delete visit.session.user_id;
      delete visit.session.user_token;
      return redirect(`${visit.base}index.php?route=common/login`);
    },
  };
}

/** The asked address without its token, for the form to come back to; nothing where the form itself was asked for. */
export function askedAddress({ route, tokenName, link }: Parameters<Controller>[0]): string {
  return route === "common/login" ? "" : link(route).replace(new RegExp(`&${tokenName}=\\w+`), "");
}
