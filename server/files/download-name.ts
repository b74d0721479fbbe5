import type { FileType } from "../../shared/files.ts";

const endings: Record<FileType, readonly string[]> = {
  "image/png": [".png"],
  "image/jpeg": [".jpg", ".jpeg"],
  "image/webp": [".webp"],
  "application/pdf": [".pdf"],
  "text/plain": [".txt", ".log"],
};

/** Names that mean a device where the engineer may save the file. */
const devices = /^(?:con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(?:\..*)?$/i;
const longest = 100;

/** The name that a download gets: no path, no device, nothing hidden, and ending as its bytes say. */
export function downloadName(name: string, type: FileType): string {
  const plain = name
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}<>:"/\\|?*%\ufffd]/gu, "_")
    .replaceAll(/^[.\s~-]+|[.\s]+$/g, "");
  const harmless = devices.test(plain) ? `_${plain}` : plain || "file";
  const [ending = ""] = endings[type];
  const own = endings[type].find((each) => harmless.toLowerCase().endsWith(each));
  const stem = own ? harmless.slice(0, -own.length) : harmless;
  return `${Array.from(stem || "file")
    .slice(0, longest)
    .join("")}${own ?? ending}`;
}

/** As a header, for clients old and new. */
export function attachmentHeader(name: string): string {
  const ascii = name.replaceAll(/[^\x20-\x7e]|["\\]/g, "_");
  const encoded = encodeURIComponent(name).replaceAll(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
