/** Login pages in the shape that the platforms give them: only the form, and what else would matter. */

const openCart = (action: string, more = "") => `<!doctype html><html><body><div id="content">
<form action="${action}" method="post" enctype="multipart/form-data">
<input type="text" name="username" value="" /><input type="password" name="password" value="" />${more}
<button type="submit">Login</button></form></div></body></html>`;

const ownAction = "https://shop.example/admin/index.php?route=common/login";
export const loginPage = openCart(ownAction);
export const wrongLoginPage = openCart(ownAction, '<input type="hidden" name="redirect" value="" />');
export const openCart4Page = openCart(
  "https://shop.example/admin/index.php?route=common/login.login&amp;login_token=0123456789abcdef",
);
export const riddlePage = openCart(ownAction, '<input type="text" name="captcha" />');

const wordPress = (more: string) => `<!doctype html><html><body class="login"><div id="login">
<form name="loginform" id="loginform" action="https://shop.example/wp-login.php" method="post">
<input type="text" name="log" id="user_login" /><input type="password" name="pwd" id="user_pass" />
<input name="rememberme" type="checkbox" value="forever" /><input type="submit" name="wp-submit" value="Log In" />
<input type="hidden" name="redirect_to" value="https://shop.example/wp-admin/" />
<input type="hidden" name="testcookie" value="1" />${more}</form></div></body></html>`;
export const wordPressPage = wordPress("");
export const wordPressCodePage = wordPress('<input type="text" name="authcode" />');

const prestaShop = (more: string) => `<!doctype html><html><body><div id="login-panel">
<form action="#" id="login_form" method="post"><input type="hidden" name="redirect" value="AdminDashboard" />
<input name="email" type="text" /><input name="passwd" type="password" /><input name="stay_logged_in" type="checkbox" />
<button name="submitLogin" type="submit">Log in</button>${more}</form></div></body></html>`;
export const prestaShopPage = prestaShop("");
export const prestaShop9Page = prestaShop('<input type="hidden" name="_csrf_token" value="abc" />');
