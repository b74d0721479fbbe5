import { join } from "node:path";
import { Hono } from "hono";
import { AppError, refusal } from "../../shared/problems.ts";
import { staticFile } from "./static.ts";

const landing = join(import.meta.dirname, "../landing");
const looks = join(import.meta.dirname, "../../shared/ui");

/** The landing page, where an invitation link opened in a browser arrives, and the desk. */
export function pages(deskFolder: string): Hono {
  const app = new Hono();
  app.get("/", () => found(staticFile(landing, "index.html")));
  app.get("/landing/tokens.css", () => found(staticFile(looks, "tokens.css")));
  app.get("/landing/:file", (c) => found(staticFile(landing, c.req.param("file"))));
  app.get("/favicon.ico", () => found(staticFile(landing, "icon.svg")));
  app.get("/desk", () => desk(deskFolder, ""));
  app.get("/desk/*", (c) => desk(deskFolder, c.req.path.slice("/desk/".length)));
  return app;
}

async function found(file: Promise<Response | null>): Promise<Response> {
  const response = await file;
  if (!response) throw new AppError(refusal("request.not-found"));
  return response;
}

/** A file of the built desk. Addresses inside the desk are its own business: they all get its one page. */
async function desk(folder: string, path: string): Promise<Response> {
  const file = path === "" ? null : await staticFile(folder, path);
  if (file) return file;
  if (path.startsWith("assets/")) throw new AppError(refusal("request.not-found"));
  return (await staticFile(folder, "index.html")) ?? found(staticFile(landing, "desk-not-built.html"));
}
