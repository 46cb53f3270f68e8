import type { Gate, Level, WayIn } from "@/lib/engine/ways-in";
import styles from "./breakwater.module.css";

const lane = 92;
const top = 74;
const columns: Readonly<Record<Level, number>> = { organization: 236, account: 412, bucket: 588, access_point: 764 };
const wall = 946;
const width = 1128;

const levelNames: Readonly<Record<Level, string>> = {
  organization: "Organization",
  account: "Account",
  bucket: "Bucket",
  access_point: "Access point",
};

const wayNames = { acl: "Access list", policy: "Bucket policy", access_point: "Access point policy" } as const;

/** A wave from the left edge to x. */
function wave(x: number, y: number): string {
  const pairs = Math.max(0, Math.floor(x / 24));
  return `M0 ${y}${"q6 -5.5 12 0q6 5.5 12 0".repeat(pairs)}L${x} ${y}`;
}

/** @returns the sentence for those who do not see the picture */
export function sayWays(ways: readonly WayIn[]): string {
  return ways
    .map((way) => {
      const name = way.kind === "access_point" ? `the access point ${way.name}` : wayNames[way.kind].toLowerCase();
      switch (way.outcome) {
        case "none":
          return `Nothing is offered to everyone through ${name}.`;
        case "closed":
          return `What ${name} offers to everyone stops at the ${way.decides?.replace("_", " ")}.`;
        case "open":
          return `Through ${name} everyone gets in; the ${way.decides?.replace("_", " ")} decides.`;
        default:
          return `Nobody knows whether anyone gets in through ${name}.`;
      }
    })
    .join(" ");
}

/** The breakwater: every way in from the left, every level that may stop it, and the objects behind the last wall. */
export function Breakwater({ ways, says }: { ways: readonly WayIn[]; says: Partial<Record<Level, string>> }) {
  const height = top + ways.length * lane + 16;
  const deciding = ways.find(({ outcome }) => outcome === "open")?.decides;
  const hasAccessPoint = ways.some(({ kind }) => kind === "access_point");
  return (
    <div className={styles.frame}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <section className={styles.scroll} aria-label="Ways in, drawn" tabIndex={0}>
        <svg className={styles.svg} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={sayWays(ways)}>
          {deciding && (
            <>
              <rect x={columns[deciding] - 10} y="0" width="174" height={height} fill="var(--fail-tint)" />
              <rect x={columns[deciding] - 10} y="0" width="174" height="2" fill="var(--fail)" />
            </>
          )}
          <rect x={wall} y={top} width={width - wall} height={ways.length * lane} fill="var(--well)" />
          <rect x={wall} y={top} width="3" height={ways.length * lane} fill="var(--ink)" />
          <text x="0" y="20" className={styles.head}>
            Anyone on the internet
          </text>
          <text x={wall + 12} y="20" className={styles.head}>
            Objects
          </text>
          {(Object.keys(columns) as Level[])
            .filter((level) => level !== "access_point" || hasAccessPoint)
            .map((level) => (
              <g key={level}>
                <text x={columns[level]} y="20" className={styles.head}>
                  {levelNames[level]}
                </text>
                {deciding === level && (
                  <text x={columns[level]} y="56" fill="var(--fail)" fontWeight="600">
                    decides
                  </text>
                )}
                <text x={columns[level]} y="38" className={styles.says}>
                  {says[level]}
                </text>
              </g>
            ))}
          {ways.map((way, i) => (
            <Lane key={`${way.kind}/${way.name}`} way={way} y={top + i * lane} />
          ))}
          <line x1="0" x2={wall} y1={top + ways.length * lane} y2={top + ways.length * lane} stroke="var(--line)" />
        </svg>
      </section>
      <Key />
    </div>
  );
}

function Lane({ way, y }: { way: WayIn; y: number }) {
  const middle = y + 50;
  const stop = way.outcome === "closed" ? way.gates.find(({ state }) => state === "closed") : undefined;
  const end =
    way.outcome === "none" ? 0 : stop ? columns[stop.level] - 6 : way.outcome === "open" ? wall - 6 : wall - 4;
  const colour = way.outcome === "open" ? "var(--fail)" : "var(--ink-2)";
  return (
    <g>
      <line x1="0" x2={wall} y1={y} y2={y} stroke="var(--line)" />
      <text x="0" y={y + 36} className={styles.name}>
        {wayNames[way.kind]}
      </text>
      <text x="0" y={y + 72} className={styles.says}>
        {label(way)}
      </text>
      {end > 0 && (
        <path
          d={wave(end, middle)}
          fill="none"
          stroke={colour}
          strokeWidth={way.outcome === "open" ? 2.4 : 1.5}
          strokeDasharray={way.outcome === "unknown" ? "5 4" : undefined}
        />
      )}
      {way.outcome === "open" && <path d={`M${wall - 12} ${middle - 8}l12 8-12 8z`} fill="var(--fail)" />}
      {end < wall - 20 && (
        <line
          x1={Math.max(end, 0) + (end > 0 ? 14 : 0)}
          x2={wall - 4}
          y1={middle}
          y2={middle}
          stroke="var(--ink-3)"
          strokeDasharray="1 5"
          strokeLinecap="round"
        />
      )}
      {way.gates.map((gate) => (
        <GateMark key={gate.level} gate={gate} y={y} stops={gate === stop} />
      ))}
      <Outcome way={way} y={y} />
    </g>
  );
}

function label(way: WayIn): string {
  if (way.kind === "access_point") {
    const [grant] = way.grants;
    return (grant && way.offered ? `${way.name}, ${grant}` : String(way.name)).slice(0, 38);
  }
  if (way.offered === undefined) return "could not be read";
  const [first = way.outcome === "none" ? "nothing for everyone" : ""] = way.grants;
  return first.slice(0, 38);
}

function GateMark({ gate, y, stops }: { gate: Gate; y: number; stops: boolean }) {
  const x = columns[gate.level];
  return (
    <g>
      {gate.state === "closed" && <rect x={x - 2} y={y + 3} width="12" height={lane - 6} fill="var(--ink)" />}
      {gate.state === "open" && (
        <path
          d={`M${x - 1.5} ${y + 3}v22h11v-22M${x - 1.5} ${y + lane - 3}v-22h11v22`}
          fill="var(--sheet)"
          stroke="var(--ink-3)"
          strokeWidth="1.2"
        />
      )}
      {gate.state === "unknown" && (
        <rect
          x={x - 2}
          y={y + 3}
          width="12"
          height={lane - 6}
          fill="url(#hatch)"
          stroke="var(--unknown)"
          strokeDasharray="2 1.4"
        />
      )}
      <text x={x + 18} y={y + 26} className={styles.setting}>
        {gate.setting}
      </text>
      <text x={x + 18} y={y + 40} className={stops ? styles.stops : styles.quiet}>
        {gate.state === "closed"
          ? stops
            ? "on: stops it"
            : "on"
          : gate.state === "open"
            ? "off: lets it pass"
            : "unknown: may pass"}
      </text>
    </g>
  );
}

const outcomeWords = {
  none: ["Not offered", ""],
  closed: ["Not reachable this way", "stops at the"],
  open: ["Anyone gets in", "nothing stops it"],
  unknown: ["Not known", "it may pass"],
} as const;

const verbs = { list: "list", read: "read", write: "write", permissions: "change access" } as const;

/** @returns what can be done, in the order of harm; short, for there is little room */
function mayWords(may: WayIn["may"]): string {
  if (may.length === Object.keys(verbs).length) return "do everything";
  return (Object.keys(verbs) as (keyof typeof verbs)[])
    .filter((each) => may.includes(each))
    .map((each) => verbs[each])
    .join(", ");
}

function Outcome({ way, y }: { way: WayIn; y: number }) {
  const [closed, says] = outcomeWords[way.outcome];
  const title = way.outcome === "open" && way.may.length > 0 ? `Anyone can ${mayWords(way.may)}` : closed;
  const colour = { none: "var(--ink-2)", closed: "var(--pass)", open: "var(--fail)", unknown: "var(--ink-2)" }[
    way.outcome
  ];
  return (
    <g>
      <text x={wall + 14} y={y + 44} fill={colour} fontWeight="600">
        {title}
      </text>
      <text x={wall + 14} y={y + 61} className={styles.says}>
        {way.outcome === "closed" ? `${says} ${way.decides?.replace("_", " ")}` : says}
      </text>
    </g>
  );
}

const Key = () => (
  <div className={styles.key}>
    <span>
      <svg width="34" height="10" aria-hidden="true">
        <path d="M0 5q4-7 8 0t8 0 8 0 8 0" fill="none" stroke="var(--ink-2)" strokeWidth="1.5" />
      </svg>
      access still possible
    </span>
    <span>
      <svg width="30" height="10" aria-hidden="true">
        <path d="M0 5h30" stroke="var(--ink-3)" strokeDasharray="1 5" strokeLinecap="round" strokeWidth="1.5" />
      </svg>
      stopped, or not offered
    </span>
    <span>
      <svg width="10" height="16" aria-hidden="true">
        <rect width="10" height="16" fill="var(--ink)" />
      </svg>
      setting on: a wall
    </span>
    <span>
      <svg width="12" height="16" aria-hidden="true">
        <path d="M.5 0v5h10V0M.5 16v-5h10v5" fill="none" stroke="var(--ink-3)" />
      </svg>
      off: a gap
    </span>
    <span>
      <svg width="10" height="16" aria-hidden="true">
        <rect width="10" height="16" fill="var(--unknown-tint)" stroke="var(--unknown)" strokeDasharray="2 1.4" />
      </svg>
      unknown: may pass
    </span>
  </div>
);
