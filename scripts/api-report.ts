/**
 * Holds the public surface of every entry point against etc/<name>.api.md. With --local it rewrites the reports;
 * without, a difference fails, so that no change of the surface goes unseen.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Extractor, ExtractorConfig, ExtractorLogLevel } from "@microsoft/api-extractor";
import { entryPoints } from "./_entry-points.ts";
import { root } from "./_run.ts";

const local = process.argv.includes("--local");
mkdirSync(join(root, "etc"), { recursive: true });
let failed = 0;
for (const name of Object.keys(entryPoints)) {
  const config = ExtractorConfig.prepare({
    configObjectFullPath: join(root, "api-extractor.json"),
    packageJsonFullPath: join(root, "package.json"),
    configObject: {
      projectFolder: root,
      mainEntryPointFilePath: join(root, `dist/${name}.d.ts`),
      compiler: { tsconfigFilePath: join(root, "tsconfig.json") },
      apiReport: {
        enabled: true,
        reportFolder: join(root, "etc"),
        reportTempFolder: join(root, ".tmp/api"),
        reportFileName: `${name}.api.md`,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
        extractorMessageReporting: {
          default: { logLevel: ExtractorLogLevel.Warning },
          // Everything exported is public; a release tag on each symbol would say nothing.
          "ae-missing-release-tag": { logLevel: ExtractorLogLevel.None },
          // typedoc asks for words, with the whole package in sight.
          "ae-undocumented": { logLevel: ExtractorLogLevel.None },
          // A schema's private parts show only through the type inferred from it.
          "ae-forgotten-export": { logLevel: ExtractorLogLevel.None },
          // typedoc checks the links of doc comments, with the whole package in sight.
          "ae-unresolved-link": { logLevel: ExtractorLogLevel.None },
        },
        tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
      },
    },
  });
  const result = Extractor.invoke(config, {
    localBuild: local,
    showVerboseMessages: false,
    messageCallback: (message) => {
      if (message.messageId === "console-compiler-version-notice") message.handled = true;
    },
  });
  if (!result.succeeded) failed++;
}
if (failed > 0) {
  console.error(`${failed} API reports differ: look at the change, then run npm run api -- --local`);
  process.exit(1);
}
console.log(`${Object.keys(entryPoints).length} API reports ${local ? "written" : "agree"}`);
