/** Builds the pages, unless they were built from the same sources already. @returns whether anything was built */
export function buildWeb(): Promise<boolean>;
export const nextBin: string;
