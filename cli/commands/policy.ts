import { defineCommand, WrongUse } from "../command";
import { analyseLines } from "../policy/analyse";

export default defineCommand({
  usage: ["policy analyse"],
  says: 'Answers what policies say: reads {"id", "kind", "input"} as JSON lines, writes {"id", "result", "undetermined"}.',
  options: {},

  async run({ words: [what, ...more] }) {
    if (what !== "analyse") throw new WrongUse("Say what to do with policies: analyse.");
    if (more.length > 0) throw new WrongUse("policy analyse takes no words: it reads standard input.");
    return (await analyseLines(process.stdin, process.stdout)) ? 0 : 1;
  },
});
