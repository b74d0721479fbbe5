import { createRedactor } from "../../shared/redaction.ts";
import type { Report } from "../../shared/report.ts";
import { fitLists, fitReport } from "./limits.ts";

/** The last thing before a report leaves: what is too many goes, then secrets, then what is too long. */
export function finish(report: Report): Report {
  const redactor = createRedactor();
  const redacted = redactor.redactDeep(fitLists(report));
  return fitReport({ ...redacted, redactions: redactor.counts() });
}
