import styles from "./harbour.module.css";

const width = 760;
const height = 900;
const wall = { from: 423, to: 441, gapFrom: 512, gapTo: 574 };
const rows = 53;
const step = 10;

/** The mark at full height: waves, a wall with a gap through which ships pass, calm water. It does not move. */
export function Harbour() {
  return (
    <svg
      className={styles.sea}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
    >
      <path d={Array.from({ length: rows }, (_, row) => water(row)).join("")} />
      <rect x={wall.from} y="0" width={wall.to - wall.from} height={wall.gapFrom} />
      <rect x={wall.from} y={wall.gapTo} width={wall.to - wall.from} height={height - wall.gapTo} />
    </svg>
  );
}

/** One line of water: it heaves up to the wall, or dies down behind the gap. */
function water(row: number): string {
  const y = 12 + row * ((height - 12) / (rows - 1));
  const through = y > wall.gapFrom + 3 && y < wall.gapTo - 3;
  const end = through ? width : wall.from - 4;
  let path = "";
  for (let x = -10; x <= end; x += step) path += `${x < 0 ? "M" : "L"}${x} ${(y + heave(x, row)).toFixed(1)}`;
  return through ? path : `${path}M${wall.to + 4} ${y.toFixed(1)}H${width}`;
}

/** Three waves of lengths that never meet, so that no two lines look alike. */
function heave(x: number, row: number): number {
  const calm = x <= wall.to ? 1 : Math.exp((wall.to - x) / 110);
  const swell = 3.6 * Math.sin(x / 16 + row * 1.9) + 2.2 * Math.sin(x / 27 - row * 0.7);
  return calm * (swell + 1.4 * Math.sin(x / 43 + row * 2.3));
}
