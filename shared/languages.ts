/** Languages that mails are written in, by their own names. */
export const mailLanguageNames = [
  ["en", "English"],
  ["de", "Deutsch"],
  ["ru", "Русский"],
  ["pt", "Português"],
] as const;
