import { houseRule } from "./house-rule";
import { isTest } from "./source-files";

const limit = 300;

houseRule({
  name: `no file is longer than ${limit} lines`,
  about: (path) => !isTest(path),
  find: ({ text }) => {
    const lines = text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
    return lines > limit ? [`${lines} lines`] : [];
  },
  broken: [
    ["lib/engine/planted.ts", "\n".repeat(301), ["301 lines"]],
    ["scripts/planted.mjs", `${"\n".repeat(300)}// one more`, ["301 lines"]],
  ],
  kept: [
    ["lib/engine/planted.ts", "\n".repeat(300)],
    ["lib/engine/planted.test.ts", "\n".repeat(400)],
  ],
});
