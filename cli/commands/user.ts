import { createPerson, type NewPerson } from "@/lib/services/people/create-person";
import { defineCommand, WrongUse } from "../command";
import { actor, inDeployment } from "../deployment";
import { print, readInput, say } from "../terminal";

export default defineCommand({
  usage: ["user create --email E --role R [--ou OU] [--name NAME] < password"],
  says: "Creates a person who signs in with an e-mail and a password, read from standard input, and holds a role.",
  options: { email: { type: "string" }, role: { type: "string" }, ou: { type: "string" }, name: { type: "string" } },

  async run({ values: { email, role, ou, name }, words: [verb, ...more] }) {
    if (verb !== "create" || more.length > 0) throw new WrongUse("Say what to do: user create.");
    if (email === undefined || role === undefined) throw new WrongUse("Give --email and --role.");
    if (process.stdin.isTTY) say("Type the password, then Enter and Ctrl-D. It is shown as you type.");
    const password = withoutLineEnd(await readInput());
    if (password === "") throw new WrongUse("Standard input holds no password.");
    const person: NewPerson = {
      email,
      password,
      // Checked by the service, which names the roles there are.
      role: role as NewPerson["role"],
      ...(ou === undefined ? {} : { ouAwsId: ou }),
      ...(name === undefined ? {} : { name }),
    };
    return inDeployment(async () => {
      const { personId } = await createPerson(actor, person);
      print(personId);
      say(`${email} may sign in, as ${role} in ${ou ?? "the whole organization"}.`);
      return 0;
    });
  },
});

/** What `echo` and an editor add is no part of the password; everything else is. */
const withoutLineEnd = (text: string): string => text.replace(/\r?\n$/, "");
