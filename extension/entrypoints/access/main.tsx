import "../../../shared/access-problems.ts";
import { invariant } from "../../../shared/invariant.ts";
import { mountAccess } from "../../access/mount.tsx";
import { accessHost } from "../../access-host.ts";

const root = document.getElementById("root");
invariant(root, "access.html has a root");
mountAccess(root, accessHost());
