import type { Facts, Source } from "../adapter.ts";

/** The settings' own numbers are the same from 4.3.1 to 4.20.1. */
const fields = { host: 8, user: 9, password: 10, directory: 11 } as const;

/** Whether an FTP account is set. What it is stands in the same fields: it is never returned from here. */
export function ftpAccount({ page }: Source): Facts | null {
  const field = (number: number) => `form[name="settings_form"] [name="update[${number}]"]`;
  if (!page.has(`${field(fields.host)}[id*="_ftp_"]`, field(fields.password))) return null;
  const isFilled = (number: number) => (page.attribute(field(number), "value") ?? "").trim() !== "";
  return {
    ftp: {
      host: isFilled(fields.host),
      user: isFilled(fields.user),
      password: isFilled(fields.password),
      directory: isFilled(fields.directory),
    },
  };
}
