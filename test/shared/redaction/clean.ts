import { type Dice, pick } from "./planted.ts";

const range = (dice: Dice, least: number, most: number) => least + Math.floor(dice() * (most - least + 1));
const hexOf = (dice: Dice, length: number) =>
  Array.from({ length }, () => pick(dice, [..."0123456789abcdef"])).join("");
const version = (dice: Dice) =>
  `${range(dice, 1, 9)}.${range(dice, 0, 20)}.${range(dice, 0, 30)}${pick(dice, ["", `.${range(dice, 0, 9)}`, "-rc1"])}`;
const modules = [
  "Password Strength Meter",
  "Token Ring 2.0",
  "Secret Santa Discounts",
  "Session Keeper",
  "License Plate Field",
  "Acme Quick Checkout v3.1.2",
  "Cookie Banner Pro",
  "Pin It Button",
  "Key Account Prices",
  "Authorize.Net (AIM)",
  "Journal 3 – SEO & Speed",
  "Pass-through Shipping",
];
const files = [
  "catalog/controller/product/category.php",
  "system/library/session.php",
  "admin/model/user/api.php",
  "app/addons/my_changes/func.php",
  "wp-content/plugins/woo/includes/class-wc-tokens.php",
  "system/storage/modification/system/engine/loader.php",
];
const routes = [
  "catalog/product",
  "marketplace/modification",
  "extension/module/featured",
  "tool/log",
  "addons.manage",
  "user/user_permission",
];
const errors = [
  'Undefined array key "token"',
  "Undefined variable $password",
  "Undefined index: user_token",
  "Trying to access array offset on value of type null",
  "Call to a member function get() on null",
  "Allowed memory size of 134217728 bytes exhausted (tried to allocate 20480 bytes)",
  'syntax error, unexpected token "}", expecting ")"',
  'Class "Opencart\\System\\Library\\Session" not found',
  "Division by zero",
  "Cannot redeclare token() (previously declared in [root]/a.php:12)",
  "file_get_contents(): SSL: Handshake timed out",
  "Maximum execution time of 30 seconds exceeded",
];
const sentences = [
  "The order page is white after the update; the password field is fine.",
  "Reset your password: follow the link in the message.",
  "Die Bestellung wird nicht gespeichert, seit wir auf Version 4 sind. Das Passwort stimmt.",
  "После обновления пропала кнопка оплаты, пароль не менялся.",
  "Desenha a página sem o botão; a senha continua igual.",
  "לאחר העדכון נעלם כפתור התשלום; הסיסמה לא השתנתה.",
  "更新后付款按钮消失了，密码没有改变。",
  "Please call us back, our phone is not working; address: see the website.",
  "Token expired, please sign in again. Tokens: 4 of 5.",
  "The secret of good support is patience; the key is a good report.",
  "It happens on 20% of orders, i.e. #10234 & #10301 (see below).",
  "Company: we are an agency. City: all of them.",
  "License: MIT. The licence check failed, the license is valid.",
  "Use strong pins; spin=3 compass=north bypass: yes",
  "Access token refresh is broken since 2026-11-20 10:00:00.",
];
const code = [
  "$this->session->data['user_token']",
  "if (!isset($this->request->get['user_token'])) { return; }",
  "const token = await getToken();",
  "function hashPassword($password, $salt)",
  "password: required, token: null, secret=***",
  "$registry->get('config')->get('config_password')",
  "Foo\\Bar::baz()",
  "a ? b : c",
  "array_key_exists()",
  "git rev 9fceb02d0ae598e95dc970b74767f19372d61af8",
  "token_name = user_token",
  "input[name=password]",
  "SELECT * FROM oc_setting",
  "std::vector<int>",
  "12:30:45.123",
  "margin:0 auto;color:#a1b2c3",
];

/** Text as reports and requests hold it, in which nothing is anybody's secret. */
const kinds: readonly ((dice: Dice) => string)[] = [
  (dice) => pick(dice, modules),
  (dice) => `${pick(dice, ["OpenCart", "PHP", "nginx", "MariaDB", "jQuery", "CS-Cart"])} ${version(dice)}`,
  (dice) =>
    `${pick(dice, ["main", "app", "vendor", "theme"])}.${hexOf(dice, pick(dice, [8, 12, 16, 20]))}.${pick(dice, ["js", "css"])}`,
  (dice) => `PHP Warning: ${pick(dice, errors)} in [root]/${pick(dice, files)} on line ${range(dice, 1, 2_000)}`,
  (dice) =>
    `2026-${String(range(dice, 1, 12)).padStart(2, "0")}-${String(range(dice, 1, 28)).padStart(2, "0")} ${range(dice, 10, 23)}:${range(dice, 10, 59)}:${range(dice, 10, 59)} - PHP Notice: ${pick(dice, errors)}`,
  (dice) => pick(dice, sentences),
  (dice) => pick(dice, code),
  (dice) => pick(dice, routes),
  (dice) => `https://shop.example/${pick(dice, routes)}/${range(dice, 1, 999)}`,
  (dice) => `/admin/index.php?route=${pick(dice, routes)}&page=${range(dice, 1, 30)}`,
  (dice) =>
    `Order ${range(dice, 10_000, 99_999_999)} of 2026-11-${range(dice, 10, 28)}, ${range(dice, 1, 900)}.${range(dice, 10, 99)} EUR`,
  (dice) => `${range(dice, 100, 999)}-${range(dice, 1_000, 9_999)} ${pick(dice, modules)}`,
  (dice) => `commit ${hexOf(dice, 40)}`,
  (dice) => `sha256 ${hexOf(dice, 64)}`,
  (dice) => `${pick(dice, files)}:${range(dice, 1, 900)}`,
  (dice) => `${pick(dice, sentences)} ${pick(dice, sentences)}`,
  (dice) => `#${range(dice, 0, 9)} [root]/${pick(dice, files)}(${range(dice, 1, 900)}): Session->start(Array)`,
  (dice) =>
    `jquery-${range(dice, 1, 3)}.${range(dice, 1, 9)}.${range(dice, 1, 9)}.min.js, logo@2x.png, sprite.svg#icon-cart`,
  (dice) =>
    `${pick(dice, ["en-gb", "de-de", "he-il"])} ${range(dice, 1, 99)}% ${pick(dice, ["ltr", "rtl"])} UTF-8 ${version(dice)}`,
  (dice) =>
    JSON.stringify({
      name: pick(dice, modules),
      code: pick(dice, ["acme_token", "pass_meter", "quick"]),
      version: version(dice),
    }),
];

export function cleanText(dice: Dice): string {
  return pick(dice, kinds)(dice);
}
