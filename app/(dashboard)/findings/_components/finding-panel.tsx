import Link from "next/link";
import { FindingDetail } from "@/components/finding/finding-detail";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { isAppError } from "@/lib/platform/errors";
import type { Actor } from "@/lib/services/access/actor";
import { type FindingView, readFinding } from "@/lib/services/findings/read-finding";
import styles from "../findings.module.css";
import { FixFinding } from "./fix-finding";

/** The finding a row leads to, beside the list. */
export async function FindingPanel({
  actor,
  open,
  closeHref,
  at,
}: {
  actor: Actor;
  open: string;
  closeHref: string;
  at: Date;
}) {
  const [control = "", resource = ""] = open.split("/");
  const finding = await found(actor, control, Number(resource));
  return (
    <Panel label="Finding" head={<span className="mono small">{control}</span>} closeHref={closeHref}>
      {finding ? (
        <>
          <FindingDetail finding={finding} at={at} fix={<FixFinding actor={actor} finding={finding} />} />
          <p className={`small ${styles.also}`}>
            <Link href={`/findings/${control}/${resource}`}>This finding's own page</Link>
            {" · "}
            <Link href={`/buckets/${resource}`}>The resource</Link>
          </p>
        </>
      ) : (
        <Notice kind="refused" title="There is no such finding, or it is outside what you may read." />
      )}
    </Panel>
  );
}

async function found(actor: Actor, control: string, resourceId: number): Promise<FindingView | null> {
  try {
    return await readFinding(actor, control, resourceId);
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}
