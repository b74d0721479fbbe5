import type { Facts, Source } from "../adapter.ts";

/**
 * Files that are not as they came: a tree whose folders are told by how far their rows are moved in. A row with one
 * further in below it is a folder.
 */
export function changedFiles({ page }: Source): Facts | null {
  const rows = page
    .all("td.snapshot-added, td.snapshot-changed, td.snapshot-deleted")
    .slice(0, 5_000)
    .map((cell) => {
      const span = page.one("span[style]", cell);
      const indent = /padding(?:-left)?:[^;]{0,40}?(\d{1,4})px\s*(?:;|$)/.exec(
        page.attribute(span, "style") ?? "",
      )?.[1];
      const how = /\bsnapshot-(added|changed|deleted)\b/.exec(page.attribute(cell, "class") ?? "")?.[1] ?? "";
      return { how, indent: Number(indent ?? 0), name: page.text(cell, 200) ?? "" };
    });
  const path: { indent: number; name: string }[] = [];
  const changed: string[] = [];
  for (const [at, { how, indent, name }] of rows.entries()) {
    while ((path.at(-1)?.indent ?? -1) >= indent) path.pop();
    path.push({ indent, name });
    const isFolder = (rows[at + 1]?.indent ?? -1) > indent;
    if (!isFolder) changed.push(`${path.map((step) => step.name).join("/")}: ${how}`);
  }
  return changed.length > 0 || page.has(".no-items") ? { coreFiles: { changed: changed.slice(0, 500) } } : null;
}
