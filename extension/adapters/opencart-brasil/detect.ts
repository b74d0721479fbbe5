import { member } from "../opencart/family.ts";

// Keeps its parent's link, and says its own number after its parent's; seen on 3.0.3.3 (Brasil 1.7.2).
export const opencartBrasil = member("OpenCart Brasil", /\(Bra[sz]il /);
