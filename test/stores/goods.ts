import { canaries } from "./canaries.ts";

export const wares = ["Beech cutting board", "Enamel coffee pot", "Linen tea towel", "Stoneware bowl", "Willow basket"];

/** Order, customer, e-mail, status, total. */
export const orderRows: readonly string[][] = [
  ["1042", canaries.customerName, canaries.customerEmail, "Pending", "€ 64.50"],
  ["1041", "J. Ndiaye", "j.ndiaye@mail.example", "Complete", "€ 21.00"],
  ["1040", "P. Lindqvist", "p.lindqvist@mail.example", "Complete", "€ 42.00"],
];
