import { member, portLink } from "../opencart/family.ts";

// Shows the version of the OpenCart it holds; read of 2.2.0.0.
export const jcart = member("jCart", portLink, "#footer-oc", "com_jcart");
