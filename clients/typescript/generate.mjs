// Writes the types of the API: node generate.mjs [OUTPUT]
//
// The first line names the digest of the document, by which a test without Node.js knows whether
// the types are still those of the API.

import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";

const [output = "src/schema.ts"] = process.argv.slice(2);
const document = await readFile(new URL("../../docs/openapi.json", import.meta.url));
const digest = createHash("sha256").update(document).digest("hex");
const types = astToString(await openapiTS(document));
await writeFile(output, `// Made by generate.mjs of openapi.json, sha256 ${digest}\n\n${types}`);
