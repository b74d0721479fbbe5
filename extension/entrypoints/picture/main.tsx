import "../../../shared/ui/tokens.css";
import "../../../shared/ui/ui.css";
import "../../picture/picture.css";
import { render } from "preact";
import { invariant } from "../../../shared/invariant.ts";
import { App } from "../../picture/app.tsx";
import { finished } from "../../picture/paint.ts";
import { createPicture } from "../../picture/state.ts";
import { pictureHost } from "../../picture-host.ts";

const root = document.getElementById("root");
invariant(root, "picture.html has a root");
const host = pictureHost(new URLSearchParams(location.search));
const picture = createPicture({ host, now: () => new Date(), draw: finished });
render(<App picture={picture} />, root);
void picture.open();
