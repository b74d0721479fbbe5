import "../../shared/desk-problems.ts";
import { render } from "preact";
import { v7 } from "uuid";
import { invariant } from "../../shared/invariant.ts";
import { connect } from "./api.ts";
import { Desk } from "./desk.tsx";
import { connectRelay } from "./relay/api.ts";
import { createRouter, takeFragment } from "./router.ts";
import { browserDigest } from "./ticket/bytes.ts";

const place = document.querySelector("#desk");
invariant(place, "the desk has a place in its page");

// The fragment of a setup link is a secret: it leaves the address bar before anything else happens.
const setupToken = takeFragment(window);

render(
  <Desk
    api={connect()}
    account={() => import("./account/api.ts").then(({ connectAccount }) => connectAccount())}
    router={createRouter(window)}
    setupToken={setupToken}
    relay={connectRelay()}
    storage={localStorage}
    digest={browserDigest()}
    newId={() => v7()}
    now={() => new Date()}
  />,
  place,
);
