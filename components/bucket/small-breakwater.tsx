import type { Gate, Level, WayIn } from "@/lib/engine/ways-in";
import { sayWays } from "./breakwater";
import styles from "./small-breakwater.module.css";

const lane = 34;
const top = 24;
const left = 112;
const wall = 424;
const columns: Readonly<Record<Level, number>> = { organization: 172, account: 240, bucket: 308, access_point: 376 };
const levelNames = { organization: "Org", account: "Account", bucket: "Bucket", access_point: "Access pt" } as const;
const wayNames = { acl: "Access list", policy: "Bucket policy", access_point: "Access point" } as const;

function wave(from: number, to: number, y: number): string {
  const pairs = Math.max(0, Math.floor((to - from) / 16));
  return `M${from} ${y}${"q4 -4 8 0q4 4 8 0".repeat(pairs)}L${to} ${y}`;
}

/** The breakwater of a panel: which level stops which way in, without the names of the settings. */
export function SmallBreakwater({ ways }: { ways: readonly WayIn[] }) {
  const height = top + ways.length * lane + 4;
  const deciding = ways.find(({ outcome }) => outcome === "open")?.decides;
  const levels = (Object.keys(columns) as Level[]).filter((level) =>
    ways.some(({ gates }) => gates.some((gate) => gate.level === level)),
  );
  return (
    <svg className={styles.svg} viewBox={`0 0 ${wall + 8} ${height}`} role="img" aria-label={sayWays(ways)}>
      {levels.map((level) => (
        <text
          key={level}
          x={columns[level]}
          y="12"
          textAnchor="middle"
          className={level === deciding ? styles.decides : styles.level}
        >
          {levelNames[level]}
        </text>
      ))}
      {ways.map((way, i) => (
        <Lane key={`${way.kind}/${way.name}`} way={way} y={top + i * lane} />
      ))}
      <rect x={wall} y={top} width="3" height={ways.length * lane} fill="var(--ink)" />
    </svg>
  );
}

function Lane({ way, y }: { way: WayIn; y: number }) {
  const middle = y + lane / 2;
  const stop = way.outcome === "closed" ? way.gates.find(({ state }) => state === "closed") : undefined;
  const end = way.outcome === "none" ? left : stop ? columns[stop.level] - 5 : wall - 3;
  const isOpen = way.outcome === "open";
  return (
    <g>
      <text x="0" y={middle + 4} className={styles.way}>
        {wayNames[way.kind]}
      </text>
      {end > left && (
        <path
          d={wave(left, end - (isOpen ? 6 : 0), middle)}
          fill="none"
          stroke={isOpen ? "var(--fail)" : "var(--ink-2)"}
          strokeWidth={isOpen ? 2 : 1.3}
          strokeDasharray={way.outcome === "unknown" ? "4 3" : undefined}
        />
      )}
      {isOpen && <path d={`M${wall - 9} ${middle - 6}l9 6-9 6z`} fill="var(--fail)" />}
      {end < wall - 8 && (
        <path
          d={`M${end + 12} ${middle}H${wall - 4}`}
          stroke="var(--ink-3)"
          strokeDasharray="1 5"
          strokeLinecap="round"
        />
      )}
      {way.gates.map((gate) => (
        <Wall key={gate.level} gate={gate} y={y} />
      ))}
    </g>
  );
}

function Wall({ gate: { level, state }, y }: { gate: Gate; y: number }) {
  const x = columns[level] - 4;
  if (state === "open") {
    return (
      <path
        d={`M${x} ${y + 1}v8h8v-8M${x} ${y + lane - 1}v-8h8v8`}
        fill="var(--sheet)"
        stroke="var(--ink-3)"
        strokeWidth="1.1"
      />
    );
  }
  return state === "closed" ? (
    <rect x={x} y={y + 1} width="8" height={lane - 2} fill="var(--ink)" />
  ) : (
    <rect
      x={x}
      y={y + 1}
      width="8"
      height={lane - 2}
      fill="url(#hatch)"
      stroke="var(--unknown)"
      strokeDasharray="2 1.4"
    />
  );
}
