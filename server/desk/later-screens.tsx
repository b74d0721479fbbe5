import type { ComponentType } from "preact";
import type { AccountProps } from "./account/account.tsx";
import type { AccountApi } from "./account/api.ts";
import type { DeskApi, Person } from "./api.ts";
import type { BrandApi } from "./brand/api.ts";
import type { BrandProps } from "./brand/brand.tsx";
import { Later } from "./later.tsx";
import type { LicensesApi } from "./licenses/api.ts";
import type { LicenseProps } from "./licenses/license.tsx";
import type { LicensesProps } from "./licenses/licenses.tsx";
import type { ResellersProps } from "./licenses/resellers.tsx";
import type { PairProps } from "./pair/pair.tsx";
import type { PeopleProps } from "./people/people.tsx";
import type { Route, Router } from "./router.ts";
import type { SignInState } from "./sign-in/state.ts";

/** Screens that are not part of the desk's first page: each is fetched with what it asks of the server. */

interface LaterDeps {
  router: Pick<Router, "go">;
  /** What the pages of licenses ask of the server, where it is not the server that this page came from. */
  licenses?: () => Promise<LicensesApi>;
  account: () => Promise<AccountApi>;
  /** What the page of a brand asks of the server, where it is not the server that this page came from. */
  brand?: () => Promise<BrandApi>;
  /** Keeps what is typed and not saved yet. */
  storage: Storage;
  now: () => Date;
}

/** A screen that is given the account's API once both are here. */
function withAccount<Props extends { account: AccountApi }>(
  deps: LaterDeps,
  screen: () => Promise<ComponentType<Props>>,
): () => Promise<ComponentType<Omit<Props, "account">>> {
  return async () => {
    const [Screen, account] = await Promise.all([screen(), deps.account()]);
    // Props without `account` and `account` make Props.
    return (props) => <Screen {...({ ...props, account } as Props)} />;
  };
}

interface LaterScreenProps {
  deps: LaterDeps;
  route: Route;
  person: Person;
  onChanged: () => Promise<void>;
}

export function LaterScreen({ deps, route, person, onChanged }: LaterScreenProps) {
  const { now } = deps;
  if (route.page === "account") {
    const load = withAccount<AccountProps>(deps, async () => (await import("./account/account.tsx")).Account);
    return <Later key="account" load={load} with={{ now, onChanged }} />;
  }
  if (route.page === "people") {
    const load = withAccount<PeopleProps>(deps, async () => (await import("./people/people.tsx")).People);
    return <Later key="people" load={load} with={{ now, role: person.role, email: person.email }} />;
  }
  if (route.page === "pair") {
    const load = async () => {
      const [{ Pair }, { connectPairing }] = await Promise.all([import("./pair/pair.tsx"), import("./pair/api.ts")]);
      const pairing = connectPairing();
      return (props: Omit<PairProps, "pairing">) => <Pair {...props} pairing={pairing} />;
    };
    return <Later key="pair" load={load} with={{ now, mayPair: person.role === "reseller" }} />;
  }
  if (route.page === "licenses") {
    const load = withLicenses<LicensesProps>(deps, async () => (await import("./licenses/licenses.tsx")).Licenses);
    return (
      <Later key="licenses" load={load} with={{ role: person.role, query: route.query, now, go: deps.router.go }} />
    );
  }
  if (route.page === "license") {
    const { licenseId } = route;
    const load = withLicenses<LicenseProps>(deps, async () => (await import("./licenses/license.tsx")).License);
    return <Later key={licenseId} load={load} with={{ role: person.role, licenseId, now }} />;
  }
  if (route.page === "resellers") {
    const load = withLicenses<ResellersProps>(deps, async () => (await import("./licenses/resellers.tsx")).Resellers);
    return <Later key="resellers" load={load} with={{}} />;
  }
  if (route.page === "brand") {
    const { resellerId } = route;
    const isOperator = person.role === "operator";
    const props = { resellerId, isOperator, storage: deps.storage };
    return <Later key={resellerId} load={() => brandScreen(deps)} with={props} />;
  }
  return null;
}

async function brandScreen({ brand }: LaterDeps): Promise<ComponentType<Omit<BrandProps, "brand">>> {
  const connect = brand ?? (async () => (await import("./brand/api.ts")).connectBrand());
  const [{ Brand }, api] = await Promise.all([import("./brand/brand.tsx"), connect()]);
  return (props) => <Brand {...props} brand={api} />;
}

/** A screen that is given the API of licenses once both are here. */
function withLicenses<Props extends { licenses: LicensesApi }>(
  { licenses }: LaterDeps,
  screen: () => Promise<ComponentType<Props>>,
): () => Promise<ComponentType<Omit<Props, "licenses">>> {
  const connect = licenses ?? (async () => (await import("./licenses/api.ts")).connectLicenses());
  return async () => {
    const [Screen, api] = await Promise.all([screen(), connect()]);
    // Props without `licenses` and `licenses` make Props.
    return (props) => <Screen {...({ ...props, licenses: api } as Props)} />;
  };
}

interface CodeStepLaterProps {
  deps: LaterDeps;
  signIn: SignInState;
  onSignedIn: () => Promise<void>;
}

export function CodeStepLater({ deps, signIn, onSignedIn }: CodeStepLaterProps) {
  const back = () => {
    signIn.needsCode.value = false;
  };
  const entered = async () => {
    back();
    await onSignedIn();
  };
  const load = withAccount(deps, async () => (await import("./account/code-step.tsx")).CodeStep);
  return <Later load={load} with={{ onSignedIn: entered, onBack: back }} />;
}

interface SetUpLaterProps {
  deps: LaterDeps;
  onDone: () => Promise<void>;
  onLeave: () => void;
}

export function SetUpLater({ deps, onDone, onLeave }: SetUpLaterProps) {
  const load = withAccount(deps, async () => (await import("./account/set-up.tsx")).SetUp);
  return <Later load={load} with={{ onDone, onLeave }} />;
}

interface JoinLaterProps {
  deps: LaterDeps & { api: DeskApi; setupToken: string };
  onSignedIn: () => Promise<void>;
}

export function JoinLater({ deps, onSignedIn }: JoinLaterProps) {
  const load = withAccount(deps, async () => (await import("./join/join.tsx")).Join);
  return <Later load={load} with={{ api: deps.api, token: deps.setupToken, onSignedIn }} />;
}
