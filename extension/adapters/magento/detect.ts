import { byLink } from "../by-link.ts";

/**
 * The link that signs out of Magento 2 (and Adobe Commerce, Mage-OS) and of 1 (and OpenMage). The admin has no folder of
 * its own: it stands under a name that each store chooses. Read in the templates of 1.9, 2.0 and 2.4.
 */
export const magento = byLink("Magento", ".account-signout,.link-logout", ".page-header-actions");
