import { createStore, type Store, type StoreOptions } from "../store.ts";

/** A signed-in person's part in talking to the store: keeps the cookie, follows nothing. */
export interface CsCartClient extends Store {
  /** The address of the script. */
  entry: string;
  /** Whether the password was taken: 302. */
  status: number;
  request(query: string, init?: RequestInit): Promise<Response>;
  text(query: string): Promise<string>;
  /** What stands in the cookie. */
  cookie(): string;
}

export async function signedIn(options: StoreOptions = {}, username = "admin", script?: string): Promise<CsCartClient> {
  const store = createStore("cs-cart", options);
  const { adminFolder, adminEntry } = store.state;
  const entry = `http://shop.test/${adminFolder ? `${adminFolder}/` : ""}${script ?? adminEntry}`;
  let cookie = "";
  const request = async (query: string, init: RequestInit = {}) => {
    const response = await store.app.request(entry + query, { ...init, headers: { cookie } });
    cookie = response.headers.get("set-cookie")?.split(";")[0] ?? cookie;
    return response;
  };
  const body = new URLSearchParams({ dispatch: "auth.login", user_login: username, password: username });
  const { status } = await request("", { method: "POST", body });
  return {
    ...store,
    entry,
    status,
    request,
    text: async (query) => (await request(query)).text(),
    cookie: () => cookie,
  };
}
