import type { MailWords } from "./words.ts";

const licenseLines = ["License ending in {last4}.", "Store: {store}", "The other reseller: {partner}"];

export const en: MailWords = {
  direction: "ltr",
  greeting: { named: "Hello {name},", unnamed: "Hello," },
  footer: [
    "This mail was sent automatically. An answer to it is not read and does not become a request.",
    "To write to us, go to {where}",
  ],
  roles: { operator: "operator", engineer: "engineer", reseller: "reseller", holder: "license holder" },
  access: { ftp: "FTP", admin: "store admin" },
  because: {
    "no-answer": "The reseller did not answer in time.",
    unwilling: "The reseller does not wish to support this store.",
  },
  kinds: {
    "person-invited": {
      subject: "Your invitation",
      lines: [
        "You are invited to sign in as: {role}.",
        "You will act for {account}.",
        "The link works once, until {expiresAt}. Do not pass it on. If you did not expect it, do nothing.",
      ],
      button: "Accept the invitation",
    },
    "signed-in-anew": {
      subject: "New sign-in to your account",
      lines: [
        "Somebody signed in to your account at {at}, with {device}.",
        "If this was not you, end that session and change your password now.",
      ],
      button: "See your sessions",
    },
    reply: {
      subject: "{ticket}: there is an answer to “{subject}”",
      lines: ["Your request {ticket}, “{subject}”, was answered. You can read the answer and write back there."],
      button: "Read the answer",
    },
    "estimate-to-confirm": {
      subject: "{ticket}: please confirm the estimate for “{subject}”",
      lines: [
        "Your request {ticket}, “{subject}”, was assessed. Credits needed: {credits}.",
        "Work goes on once you agree. Nothing is charged before. The estimate stands until {expiresAt}.",
      ],
      button: "See the estimate",
    },
    resolved: {
      subject: "{ticket}: “{subject}” is resolved",
      lines: [
        "Your request {ticket}, “{subject}”, was marked as resolved.",
        "If something is still not right, open the request and say so there.",
      ],
      button: "Open the request",
    },
    "access-asked": {
      subject: "{ticket}: access to your store is needed for “{subject}”",
      lines: [
        "To work on your request {ticket}, “{subject}”, we need access to your store: {access}.",
        "Open the request in your store’s panel and hand it over there. Never send a password by mail.",
      ],
      button: "Open the request",
    },
    "access-take-back": {
      subject: "{ticket}: please take back the access to your store",
      lines: [
        "We no longer need the access that you gave us for {ticket}, “{subject}”: {access}.",
        "Please disable it or change its password now, then say so in your store’s panel. We try it once more and tell you whether it still works.",
        "Our copy was destroyed on {at}. It is not confirmed that the access is disabled.",
      ],
      button: "Open the request",
    },
    "access-not-confirmed": {
      subject: "{ticket}: the end of access to your store is not confirmed",
      lines: [
        "A week ago we asked you to take back the access that you gave us for {ticket}, “{subject}”: {access}.",
        "Our copy is destroyed. It is not confirmed that the access is disabled: please see that it is.",
      ],
      button: "Open the request",
    },
    "access-revealed": {
      subject: "{ticket}: an engineer opened the access to your store",
      lines: [
        "To work on {ticket}, “{subject}”, an engineer saw a login that you handed over ({access}) on {at}.",
        "Who it was and why stands in the access log in your store’s panel. You can take the access back there at any time.",
      ],
      button: "Open the request",
    },
    "transfer-asked": {
      subject: "License …{last4}: a transfer was asked for",
      lines: ["A transfer of a license to another reseller was asked for.", ...licenseLines, "It needs both to agree."],
      button: "See the transfer",
    },
    "transfer-agreed": {
      subject: "License …{last4}: one side agreed to the transfer",
      lines: ["One of the two resellers agreed to the transfer of a license.", ...licenseLines],
      button: "See the transfer",
    },
    "transfer-declined": {
      subject: "License …{last4}: the transfer was declined",
      lines: ["The transfer of a license was declined. It stays where it is.", ...licenseLines],
      button: "See the license",
    },
    "transfer-cancelled": {
      subject: "License …{last4}: the transfer was cancelled",
      lines: ["The transfer of a license was cancelled. It stays where it is.", ...licenseLines],
      button: "See the license",
    },
    "transfer-done": {
      subject: "License …{last4}: the transfer is done",
      lines: ["A license has moved to its new reseller, with its requests.", ...licenseLines],
      button: "See your licenses",
    },
    "orphan-reported": {
      subject: "License …{last4}: a store cannot reach its reseller",
      lines: [
        "A store owner reports that the reseller cannot be reached.",
        "License ending in {last4}.",
        "Store: {store}",
        "Reseller: {reseller}",
        "The time runs from your first attempt to reach them, once you log it.",
      ],
      button: "Open the license",
    },
    "contact-attempt": {
      subject: "License …{last4}: please answer your client",
      lines: [
        "A client of yours says that you cannot be reached.",
        "License ending in {last4}.",
        "Store: {store}",
        "Please answer by {answerBy}. Without an answer the license no longer belongs to your account.",
      ],
      button: "Answer now",
    },
    orphaned: {
      subject: "License …{last4} is orphaned",
      lines: ["License ending in {last4}.", "Store: {store}", "Reseller: {reseller}", "{because}"],
      button: "Open the license",
    },
    "adoption-asked": {
      subject: "License …{last4}: a reseller asks to take it over",
      lines: [
        "A reseller asks in writing to take over an orphaned license.",
        "License ending in {last4}.",
        "Store: {store}",
        "Reseller: {reseller}",
        "It moves when the store's owner names the same reseller.",
      ],
      button: "Open the license",
    },
    "adoption-wished": {
      subject: "License …{last4}: the owner names a company",
      lines: [
        "The owner of a store that nobody looks after says which company is to do so.",
        "License ending in {last4}.",
        "Store: {store}",
        "Its page shows what the owner wrote, beside the resellers who asked for it.",
      ],
      button: "Open the license",
    },
    "adoption-done": {
      subject: "License …{last4} is now yours",
      lines: ["You now look after this license.", "License ending in {last4}.", "Store: {store}"],
      button: "See the license",
    },
    "client-filed": {
      subject: "{ticket}: a client sent a request: “{subject}”",
      lines: ["A client of yours sent the request {ticket}, “{subject}”.", "Store: {store}"],
      button: "Open the request",
    },
    "relay-answered": {
      subject: "{ticket}: what you passed on was answered: “{subject}”",
      lines: ["There is an answer to the request {ticket}, “{subject}”. Your client sees it when you pass it on."],
      button: "Read the answer",
    },
  },
};
