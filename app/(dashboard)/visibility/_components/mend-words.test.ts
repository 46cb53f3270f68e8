import { expect, test } from "vitest";
import { unknownReasons } from "@/lib/model/reason";
import { isChosen, mendAccount, mendWords, whoDenies } from "./mend-words";

test("every reason says what to do, and what somebody chose says that nothing is", () => {
  for (const reason of unknownReasons) expect(mendWords(reason)).toMatch(/\.$/);
  for (const reason of unknownReasons.filter(isChosen)) expect(mendWords(reason)).toMatch(/^Nothing to mend/);
});

test.each([
  ["ACTIVE", null, /^Start a scan/],
  ["SUSPENDED", "The account is suspended or closed: nobody can sign in to it.", /^Reopen it/],
  ["ACTIVE", "The role BreakwaterRead could not be assumed: AWS answered AccessDenied.", /^Create the role/],
  ["ACTIVE", "It could not be read after several attempts: timeout", /^Nothing to grant/],
])("an account in state %s that is out of sight because %s is mended so", (state, unreachable, words) => {
  expect(mendAccount({ state, unreachable })).toMatch(words);
});

test("the resource's own policy is blamed only where the account answered the same elsewhere", () => {
  expect(whoDenies(3)).toMatch(/^The role may ask/);
  expect(whoDenies(0)).toMatch(/The role lacks the permission/);
});
