import { member } from "../opencart/family.ts";

// Has the number of the OpenCart it stands on; seen on 3.0.3.7.
export const ocstore = member("ocStore", '#footer [href*="ocstore.com"],#oc-search-div');
