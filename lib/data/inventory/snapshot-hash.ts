import { createHash } from "node:crypto";
import { canonicalJson } from "@/lib/model/snapshot";

/** @returns sha256 of a value's one spelling: the name of its content */
export const hashOf = (value: unknown): Buffer => createHash("sha256").update(canonicalJson(value)).digest();
