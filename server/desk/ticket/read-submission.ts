import { type Decision, refuse } from "../../../shared/problems.ts";
import { type Submission, submission } from "../../../shared/submission.ts";

/** What the stored text says. The text itself stays what is shown as the bytes. */
export function readSubmission(text: string): Decision<Submission, "report.unreadable"> {
  try {
    const read = submission.safeParse(JSON.parse(text));
    if (read.success) return { ok: true, value: read.data };
    return refuse("report.unreadable", { where: read.error.issues[0]?.path.join(".") || "its outermost part" });
  } catch {
    return refuse("report.unreadable", { where: "it is not JSON" });
  }
}
