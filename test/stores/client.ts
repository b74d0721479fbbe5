import { type StoreKind, tokenNameOf } from "./state.ts";
import { createStore, type Store, type StoreOptions } from "./store.ts";

/** A browser's part in talking to a store: keeps the cookie, follows no redirects, knows the token. */
export interface Client extends Store {
  token: string;
  get(route: string, params?: Record<string, string>): Promise<Answer>;
  request(url: string, init?: RequestInit): Promise<Response>;
}

interface Answer {
  status: number;
  body: string;
  location: string | null;
  headers: Headers;
}

const origin = "http://shop.test";

export async function signedIn(
  kind: StoreKind,
  options?: StoreOptions,
  username = "admin",
  password = username,
): Promise<Client> {
  const store = createStore(kind, options);
  const folder = `${origin}/${store.state.adminFolder}`;
  const cookies = new Map<string, string>();
  const request = async (url: string, init: RequestInit = {}) => {
    const cookie = [...cookies.values()].join("; ");
    const response = await store.app.request(url, { ...init, headers: { ...(cookie ? { cookie } : {}) } });
    for (const set of response.headers.getSetCookie()) {
      const pair = set.split(";")[0] ?? "";
      cookies.set(pair.split("=")[0] ?? "", pair);
    }
    return response;
  };
  const client: Client = {
    ...store,
    token: "",
    request,
    async get(route, params = {}) {
      const query = new URLSearchParams({ [tokenNameOf(kind)]: client.token, ...params });
      const response = await request(`${folder}/index.php?route=${route}&${query}`);
      const body = await response.text();
      return { status: response.status, body, location: response.headers.get("location"), headers: response.headers };
    },
  };
  client.token = await signIn(kind, folder, request, { username, password });
  return client;
}

/** The token, or nothing where the store let nobody in. */
async function signIn(
  kind: StoreKind,
  folder: string,
  request: Client["request"],
  person: { username: string; password: string },
): Promise<string> {
  const page = await (await request(`${folder}/`)).text();
  const action = /<form[^>]* action="([^"]+)"/.exec(page)?.[1]?.replaceAll("&amp;", "&") ?? "";
  const body = new URLSearchParams(person);
  const response = await request(action, { method: "POST", body });
  const to =
    kind === "opencart-4" ? (JSON.parse(await response.text()).redirect ?? "") : response.headers.get("location");
  return new URL(to ?? "", folder).searchParams.get(tokenNameOf(kind)) ?? "";
}
