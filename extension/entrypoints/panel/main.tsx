import { invariant } from "../../../shared/invariant.ts";
import { mountPanel } from "../../panel/mount.tsx";
import { runtimeHost } from "../../runtime-host.ts";

const root = document.getElementById("root");
invariant(root, "panel.html has a root");
mountPanel(root, runtimeHost());
