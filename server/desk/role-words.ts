import type { Role } from "./api.ts";

export const roleWords: Record<Role, string> = {
  operator: "operator",
  engineer: "engineer",
  reseller: "reseller",
  holder: "license holder",
};
