import type { LicenseEvent } from "../../shared/licenses.ts";

/**
 * The rules of a license's life told a second time, as plainly as they stand in the vendor's policy, to hold ours against.
 * It knows of a license only what was asked for and whether time was up; times are seconds.
 */
export interface Model {
  owner: string | null;
  asked: { by: string; to: string } | null;
  stated: ReadonlySet<string>;
  agreed: ReadonlySet<string>;
  reported: boolean;
  firstAttempt: number | null;
  wroteFor: ReadonlySet<string>;
  named: string | null;
  wished: string | null;
}

export const freshModel = (owner: string | null): Model => ({
  owner,
  asked: null,
  stated: new Set(),
  agreed: new Set(),
  reported: false,
  firstAttempt: null,
  wroteFor: new Set(),
  named: null,
  wished: null,
});

export const weekSeconds = 7 * 24 * 3_600;

type Kind = LicenseEvent["kind"];
export type ModelEvent = {
  kind: Kind;
  by?: string;
  to?: string;
  reseller?: string;
  company?: string;
  willing?: boolean;
  costs?: unknown;
};

/** The license after an event at this second, and whether the event was allowed. */
export function modelStep(before: Model, event: ModelEvent, second: number): { model: Model; allowed: boolean } {
  const isOver = before.firstAttempt !== null && second >= before.firstAttempt + weekSeconds;
  const model = isOver ? { ...freshModel(null) } : before;
  const after = steps[event.kind](model, event, second);
  return after ? { model: after, allowed: true } : { model, allowed: false };
}

type Step = (model: Model, event: ModelEvent, second: number) => Model | null;

const isParty = ({ asked }: Model, who: string) => asked !== null && (asked.by === who || asked.to === who);
const isSettled = (model: Model): Model =>
  model.named !== null && model.wroteFor.has(model.named) ? freshModel(model.named) : model;

const steps: Record<Kind, Step> = {
  "time-passes": (model) => model,
  "reseller-assigned": () => null,
  "transfer-requested": (model, { by = "", to = "" }) => {
    if (to === model.owner) return null;
    if (model.asked?.by === by && model.asked.to === to) return model;
    const isFree = model.asked === null && model.firstAttempt === null;
    return isFree && model.owner === by ? { ...model, asked: { by, to }, stated: new Set(), agreed: new Set() } : null;
  },
  "costs-stated": (model, { by = "" }) => {
    if (!isParty(model, by)) return null;
    return model.stated.has(by) ? model : { ...model, stated: new Set([...model.stated, by]), agreed: new Set() };
  },
  consented: (model, { by = "" }) => {
    if (!isParty(model, by) || model.stated.size < 2) return null;
    const agreed = new Set([...model.agreed, by]);
    return agreed.size === 2 ? freshModel(model.asked?.to ?? null) : { ...model, agreed };
  },
  declined: (model, { by = "" }) => (isParty(model, by) ? { ...model, asked: null } : null),
  cancelled: (model, { by = "" }) => (model.asked?.by === by ? { ...model, asked: null } : null),
  "owner-reports-unreachable": (model) => (model.owner === null ? null : { ...model, reported: true }),
  "vendor-contacts-reseller": (model, _, second) => {
    if (model.owner === null || !model.reported) return null;
    return { ...model, asked: null, firstAttempt: model.firstAttempt ?? second };
  },
  "reseller-answers": (model, { willing }) => {
    if (model.owner === null || !model.reported) return null;
    return willing ? { ...model, reported: false, firstAttempt: null } : freshModel(null);
  },
  "written-request": (model, { by = "" }) =>
    model.owner === null ? isSettled({ ...model, wroteFor: new Set([...model.wroteFor, by]) }) : null,
  "owner-wishes-designer": (model, { company = "" }) => (model.owner === null ? { ...model, wished: company } : null),
  "owner-names-designer": (model, { reseller = "" }) =>
    model.owner === null ? isSettled({ ...model, named: reseller }) : null,
};
