import { member } from "../opencart/family.ts";

// Its versions are its own: 1.11.1 is no OpenCart 1.x. Seen on 1.11.1.
export const opencartOverclocked = member("OpenCart OverClocked", "#container-normal,#container-limited");
