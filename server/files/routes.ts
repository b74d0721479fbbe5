import { type Context, Hono } from "hono";
import { z } from "zod";
import { AppError, orThrow, refusal } from "../../shared/problems.ts";
import { requireFactor } from "../accounts/require-factor.ts";
import type { SignIn } from "../accounts/sign-in.ts";
import type { SecondFactor } from "../config.ts";
import type { Ctx } from "../context.ts";
import { deviceOf } from "../devices/device-of.ts";
import type { Env } from "../http/env.ts";
import { expireOrphans } from "../licenses/expire-orphans.ts";
import type { FilesOnDisk } from "./disk.ts";
import { attachmentHeader, downloadName } from "./download-name.ts";
import { openFile } from "./open-file.ts";
import { receiveFile } from "./receive-file.ts";

interface FileRoutesDependencies {
  ctx: Omit<Ctx, "actor">;
  disk: FilesOnDisk;
  signIn: SignIn;
  secondFactor: SecondFactor;
}

const fileId = z.uuid({ version: "v7" });
/** Files of one license that may be on their way at the same time: what has no row yet lies on the disk all the same. */
const mostArriving = 10;

/** Files come as they are, not as text inside a call, and leave as downloads. */
export function fileRoutes({ ctx, disk, signIn, secondFactor }: FileRoutesDependencies): Hono<Env> {
  const app = new Hono<Env>();
  const arriving = new Map<string, number>();

  /** The bytes are the body; `x-file-id` is the browser's id, `x-file-name` the name, percent-encoded. */
  app.post("/files", async (c) => {
    const actor = orThrow(await deviceOf(ctx, c.req.header("authorization") ?? null));
    const count = arriving.get(actor.licenseId) ?? 0;
    if (count >= mostArriving) throw new AppError(refusal("server.busy"));
    arriving.set(actor.licenseId, count + 1);
    try {
      return c.json(await receiveFile({ ...ctx, actor }, disk, sentFile(c)));
    } finally {
      const left = (arriving.get(actor.licenseId) ?? 1) - 1;
      if (left > 0) arriving.set(actor.licenseId, left);
      else arriving.delete(actor.licenseId);
    }
  });

  app.get("/files/:id", async (c) => {
    const actor = requireFactor(await signIn.sessionOf(c.req.raw.headers), secondFactor);
    if (actor.kind === "holder") throw new AppError(refusal("session.missing"));
    // An overdue license is its reseller's no more, also before the next round of chores.
    if (actor.kind === "reseller") await expireOrphans(ctx);
    const { file, bytes } = await openFile({ ...ctx, actor }, disk, c.req.param("id"));
    return c.body(bytes, 200, {
      "content-type": file.type === "text/plain" ? "text/plain; charset=utf-8" : file.type,
      "content-length": String(file.size),
      "content-disposition": attachmentHeader(downloadName(file.name, file.type)),
      "content-security-policy": "default-src 'none'; sandbox",
    });
  });
  return app;
}

function sentFile(c: Context<Env>) {
  const id = fileId.safeParse(c.req.header("x-file-id"));
  if (!id.success) throw new AppError(refusal("request.invalid", { where: "the file's id" }));
  const length = c.req.header("content-length");
  return {
    id: id.data,
    name: decoded(c.req.header("x-file-name") ?? ""),
    size: length === undefined ? null : Number(length),
    body: c.req.raw.body ?? new ReadableStream<Uint8Array>({ start: (empty) => empty.close() }),
  };
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch (error) {
    throw new AppError(refusal("request.invalid", { where: "the file's name" }), { cause: error });
  }
}
