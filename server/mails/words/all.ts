import type { MailLanguage } from "../kinds.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { pt } from "./pt.ts";
import { ru } from "./ru.ts";
import type { MailWords } from "./words.ts";

export const mailWords: Record<MailLanguage, MailWords> = { en, de, ru, pt };
