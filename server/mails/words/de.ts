import type { MailWords } from "./words.ts";

const licenseLines = ["Lizenz mit der Endung {last4}.", "Shop: {store}", "Der andere Reseller: {partner}"];

export const de: MailWords = {
  direction: "ltr",
  greeting: { named: "Guten Tag {name},", unnamed: "Guten Tag," },
  footer: [
    "Diese Mail wurde automatisch verschickt. Eine Antwort darauf wird nicht gelesen und wird keine Anfrage.",
    "Schreiben Sie uns hier: {where}",
  ],
  roles: { operator: "Betreiber", engineer: "Techniker", reseller: "Reseller", holder: "Lizenzinhaber" },
  access: { ftp: "FTP", admin: "Shop-Verwaltung" },
  because: {
    "no-answer": "Der Reseller hat nicht rechtzeitig geantwortet.",
    unwilling: "Der Reseller möchte diesen Shop nicht betreuen.",
  },
  kinds: {
    "person-invited": {
      subject: "Ihre Einladung",
      lines: [
        "Sie sind eingeladen, sich anzumelden als: {role}.",
        "Sie handeln für {account}.",
        "Der Link gilt einmal, bis {expiresAt}. Geben Sie ihn nicht weiter. Haben Sie ihn nicht erwartet, tun Sie nichts.",
      ],
      button: "Einladung annehmen",
    },
    "signed-in-anew": {
      subject: "Neue Anmeldung in Ihrem Konto",
      lines: [
        "Jemand hat sich in Ihrem Konto angemeldet: {at}, mit {device}.",
        "Waren Sie das nicht, beenden Sie diese Sitzung und ändern Sie jetzt Ihr Passwort.",
      ],
      button: "Sitzungen ansehen",
    },
    reply: {
      subject: "{ticket}: Antwort auf „{subject}“",
      lines: [
        "Ihre Anfrage {ticket}, „{subject}“, wurde beantwortet. Dort lesen Sie die Antwort und schreiben zurück.",
      ],
      button: "Antwort lesen",
    },
    "estimate-to-confirm": {
      subject: "{ticket}: Bitte bestätigen Sie die Schätzung für „{subject}“",
      lines: [
        "Ihre Anfrage {ticket}, „{subject}“, wurde eingeschätzt. Nötige Credits: {credits}.",
        "Die Arbeit geht weiter, sobald Sie zustimmen. Vorher wird nichts berechnet. Die Schätzung gilt bis {expiresAt}.",
      ],
      button: "Schätzung ansehen",
    },
    resolved: {
      subject: "{ticket}: „{subject}“ ist gelöst",
      lines: [
        "Ihre Anfrage {ticket}, „{subject}“, wurde als gelöst markiert.",
        "Stimmt noch etwas nicht, öffnen Sie die Anfrage und schreiben Sie es dort.",
      ],
      button: "Anfrage öffnen",
    },
    "access-asked": {
      subject: "{ticket}: Für „{subject}“ wird Zugang zu Ihrem Shop gebraucht",
      lines: [
        "Für Ihre Anfrage {ticket}, „{subject}“, brauchen wir Zugang zu Ihrem Shop: {access}.",
        "Öffnen Sie die Anfrage im Panel Ihres Shops und übergeben Sie ihn dort. Schicken Sie nie ein Passwort per E-Mail.",
      ],
      button: "Anfrage aufrufen",
    },
    "access-take-back": {
      subject: "{ticket}: Bitte nehmen Sie den Zugang zu Ihrem Shop zurück",
      lines: [
        "Den Zugang, den Sie uns für {ticket}, „{subject}“, gegeben haben, brauchen wir nicht mehr: {access}.",
        "Bitte sperren Sie ihn jetzt oder ändern Sie das Passwort und sagen Sie es dann im Panel Ihres Shops. Wir versuchen ihn noch einmal und sagen Ihnen, ob er noch geht.",
        "Unsere Kopie wurde am {at} vernichtet. Dass der Zugang gesperrt ist, ist nicht bestätigt.",
      ],
      button: "Anfrage aufrufen",
    },
    "access-not-confirmed": {
      subject: "{ticket}: Das Ende des Zugangs zu Ihrem Shop ist nicht bestätigt",
      lines: [
        "Vor einer Woche haben wir Sie gebeten, den Zugang für {ticket}, „{subject}“, zurückzunehmen: {access}.",
        "Unsere Kopie ist vernichtet. Dass der Zugang gesperrt ist, ist nicht bestätigt: Bitte sehen Sie nach.",
      ],
      button: "Anfrage aufrufen",
    },
    "access-revealed": {
      subject: "{ticket}: Ein Techniker hat den Zugang zu Ihrem Shop geöffnet",
      lines: [
        "Für {ticket}, „{subject}“, hat ein Techniker einen Zugang gesehen, den Sie übergeben haben ({access}): {at}.",
        "Wer es war und warum, steht im Zugangsprotokoll im Panel Ihres Shops. Dort können Sie den Zugang jederzeit zurücknehmen.",
      ],
      button: "Anfrage aufrufen",
    },
    "transfer-asked": {
      subject: "Lizenz …{last4}: Übertragung gewünscht",
      lines: [
        "Die Übertragung einer Lizenz an einen anderen Reseller wurde gewünscht.",
        ...licenseLines,
        "Beide müssen zustimmen.",
      ],
      button: "Übertragung ansehen",
    },
    "transfer-agreed": {
      subject: "Lizenz …{last4}: Eine Seite hat der Übertragung zugestimmt",
      lines: ["Einer der beiden Reseller hat der Übertragung einer Lizenz zugestimmt.", ...licenseLines],
      button: "Übertragung ansehen",
    },
    "transfer-declined": {
      subject: "Lizenz …{last4}: Übertragung abgelehnt",
      lines: ["Die Übertragung einer Lizenz wurde abgelehnt. Sie bleibt, wo sie ist.", ...licenseLines],
      button: "Lizenz ansehen",
    },
    "transfer-cancelled": {
      subject: "Lizenz …{last4}: Übertragung abgebrochen",
      lines: ["Die Übertragung einer Lizenz wurde abgebrochen. Sie bleibt, wo sie ist.", ...licenseLines],
      button: "Lizenz ansehen",
    },
    "transfer-done": {
      subject: "Lizenz …{last4}: Übertragung erledigt",
      lines: ["Eine Lizenz ist mit ihren Anfragen zu ihrem neuen Reseller gewechselt.", ...licenseLines],
      button: "Ihre Lizenzen ansehen",
    },
    "orphan-reported": {
      subject: "Lizenz …{last4}: Ein Shop erreicht seinen Reseller nicht",
      lines: [
        "Ein Shopbetreiber meldet, dass der Reseller nicht zu erreichen ist.",
        "Lizenz mit der Endung {last4}.",
        "Shop: {store}",
        "Reseller: {reseller}",
        "Die Frist läuft ab Ihrem ersten Kontaktversuch, sobald Sie ihn eintragen.",
      ],
      button: "Lizenz öffnen",
    },
    "contact-attempt": {
      subject: "Lizenz …{last4}: Bitte antworten Sie Ihrem Kunden",
      lines: [
        "Ein Kunde von Ihnen sagt, dass Sie nicht zu erreichen sind.",
        "Lizenz mit der Endung {last4}.",
        "Shop: {store}",
        "Bitte antworten Sie bis {answerBy}. Ohne Antwort gehört die Lizenz nicht mehr zu Ihrem Konto.",
      ],
      button: "Jetzt antworten",
    },
    orphaned: {
      subject: "Lizenz …{last4} ist verwaist",
      lines: ["Lizenz mit der Endung {last4}.", "Shop: {store}", "Reseller: {reseller}", "{because}"],
      button: "Lizenz öffnen",
    },
    "adoption-asked": {
      subject: "Lizenz …{last4}: Ein Reseller möchte sie übernehmen",
      lines: [
        "Ein Reseller bittet schriftlich darum, eine verwaiste Lizenz zu übernehmen.",
        "Lizenz mit der Endung {last4}.",
        "Shop: {store}",
        "Reseller: {reseller}",
        "Sie wechselt, wenn der Shopbetreiber denselben Reseller nennt.",
      ],
      button: "Lizenz öffnen",
    },
    "adoption-wished": {
      subject: "Lizenz …{last4}: Der Shopbetreiber nennt eine Firma",
      lines: [
        "Der Betreiber eines Shops, um den sich niemand kümmert, sagt, welche Firma das tun soll.",
        "Lizenz mit der Endung {last4}.",
        "Shop: {store}",
        "Auf ihrer Seite steht, was er geschrieben hat, neben den Resellern, die darum gebeten haben.",
      ],
      button: "Lizenz öffnen",
    },
    "adoption-done": {
      subject: "Lizenz …{last4} gehört jetzt zu Ihnen",
      lines: ["Sie betreuen jetzt diese Lizenz.", "Lizenz mit der Endung {last4}.", "Shop: {store}"],
      button: "Lizenz ansehen",
    },
    "client-filed": {
      subject: "{ticket}: Anfrage eines Kunden: „{subject}“",
      lines: ["Ein Kunde von Ihnen hat die Anfrage {ticket}, „{subject}“, geschickt.", "Shop: {store}"],
      button: "Anfrage öffnen",
    },
    "relay-answered": {
      subject: "{ticket}: Antwort auf Ihre weitergegebene Anfrage „{subject}“",
      lines: [
        "Es gibt eine Antwort auf die Anfrage {ticket}, „{subject}“. Ihr Kunde sieht sie, wenn Sie sie weitergeben.",
      ],
      button: "Antwort lesen",
    },
  },
};
