import { cpSync } from "node:fs";
import node from "@astrojs/node";
import { defineConfig } from "astro/config";

// The style sheets and pictures of the site itself, as its server has them below /static/.
const copyStyles = () => ["cms", "participants", "alliance_pages"].forEach((name) =>
  cpSync(new URL(`../../${name}/static/${name}`, import.meta.url), `public/static/${name}`, { recursive: true }));

export default defineConfig({
  output: "server",
  adapter: node({ mode: "standalone", experimentalDisableStreaming: true }),
  integrations: [{ name: "styles-of-the-site", hooks: { "astro:config:setup": copyStyles } }],
  // What is between words must stay.
  compressHTML: false,
  // No answer depends on who a visitor is, so that no other site can make him do anything here.
  security: { checkOrigin: false },
  devToolbar: { enabled: false },
  vite: { build: { assetsInlineLimit: 0 } },
});
