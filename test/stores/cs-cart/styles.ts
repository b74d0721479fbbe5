/** The look of this admin: dark bar on top, white page, a panel fixed to the bottom. */
export const styles = `
* { box-sizing: border-box; }
body { margin: 0; padding-bottom: 40px; font: 14px/1.5 "Open Sans", Helvetica, Arial, sans-serif; color: #2b3038; background: #fff; }
a { color: #08c; text-decoration: none; }
#header_navbar { background: #23272f; }
#header_navbar .navbar-inner { display: flex; align-items: center; gap: 16px; padding: 0 16px; min-height: 44px; }
#header_navbar a { color: #dfe3e8; }
#header_navbar ul { display: flex; flex-wrap: wrap; gap: 12px; margin: 0; padding: 0; list-style: none; }
#header_navbar ul.navbar-right { margin-left: auto; align-items: center; }
#header_navbar .dropdown-menu { gap: 8px; color: #dfe3e8; font-size: 12px; }
#header_subnav { padding: 4px 16px; background: #f1f3f5; }
.admin-content { padding: 16px 24px; }
.table { width: 100%; border-collapse: collapse; }
.table td, .table th { padding: 6px 8px; border-bottom: 1px solid #e5e8eb; text-align: left; }
.hidden { display: none; }
.bp-panel { position: fixed; inset: auto 0 0; height: 40px; padding: 8px 16px; background: #2b3038; }
.signin-modal { max-width: 360px; margin: 80px auto; padding: 24px; border: 1px solid #dfe3e8; border-radius: 6px; }
.signin-modal label, .signin-modal input { display: block; width: 100%; margin-bottom: 8px; }
`;
