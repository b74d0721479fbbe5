import { byLink } from "../by-link.ts";

/**
 * Magento 2 (and Adobe Commerce, Mage-OS) and 1 (and OpenMage): the admin's body and the link in it that signs out. The
 * admin has no folder of its own: it stands under a name that each store chooses.
 */
export const magento = byLink({
  id: "magento",
  label: "Magento",
  link: "#html-body .account-signout, #html-body .link-logout",
  folder: /^(.*\/)(?:admin\/auth|index)\/logout\b/,
  version: ".magento-version",
  entry: "",
  mounts: [[".page-header-actions", "div"]],
});
