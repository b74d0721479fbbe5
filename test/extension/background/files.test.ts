import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { CallError } from "../../../extension/api.ts";
import { discardDraft, saveDraft, startPanel } from "../../../extension/background/drafting.ts";
import { addPiece, removeFile } from "../../../extension/background/files.ts";
import { prepare, sendTicket } from "../../../extension/background/filing.ts";
import { sweepKeptFiles } from "../../../extension/kept-files.ts";
import type { FilePiece } from "../../../extension/messages.ts";
import { type ProblemCode, refusal } from "../../../shared/problems.ts";
import { aJpeg } from "../../server/files/samples.ts";
import { enrolment, type FakeServices, fakeServices, panelCaller, storeOrigin } from "./fake-services.ts";

const id = (last: number) => `0193c8a2-0000-7000-8000-00000000000${last}`;

async function begun() {
  const services = fakeServices();
  await services.shelves.enrolments.put(enrolment);
  const { draft } = await startPanel(services, panelCaller, { draftId: null });
  const { draftId } = draft;
  await saveDraft(services, panelCaller, {
    draftId,
    subject: "Checkout is empty",
    message: "Since.",
    leftOut: [],
    masks: [],
    ask: null,
  });
  const calls: string[] = [];
  const files = new Map<string, string>();
  services.server.sendFile = async ({ id: fileId, bytes }) => {
    calls.push(`file ${fileId.at(-1)}`);
    files.set(fileId, await bytes.text());
  };
  services.server.file = async ({ text, sha256 }) => {
    calls.push("ticket");
    const { ticketId, files: named } = JSON.parse(text) as { ticketId: string; files: { id: string }[] };
    if (named.some((file) => !files.has(file.id))) throw new CallError(refusal("file.absent"), null);
    return { ticketId, number: 1001, sha256, size: text.length, storedAt: services.now().toISOString() };
  };
  return { services, draftId, calls, files };
}

function pieces(draftId: string, fileId: string, words: string, length = 4, name = "error.log"): FilePiece[] {
  const bytes = Buffer.from(words);
  return Array.from({ length: Math.ceil(bytes.length / length) }, (_, index) => {
    const at = index * length;
    return { draftId, fileId, name, size: bytes.length, at, bytes: bytes.subarray(at, at + length).toString("base64") };
  });
}

async function add(services: FakeServices, draftId: string, fileId: string, words: string) {
  let added = null;
  for (const piece of pieces(draftId, fileId, words)) added = await addPiece(services, panelCaller, piece);
  return added;
}

async function send(services: FakeServices, draftId: string) {
  const { sha256 } = await prepare(services, panelCaller, draftId);
  return sendTicket(services, panelCaller, { draftId, sha256 });
}

const refused = (call: Promise<unknown>): Promise<ProblemCode> =>
  call.then(
    () => {
      throw new Error("It was not refused");
    },
    (error) => error.refusal.code,
  );

test("a file is whole after its pieces, and the bytes that are seen name it by its hash", async () => {
  const { services, draftId } = await begun();
  const file = await add(services, draftId, id(1), "PHP Warning: mail()");
  const sha256 = createHash("sha256").update("PHP Warning: mail()").digest("hex");
  expect(file).toEqual({ id: id(1), name: "error.log", type: "text/plain", size: 19, sha256 });
  const { text } = await prepare(services, panelCaller, draftId);
  expect(JSON.parse(text).files).toEqual([file]);
  expect(services.told.findLast(({ kind }) => kind === "draft.changed")).toMatchObject({
    kind: "draft.changed",
    draft: { files: [file] },
  });
});

test("pieces that come twice change nothing, and the last one is answered again", async () => {
  const { services, draftId } = await begun();
  const all = pieces(draftId, id(1), "some words");
  for (const piece of all) {
    await addPiece(services, panelCaller, piece);
    await addPiece(services, panelCaller, piece);
  }
  expect(await (await services.shelves.files.get(id(1)))?.bytes.text()).toBe("some words");
  expect((await services.shelves.drafts.get(draftId))?.files).toHaveLength(1);
});

test("a file that is begun again after a kill starts anew", async () => {
  const { services, draftId } = await begun();
  const [first] = pieces(draftId, id(1), "some words");
  await addPiece(services, panelCaller, first!);
  await add(services, draftId, id(1), "some words");
  expect(await (await services.shelves.files.get(id(1)))?.bytes.text()).toBe("some words");
});

test("a page, too large a file and a sixth file are refused before anything is sent, and nothing of them is kept", async () => {
  const { services, draftId } = await begun();
  expect(await refused(add(services, draftId, id(9), "<html><body>"))).toBe("file.type-not-taken");
  const [piece] = pieces(draftId, id(8), "words");
  expect(await refused(addPiece(services, panelCaller, { ...piece!, size: 20_000_000 }))).toBe("file.too-large");
  for (const last of [1, 2, 3, 4, 5]) await add(services, draftId, id(last), `log ${last}`);
  expect(await refused(add(services, draftId, id(6), "log 6"))).toBe("file.too-many");
  expect((await services.shelves.files.all()).map(({ fileId }) => fileId)).toEqual([1, 2, 3, 4, 5].map(id));
});

test("no other store's panel may add to a draft or take from it", async () => {
  const { services, draftId } = await begun();
  await add(services, draftId, id(1), "a log");
  const other = { ...panelCaller, origin: "https://other.example" };
  const [piece] = pieces(draftId, id(2), "words");
  expect(await refused(addPiece(services, other, piece!))).toBe("draft.absent");
  expect(await refused(removeFile(services, other, { draftId, fileId: id(1) }))).toBe("draft.absent");
  expect((await services.shelves.drafts.get(draftId))?.files).toHaveLength(1);
});

test("all files are with the server before the request that names them", async () => {
  const { services, draftId, calls, files } = await begun();
  await add(services, draftId, id(1), "one");
  await add(services, draftId, id(2), "two");
  expect(await send(services, draftId)).toMatchObject({ state: "sent" });
  expect(calls).toEqual(["file 1", "file 2", "ticket"]);
  expect([...files.values()]).toEqual(["one", "two"]);
  expect(await services.shelves.files.all()).toEqual([]);
});

test("while the server cannot be reached files stay, and those that arrived are not sent again", async () => {
  const { services, draftId, calls } = await begun();
  await add(services, draftId, id(1), "one");
  await add(services, draftId, id(2), "two");
  const { sendFile } = services.server;
  services.server.sendFile = async (file) => {
    if (file.id === id(2)) throw new CallError(refusal("server.unreachable"), null);
    return sendFile(file);
  };
  expect(await send(services, draftId)).toMatchObject({ state: "queued" });
  expect(await services.shelves.files.all()).toHaveLength(2);
  services.server.sendFile = sendFile;
  await services.outbox.drain(true);
  expect((await services.outbox.list(storeOrigin))[0]?.send.state).toBe("sent");
  expect(calls).toEqual(["file 1", "file 2", "ticket"]);
});

test("files that the server has forgotten meanwhile are brought again", async () => {
  const { services, draftId, calls, files } = await begun();
  await add(services, draftId, id(1), "one");
  const { file } = services.server;
  services.server.file = async () => {
    throw new CallError(refusal("server.busy"), null);
  };
  expect(await send(services, draftId)).toMatchObject({ state: "queued" });
  files.clear();
  services.server.file = file;
  await services.outbox.drain(true);
  expect((await services.outbox.list(storeOrigin))[0]?.send.state).toBe("sent");
  expect(calls).toEqual(["file 1", "ticket", "file 1", "ticket"]);
});

test("a file that the seen bytes do not name never leaves the browser", async () => {
  const { services, draftId, files } = await begun();
  services.server.file = async () => {
    throw new CallError(refusal("server.busy"), null);
  };
  await add(services, draftId, id(1), "seen");
  await send(services, draftId);
  await add(services, draftId, id(2), "not seen");
  await services.outbox.drain(true);
  expect([...files.values()]).toEqual(["seen"]);
});

test("what was seen before a file came or went is not sent any more", async () => {
  const { services, draftId } = await begun();
  const { sha256 } = await prepare(services, panelCaller, draftId);
  await add(services, draftId, id(1), "one");
  expect(await refused(sendTicket(services, panelCaller, { draftId, sha256 }))).toBe("draft.changed");
  const { sha256: withFile } = await prepare(services, panelCaller, draftId);
  await removeFile(services, panelCaller, { draftId, fileId: id(1) });
  expect(await refused(sendTicket(services, panelCaller, { draftId, sha256: withFile }))).toBe("draft.changed");
  expect(await services.shelves.files.all()).toEqual([]);
});

test("a file taken out while its request is on the way still arrives with that request", async () => {
  const { services, draftId, files } = await begun();
  const { file } = services.server;
  services.server.file = async () => {
    throw new CallError(refusal("server.busy"), null);
  };
  await add(services, draftId, id(1), "one");
  await send(services, draftId);
  await removeFile(services, panelCaller, { draftId, fileId: id(1) });
  files.clear();
  services.server.file = file;
  await services.outbox.drain(true);
  expect((await services.outbox.list(storeOrigin))[0]?.send.state).toBe("sent");
  expect(await services.shelves.files.all()).toEqual([]);
});

test("files go with their draft; a draft with nothing but a file is not thrown away as empty", async () => {
  const { services, draftId } = await begun();
  await add(services, draftId, id(1), "one");
  await saveDraft(services, panelCaller, { draftId, subject: "", message: "", leftOut: [], masks: [], ask: null });
  const again = await startPanel(services, panelCaller, { draftId: null });
  expect(again).toMatchObject({ resumed: true, draft: { files: [{ id: id(1) }] } });
  await discardDraft(services, panelCaller, draftId);
  expect(await services.shelves.files.all()).toEqual([]);
});

test("under a new number the files get new ids and keep their bytes", async () => {
  const { services, draftId } = await begun();
  await add(services, draftId, id(1), "one");
  services.server.file = async () => {
    throw new CallError(refusal("ticket.id-taken"), null);
  };
  await send(services, draftId);
  const [draft] = await services.shelves.drafts.all();
  expect(draft?.draftId).not.toBe(draftId);
  expect(draft?.files[0]?.id).not.toBe(id(1));
  const kept = await services.shelves.files.get(draft?.files[0]?.id ?? "");
  expect(kept).toMatchObject({ draftId: draft?.draftId, sentBy: null });
  expect(await kept?.bytes.text()).toBe("one");
});

test("what never became whole, and what has lost its draft, is swept; what is whole stays", async () => {
  const { services, draftId } = await begun();
  await add(services, draftId, id(1), "one");
  await addPiece(services, panelCaller, pieces(draftId, id(2), "some words")[0]!);
  const at = services.clock.ms;
  await sweepKeptFiles(services.shelves, at + 3_600_000);
  expect(await services.shelves.files.all()).toHaveLength(2);
  await sweepKeptFiles(services.shelves, at + 25 * 3_600_000);
  expect((await services.shelves.files.all()).map(({ fileId }) => fileId)).toEqual([id(1)]);
  await services.shelves.drafts.drop(draftId);
  await sweepKeptFiles(services.shelves, at);
  expect(await services.shelves.files.all()).toEqual([]);
});

test("a file takes the place of another, also where no more would fit, and the other's bytes are gone", async () => {
  const { services, draftId } = await begun();
  for (const last of [1, 2, 3, 4, 5]) await add(services, draftId, id(last), `words ${last}`);
  const replacing = pieces(draftId, id(6), "other words").map((piece) => ({ ...piece, replaces: id(2) }));
  for (const piece of replacing) await addPiece(services, panelCaller, piece);
  const draft = await services.shelves.drafts.get(draftId);
  expect(draft?.files.map((file) => file.id)).toEqual([id(1), id(6), id(3), id(4), id(5)]);
  expect(await services.shelves.files.get(id(2))).toBeNull();
});

test("a file whose replacement is refused stays", async () => {
  const { services, draftId } = await begun();
  await add(services, draftId, id(1), "words");
  const [piece] = pieces(draftId, id(2), "<html>", 99).map((one) => ({ ...one, replaces: id(1) }));
  await expect(addPiece(services, panelCaller, piece!)).rejects.toMatchObject({
    refusal: { code: "file.type-not-taken" },
  });
  expect((await services.shelves.drafts.get(draftId))?.files.map((file) => file.id)).toEqual([id(1)]);
  expect(await services.shelves.files.get(id(1))).not.toBeNull();
});

test("a picture that carries more than its points is refused, and nothing of it is kept", async () => {
  const { services, draftId } = await begun();
  const bytes = aJpeg(8, 6, Buffer.from("Exif\0\0GPS 52.5200 13.4050"));
  const piece = {
    draftId,
    fileId: id(1),
    name: "photo.jpg",
    size: bytes.length,
    at: 0,
    bytes: bytes.toString("base64"),
  };
  await expect(addPiece(services, panelCaller, piece)).rejects.toMatchObject({
    refusal: refusal("file.has-metadata", { name: "photo.jpg" }),
  });
  expect(await services.shelves.files.all()).toEqual([]);
});
