import type { MiddlewareHandler } from "hono";

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

const always: Record<string, string> = {
  "content-security-policy": contentSecurityPolicy,
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};

const oneYear = "max-age=31536000; includeSubDomains";

/** Every answer carries them; answers without an age of their own are not kept by anyone. */
export function secureHeaders(publicUrl: string): MiddlewareHandler {
  const headers = publicUrl.startsWith("https:") ? { ...always, "strict-transport-security": oneYear } : always;
  return async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(headers)) {
      // A download is stricter than our own pages.
      if (name !== "content-security-policy" || !c.res.headers.has(name)) c.res.headers.set(name, value);
    }
    if (!c.res.headers.has("cache-control")) c.res.headers.set("cache-control", "no-store");
  };
}
