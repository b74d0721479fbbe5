import { member } from "../opencart/family.ts";

// Its versions are its own; read of 1.6.2.
export const arastta = member("Arastta", 'link[href*="/arastta.css"]', ".footer-version");
