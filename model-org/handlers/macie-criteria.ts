import { valuesAt } from "./config-query-run";

/** A condition on a property, as Macie and GuardDuty write it. */
export type Criterion = {
  eq?: readonly string[] | undefined;
  neq?: readonly string[] | undefined;
  gt?: number | undefined;
  gte?: number | undefined;
  lt?: number | undefined;
  lte?: number | undefined;
  prefix?: string | undefined;
};

const numberOf = (value: unknown): number => (value instanceof Date ? value.getTime() : Number(value));

/** @returns whether something meets every criterion. What a property does not have differs from every value. */
export function meets(
  item: object,
  criteria: Readonly<Record<string, Criterion>> | undefined,
  spelled: (path: string) => string = (path) => path,
): boolean {
  return Object.entries(criteria ?? {}).every(([path, { eq, neq, gt, gte, lt, lte, prefix }]) => {
    const values = valuesAt(item, spelled(path));
    const some = (test: (value: unknown) => boolean) => values.some(test);
    return (
      (eq === undefined || some((value) => eq.includes(String(value)))) &&
      (neq === undefined || !some((value) => neq.includes(String(value)))) &&
      (gt === undefined || some((value) => numberOf(value) > gt)) &&
      (gte === undefined || some((value) => numberOf(value) >= gte)) &&
      (lt === undefined || some((value) => numberOf(value) < lt)) &&
      (lte === undefined || some((value) => numberOf(value) <= lte)) &&
      (prefix === undefined || some((value) => String(value).startsWith(prefix)))
    );
  });
}
