import { createTRPCClient, httpBatchLink } from "@trpc/client";
import type {
  IncomingTransfer,
  LicenseList,
  LicensePage,
  LicenseState,
  ResellerContact,
  ResellerLine,
} from "../../../shared/license-list.ts";
import type { ContactWay, Costs, LifeState } from "../../../shared/licenses.ts";
import type { Decision } from "../../../shared/problems.ts";
import type { AppRouter } from "../../router.ts";
import { decide } from "../api.ts";

export interface LicenseListInput {
  search?: string;
  state?: LicenseState;
  life?: LifeState;
  product?: string;
  resellerId?: string;
  cursor?: string;
  limit?: number;
}

type Done = Promise<Decision<unknown>>;
type Party = "holder" | "client";

/** What the pages of licenses ask of the server. Nothing here throws. */
export interface LicensesApi {
  list(input: LicenseListInput): Promise<Decision<LicenseList>>;
  open(licenseId: string): Promise<Decision<LicensePage>>;
  incoming(): Promise<Decision<IncomingTransfer[]>>;
  products(): Promise<Decision<string[]>>;
  resellers(): Promise<Decision<ResellerLine[]>>;
  addReseller(name: string): Promise<Decision<{ accountId: string }>>;
  editReseller(input: { resellerId: string; name: string; contact: ResellerContact }): Done;
  suspend(licenseId: string): Done;
  resume(licenseId: string): Done;
  renew(input: {
    licenseId: string;
    plan: string | null;
    planUntil: string | null;
    upgradeSubscription: boolean | null;
  }): Done;
  ban(input: { licenseId: string; reason: string }): Promise<Decision<{ says: string }>>;
  move(input: { licenseId: string; from: string; to: string }): Done;
  assignReseller(input: { licenseId: string; resellerId: string | null }): Done;
  logContact(input: { licenseId: string; by: ContactWay; note: string }): Done;
  noteAnswer(input: { licenseId: string; willing: boolean; note: string }): Done;
  nameReseller(input: { licenseId: string; resellerId: string; company: string }): Done;
  askTransfer(input: { licenseId: string; reseller: string }): Done;
  stateCosts(input: { licenseId: string; costs: Costs }): Done;
  decideTransfer(input: { licenseId: string; decision: "consented" | "declined" | "cancelled" }): Done;
  answer(input: { licenseId: string; willing: boolean }): Done;
  requestAdoption(input: { storeOrigin: string; text: string }): Done;
  makeCode(input: { licenseId: string; party: Party }): Promise<Decision<{ invitation: string; expiresAt: string }>>;
  revokeCode(codeId: string): Done;
  renameDevice(input: { deviceId: string; label: string }): Done;
  revokeDevice(deviceId: string): Done;
}

export function connectLicenses(): LicensesApi {
  const { licenses, devices, accounts } = createTRPCClient<AppRouter>({ links: [httpBatchLink({ url: "/trpc" })] });
  return {
    list: (input) => decide(licenses.list.query(input)),
    open: (licenseId) => decide(licenses.open.query({ licenseId })),
    incoming: () => decide(licenses.incoming.query()),
    products: () => decide(licenses.products.query()),
    resellers: () => decide(licenses.resellers.query()),
    addReseller: (name) => decide(accounts.addReseller.mutate({ name })),
    editReseller: (input) => decide(licenses.editReseller.mutate(input)),
    suspend: (licenseId) => decide(licenses.suspend.mutate({ licenseId })),
    resume: (licenseId) => decide(licenses.resume.mutate({ licenseId })),
    renew: (input) => decide(licenses.renew.mutate(input)),
    ban: (input) => decide(licenses.ban.mutate(input)),
    move: (input) => decide(licenses.move.mutate(input)),
    assignReseller: (input) => decide(licenses.assignReseller.mutate(input)),
    logContact: (input) => decide(licenses.logContact.mutate(input)),
    noteAnswer: (input) => decide(licenses.noteAnswer.mutate(input)),
    nameReseller: (input) => decide(licenses.nameReseller.mutate(input)),
    askTransfer: (input) => decide(licenses.askTransfer.mutate(input)),
    stateCosts: (input) => decide(licenses.stateCosts.mutate(input)),
    decideTransfer: (input) => decide(licenses.decideTransfer.mutate(input)),
    answer: (input) => decide(licenses.answer.mutate(input)),
    requestAdoption: (input) => decide(licenses.requestAdoption.mutate(input)),
    makeCode: (input) => decide(devices.makeCode.mutate(input)),
    revokeCode: (codeId) => decide(devices.revokeCode.mutate({ codeId })),
    renameDevice: (input) => decide(devices.rename.mutate(input)),
    revokeDevice: (deviceId) => decide(devices.revoke.mutate({ deviceId })),
  };
}
