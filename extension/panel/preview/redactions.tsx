import type { Report } from "../../../shared/report.ts";

/** Kinds of removed secrets in a person's words; a kind that is new here is shown by its own name. */
const words: Record<string, string> = {
  email: "e-mail addresses",
  token: "session and form tokens",
  secret: "passwords and keys",
  password: "passwords",
  key: "keys",
  ip: "addresses of computers",
  card: "payment card numbers",
  phone: "telephone numbers",
  path: "folders of your hosting account",
  home: "folders of your hosting account",
  host: "names of computers",
  url: "addresses with secrets in them",
  user: "user names",
};

export function Redactions({ report }: { report: Report | null }) {
  const kinds = Object.entries(report?.redactions ?? {}).filter(([, number]) => number > 0);
  if (kinds.length === 0) return null;
  const total = kinds.reduce((sum, [, number]) => sum + number, 0);
  return (
    <section class="card pad stack close" aria-labelledby="redactions">
      <h2 class="label" id="redactions">
        {total === 1 ? "1 secret was" : `${total} secrets were`} taken out before anything left the page
      </h2>
      <table class="sm removed-kinds">
        <thead class="sr">
          <tr>
            <th>Shown as</th>
            <th>What it was</th>
            <th>Places</th>
          </tr>
        </thead>
        <tbody>
          {kinds.map(([kind, number]) => (
            <tr key={kind}>
              <td>
                <span class="redacted">[{kind}#…]</span>
              </td>
              <td class="soft">{words[kind] ?? kind}</td>
              <td class="meta num">{number === 1 ? "1 place" : `${number} places`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
