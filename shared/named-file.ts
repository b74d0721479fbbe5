import { z } from "zod";
import { fileLimit, fileTypes, longestName, type NamedFile } from "./files.ts";

export const namedFile: z.ZodType<NamedFile> = z.object({
  id: z.uuid({ version: "v7" }),
  name: z.string().min(1).max(longestName),
  type: z.enum(fileTypes),
  size: z.int().min(1).max(fileLimit),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
