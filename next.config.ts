import type { NextConfig } from "next";

/** Headers that hold for every answer. The content security policy has a nonce and is made per request in proxy.ts. */
const headers = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(), geolocation=(), microphone=(), payment=(), usb=()" },
];

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  images: { unoptimized: true },
  // Types are checked by `npm run verify`, once and for the whole repository.
  typescript: { ignoreBuildErrors: true },
  // A verb that refuses answers with a page of its own: app/(dashboard)/forbidden.tsx.
  experimental: { authInterrupts: true },
  serverExternalPackages: ["better-auth", "pg", "pg-boss", "pino", "prom-client"],
  headers: async () => [{ source: "/:path*", headers }],
};

export default config;
