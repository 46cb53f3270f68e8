import { describe, expect, test } from "vitest";
import { accountsIn, callsFor } from "./plan-scan";

const per = { account: 1, bucket: 11, accessPoint: 3 };

const account = (awsId: string, ouAwsId: string) => ({ awsId, name: awsId, email: null, ouAwsId, state: "ACTIVE" });

const tree = {
  ous: [
    { awsId: "r-1", parentAwsId: null, name: "Root" },
    { awsId: "ou-a", parentAwsId: "r-1", name: "A" },
    { awsId: "ou-b", parentAwsId: "r-1", name: "B" },
    { awsId: "ou-aa", parentAwsId: "ou-a", name: "AA" },
  ],
  accounts: [account("1", "r-1"), account("2", "ou-a"), account("3", "ou-aa"), account("4", "ou-b")],
};

describe("the calls of an account", () => {
  test("grow by the facts of each bucket and access point", () => {
    const none = callsFor({ buckets: 0, accessPoints: 0, regions: 4 }, per);
    expect(none).toBe(8);
    expect(callsFor({ buckets: 1, accessPoints: 0, regions: 4 }, per) - none).toBe(11);
    expect(callsFor({ buckets: 0, accessPoints: 2, regions: 4 }, per) - none).toBe(6);
  });

  test("take a page of the listing for every thousand buckets", () => {
    const of = (buckets: number) => callsFor({ buckets, accessPoints: 0, regions: 0 }, { ...per, bucket: 0 });
    expect(of(1001) - of(1000)).toBe(1);
  });

  test("are those before its buckets where it was never read", () => {
    expect(callsFor(undefined, per)).toBe(callsFor({ buckets: 0, accessPoints: 0, regions: 17 }, per));
  });
});

describe("the accounts of a scan", () => {
  const ids = (scope: "full" | "account" | "ou", target = "") =>
    accountsIn(tree, scope, target).map(({ awsId }) => awsId);

  test("are all of them, one, or those under an OU at any depth", () => {
    expect(ids("full")).toEqual(["1", "2", "3", "4"]);
    expect(ids("account", "4")).toEqual(["4"]);
    expect(ids("ou", "ou-a")).toEqual(["2", "3"]);
    expect(ids("ou", "r-1")).toEqual(["1", "2", "3", "4"]);
  });

  test("are refused where the organization has no such place", () => {
    expect(() => ids("account", "9")).toThrow("no account 9");
    expect(() => ids("ou", "ou-x")).toThrow("no OU ou-x");
  });
});
