import { formatCount } from "@/components/format/format-count";
import type { EncryptionKind } from "@/lib/services/coverage/read-bucket-keys";
import { Bars } from "../../_components/bars";
import { kindName } from "./reading-of";

/** How buckets encrypt by default, each way as a bar over one scale: hatched what could not be read. */
export function Kinds({ kinds }: { kinds: readonly EncryptionKind[] }) {
  return (
    <Bars
      label="Buckets by default encryption"
      bars={kinds.map((kind) => ({
        key: kindName(kind),
        name: kindName(kind),
        n: kind.n,
        says: formatCount(kind.n),
        tone: kind.state === "unread" ? "unknown" : "series",
      }))}
    />
  );
}
