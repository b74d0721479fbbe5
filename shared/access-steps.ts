/**
 * How a temporary user is made in a store's admin and at its host, and how it is disabled again: by platform and version,
 * as steps that a person follows. Menus are named as the platform's English admin names them.
 */
export interface Recipe {
  /** What it is for: `OpenCart 3`. */
  title: string;
  make: readonly string[];
  disable: readonly string[];
  /** What else should be known; null where there is nothing. */
  note: string | null;
}

/** Platforms that have steps of their own, as a person chooses among them. */
export const recipePlatforms = [
  ["opencart", "OpenCart and its relatives"],
  ["cs-cart", "CS-Cart, Multi-Vendor"],
  ["woocommerce", "WooCommerce (WordPress)"],
  ["prestashop", "PrestaShop"],
  ["magento", "Magento, Adobe Commerce"],
  ["joomla", "A shop within Joomla"],
  ["other", "Another one"],
] as const;
export type RecipePlatform = (typeof recipePlatforms)[number][0];

const families: Record<string, RecipePlatform> = {
  opencart: "opencart",
  ocstore: "opencart",
  "opencart-brasil": "opencart",
  "opencart-overclocked": "opencart",
  arastta: "opencart",
  mijoshop: "joomla",
  aceshop: "joomla",
  jcart: "joomla",
  joocart: "joomla",
  "cs-cart": "cs-cart",
  "multi-vendor": "cs-cart",
  woocommerce: "woocommerce",
  prestashop: "prestashop",
  magento: "magento",
};

/** Whose steps those of an adapter's platform are. */
export function recipeFamily(platform: string | null): RecipePlatform {
  return (platform !== null && families[platform]) || "other";
}

/** Whose version numbers are those of the platform that its steps are written for; relatives count for themselves. */
const counted = ["opencart", "ocstore", "cs-cart", "multi-vendor", "woocommerce", "prestashop", "magento"];

/** The version that an adapter's platform shows, where it tells which steps fit. */
export function recipeVersion(platform: string | null, version: string | null): string | null {
  return platform !== null && counted.includes(platform) ? version : null;
}

/** `version` as the store shows it; null where it shows none, and then the steps fit every version. */
export function adminRecipe(platform: RecipePlatform, version: string | null): Recipe {
  const [major = 0, minor = 0] = (version ?? "").split(".").map(Number);
  switch (platform) {
    case "opencart":
      return openCart(major);
    case "cs-cart":
      return csCart(major);
    case "woocommerce":
      return wordPress;
    case "prestashop":
      return prestaShop(major, minor);
    case "magento":
      return magento(major);
    case "joomla":
      return joomla;
    case "other":
      return anyStore;
  }
}

const ownPassword = "Let your browser or password manager make a new password, and use it nowhere else.";

function openCart(major: number): Recipe {
  const isFirst = major === 1;
  const group = isFirst ? "Top Administrator" : "Administrator";
  const add = isFirst ? "Insert" : "the plus button (Add New)";
  return {
    title: major > 0 ? `OpenCart ${isFirst ? "1.5" : major}` : "OpenCart",
    make: [
      `Open System, then Users, and there the list of users. Press ${add}.`,
      `Choose a user name such as support-temp and the group ${group}. ${ownPassword}`,
      "Set Status to Enabled and save. Type the same user name and password here.",
    ],
    disable: [
      "Open System, then Users, and there the list of users.",
      "Edit the temporary user and set Status to Disabled, or tick the user and delete it.",
      "Save.",
    ],
    note:
      major >= 4
        ? "If your store asks new browsers for a code by e-mail, give the user an address that you read, and say so in the note."
        : null,
  };
}

function csCart(major: number): Recipe {
  const menu = major === 2 ? "Users, then Administrators" : "Customers, then Administrators";
  return {
    title: major > 0 ? `CS-Cart ${major}` : "CS-Cart",
    make: [
      `Open ${menu}. The address ends in dispatch=profiles.manage&user_type=A. Press the button that adds an administrator.`,
      `Type an e-mail address that is not in use yet. ${ownPassword}`,
      "Leave the account without user groups: it may then do what an administrator may. Set it to Active and create it.",
      "Type the same e-mail address and password here; the login page is your admin’s own address, with its script’s name.",
    ],
    disable: [
      `Open ${menu}.`,
      "Set the temporary administrator’s status to Disabled, or delete the account.",
      "Save, if a button asks for it.",
    ],
    note: null,
  };
}

const wordPress: Recipe = {
  title: "WooCommerce (WordPress)",
  make: [
    "Open Users, then Add New.",
    `Type a user name such as support-temp, an e-mail address that is not in use yet, and choose the role Administrator. ${ownPassword}`,
    "Untick the notification by e-mail and add the user. Type the same user name and password here.",
  ],
  disable: [
    "Open Users.",
    "Delete the temporary user, and let its content go to you. WordPress cannot disable a user: a new password would do as well.",
  ],
  note: "A plugin that asks for a second factor at login has to leave this user out, or say in the note how the code is had.",
};

function prestaShop(major: number, minor: number): Recipe {
  const isOld = major === 1 && minor > 0 && minor < 7;
  const menu = isOld ? "Administration, then Employees" : "Advanced Parameters, then Team";
  return {
    title: isOld ? "PrestaShop 1.6" : "PrestaShop",
    make: [
      `Open ${menu}, and press Add new employee.`,
      `Type a name and an e-mail address that is not in use yet. ${ownPassword}`,
      "Set Active to Yes, choose the profile SuperAdmin and save. Type the same e-mail address and password here.",
    ],
    disable: [`Open ${menu}.`, "Edit the temporary employee and set Active to No, or delete it.", "Save."],
    note: null,
  };
}

function magento(major: number): Recipe {
  const menu = major === 1 ? "System, then Permissions, then Users" : "System, then Permissions: All Users";
  return {
    title: major > 0 ? `Magento ${major}` : "Magento",
    make: [
      `Open ${menu}, and press Add New User.`,
      `Type a user name such as support-temp and an e-mail address that is not in use yet. ${ownPassword}`,
      "Under User Role choose Administrators. Save; newer versions ask for your own password first.",
      "Type the same user name and password here.",
    ],
    disable: [`Open ${menu}.`, "Edit the temporary user and set the account to Inactive, or delete it.", "Save."],
    note:
      major === 1
        ? null
        : "Where a second factor is required, the user sets it up at the first login. Say in the note if it goes by e-mail.",
  };
}

const joomla: Recipe = {
  title: "A shop within Joomla",
  make: [
    "In Joomla’s own administration open Users and add a new one.",
    `Choose a login name such as support-temp and an e-mail address that is not in use yet. ${ownPassword}`,
    "Under the assigned groups tick Super Users, and save. Type the same login name and password here.",
  ],
  disable: ["Open Users in Joomla’s administration.", "Block the temporary user, or delete it."],
  note: "The login page is Joomla’s: your site’s address with /administrator/ behind it.",
};

const anyStore: Recipe = {
  title: "Your store",
  make: [
    "In your store’s admin look for its users, administrators or staff, often under settings or system.",
    "Add one with a name such as support-temp, and the same rights as yours.",
    `${ownPassword} Save it, and type the same name and password here.`,
  ],
  disable: ["Open the same list of users.", "Disable the temporary user, or delete it, and save."],
  note: "If there can be no second user, change your own password once the ticket is resolved.",
};

/** Control panels of hosts that have steps of their own. */
export const hostPanels = [
  ["cpanel", "cPanel"],
  ["plesk", "Plesk"],
  ["directadmin", "DirectAdmin"],
  ["other", "Another one"],
] as const;
export type HostPanel = (typeof hostPanels)[number][0];

const folderOnly = "Give it the folder of the store alone, not the whole account.";

/** How a temporary account for the store's files is made at its host. */
export const filesRecipes: Record<HostPanel, Recipe> = {
  cpanel: {
    title: "cPanel",
    make: [
      "Open Files, then FTP Accounts.",
      `Type a login such as support-temp. ${ownPassword} ${folderOnly}`,
      "Press Create FTP Account. The whole user name is the login, an @ and your domain.",
    ],
    disable: ["Open Files, then FTP Accounts.", "Press Delete beside the temporary account, and keep its files."],
    note: "Such an account logs in by FTP and FTPS, not by SFTP. Choose FTPS.",
  },
  plesk: {
    title: "Plesk",
    make: [
      "Open Websites & Domains, then FTP Access, and press Add an FTP Account.",
      `Type a name such as support-temp. ${ownPassword} ${folderOnly}`,
      "Allow reading and writing where it asks, and press OK.",
    ],
    disable: [
      "Open Websites & Domains, then FTP Access.",
      "Tick the temporary account and press Remove. The files stay.",
    ],
    note: null,
  },
  directadmin: {
    title: "DirectAdmin",
    make: [
      "Open FTP Management, and press Create FTP account.",
      `Type a user name such as support-temp. ${ownPassword}`,
      `Choose Custom and type the folder. ${folderOnly} Press Create. The whole user name has an @ and your domain.`,
    ],
    disable: ["Open FTP Management.", "Tick the temporary account and delete it. The files stay."],
    note: "Such an account logs in by FTP and FTPS, not by SFTP. Choose FTPS.",
  },
  other: {
    title: "Your host",
    make: [
      "In your host’s control panel look for FTP or SFTP users, often under files or hosting.",
      `Add one with a name such as support-temp. ${ownPassword}`,
      `${folderOnly} Your host names the server; it is often your domain, or ftp. before it.`,
    ],
    disable: ["Open the same list.", "Delete the temporary user, or change its password. The files stay."],
    note: null,
  },
};
