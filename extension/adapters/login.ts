/**
 * The login forms that a browser can try without any cookie: it sends name and password once and knows by the answer
 * whether they are right. A platform whose form is bound to a session is not here: OpenCart 4 (its login_token), Magento
 * (form_key), PrestaShop 9, CS-Cart (security_hash of a session). Nor is one of which that is not known.
 */
export interface LoginForm {
  /** The form's own address, from that of the admin as a person typed it. */
  address(admin: URL): URL;
  /** The form in its page. */
  selector: string;
  user: string;
  password: string;
  /** Further fields that the form may have. With any other it wants something that we do not know of. */
  others: readonly string[];
  /** Parameters that the address which it sends to may have. */
  parameters: readonly string[];
  /** What is sent besides name and password. */
  sends: Readonly<Record<string, string>>;
  /** `page`: a right login is answered by a redirect, a wrong one by the form again. `json`: by `hasErrors`. */
  answer: "page" | "json";
}

/** Read in the source of 1.5, 2.0 to 2.3 and 3.0. */
const openCart: LoginForm = {
  address: (admin) => new URL("index.php?route=common/login", folderOf(admin)),
  selector: "form:has(input[name=username]):has(input[name=password])",
  user: "username",
  password: "password",
  others: ["redirect"],
  parameters: ["route"],
  sends: {},
  answer: "page",
};

/** WordPress. Without `testcookie` it does not ask whether cookies are kept. */
const wordPress: LoginForm = {
  address: (admin) =>
    admin.pathname.endsWith("/wp-login.php")
      ? new URL(admin.pathname, admin)
      : new URL("wp-login.php", folderOf(admin, "wp-admin/")),
  selector: "#loginform",
  user: "log",
  password: "pwd",
  others: ["rememberme", "wp-submit", "redirect_to", "testcookie"],
  parameters: [],
  sends: {},
  answer: "page",
};

/** 1.6 to 8: the page's own script asks the same. */
const prestaShop: LoginForm = {
  address: (admin) => new URL("index.php?controller=AdminLogin", folderOf(admin)),
  selector: "#login_form",
  user: "email",
  password: "passwd",
  others: ["redirect", "submitLogin", "stay_logged_in"],
  parameters: ["controller", "token"],
  sends: { ajax: "1", controller: "AdminLogin", submitLogin: "1" },
  answer: "json",
};

const forms: Readonly<Record<string, LoginForm>> = {
  opencart: openCart,
  ocstore: openCart,
  woocommerce: wordPress,
  prestashop: prestaShop,
};

/** Null where this platform's login cannot be tried without cookies, or nobody knows whether it can. */
export function loginFormOf(platform: string | null): LoginForm | null {
  return platform !== null && Object.hasOwn(forms, platform) ? (forms[platform] ?? null) : null;
}

/** Whether the page holds this form and nothing in it that we do not know of, such as a riddle or a second factor. */
export function isKnownForm(page: Document, form: LoginForm): boolean {
  const found = page.querySelector(form.selector);
  if (!found?.querySelector(`input[name="${form.password}"]`)) return false;
  const names = [...found.querySelectorAll("input[name], select[name], textarea[name], button[name]")].map((field) =>
    field.getAttribute("name"),
  );
  const allowed = [form.user, form.password, ...form.others];
  if (!names.includes(form.user) || names.some((name) => name === null || !allowed.includes(name))) return false;
  const query = new URLSearchParams((found.getAttribute("action") ?? "").split("?")[1] ?? "");
  return [...query.keys()].every((name) => form.parameters.includes(name));
}

function folderOf(admin: URL, inner = ""): URL {
  const folder = new URL(".", new URL(admin.pathname, admin));
  return inner && folder.pathname.endsWith(`/${inner}`) ? new URL("..", folder) : folder;
}
