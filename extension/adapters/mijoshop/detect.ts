import { member, portLink } from "../opencart/family.ts";

// Its footer is empty; read of 2.1.7 and the 3.x line.
export const mijoshop = member("MijoShop", portLink, "#menu-logo .version", "com_mijoshop");
