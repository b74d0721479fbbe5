import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";

const types: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};

const absent = new Set(["ENOENT", "EISDIR", "ENOTDIR", "ENAMETOOLONG"]);

/** Only plain names: no dots in front, no way up, nothing encoded. */
const plainPath = /^(?:[\w-][\w.-]*\/)*[\w-][\w.-]*$/;

/** A file of ours, or null when there is none of this name or type. Built files with a hash in their name never change. */
export async function staticFile(folder: string, path: string): Promise<Response | null> {
  const type = types[extname(path)];
  if (!type || !plainPath.test(path)) return null;
  try {
    const bytes = await readFile(join(folder, path));
    const isHashed = path.startsWith("assets/");
    return new Response(bytes, {
      headers: {
        "content-type": type,
        "cache-control": isHashed ? "public, max-age=31536000, immutable" : "no-cache",
      },
    });
  } catch (error) {
    if (error instanceof Error && "code" in error && absent.has(String(error.code))) return null;
    throw error;
  }
}
