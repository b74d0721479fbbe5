import { member, portLink } from "../opencart/family.ts";

// jCart's ancestor; shows the version of the OpenCart it holds; read of 1.5.4.
export const joocart = member("JooCart", portLink, "#footer_ext", "com_opencart");
