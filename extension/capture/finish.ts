import { createRedactor } from "../../shared/redaction.ts";
import type { Report } from "../../shared/report.ts";
import { fitReport } from "./limits.ts";

/** The last thing before a report leaves: secrets out first, then what is too long or too much. */
export function finish(report: Report): Report {
  const redactor = createRedactor();
  const redacted = redactor.redactDeep(report);
  return fitReport({ ...redacted, redactions: redactor.counts() });
}
