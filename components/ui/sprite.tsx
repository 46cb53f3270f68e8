/**
 * The shapes every page refers to by name, once a page: verdict marks (their silhouettes differ at 12 px and without
 * colour), the hatch and the logo.
 */
export function Sprite() {
  return (
    <svg width="0" height="0" style={{ position: "absolute" }} aria-hidden="true" focusable="false">
      <defs>
        <pattern id="hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="4" height="4" fill="var(--unknown-tint)" />
          <line x1="0" y1="0" x2="0" y2="4" stroke="var(--hatch)" strokeWidth="1.6" />
        </pattern>
        <symbol id="mark-pass" viewBox="0 0 14 14">
          <circle cx="7" cy="7" r="5.9" fill="none" stroke="currentColor" strokeWidth="1.4" />
          <path
            d="M4.3 7.2 6.3 9.1 9.8 5.2"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.5"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </symbol>
        <symbol id="mark-fail" viewBox="0 0 14 14">
          <rect x="1" y="1" width="12" height="12" rx="1" fill="currentColor" />
          <path d="M4.6 4.6 9.4 9.4M9.4 4.6 4.6 9.4" stroke="var(--sheet)" strokeWidth="1.7" strokeLinecap="round" />
        </symbol>
        <symbol id="mark-unknown" viewBox="0 0 14 14">
          <path
            d="M7 .9 13.1 7 7 13.1.9 7Z"
            fill="url(#hatch)"
            stroke="currentColor"
            strokeWidth="1.3"
            strokeDasharray="2.2 1.3"
          />
        </symbol>
        <symbol id="mark-waived" viewBox="0 0 14 14">
          <path d="M3 .8v12.4" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />
          <path
            d="M3.4 1.6 12.4 4.7 3.4 7.9Z"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.4"
            strokeLinejoin="round"
          />
        </symbol>
        <symbol id="mark-not_applicable" viewBox="0 0 14 14">
          <path d="M3 7h8" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />
        </symbol>
        <symbol id="mark-proposed" viewBox="0 0 14 14">
          <path d="M7 1.2v11.6M1.2 7h11.6" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />
        </symbol>
        <symbol id="logo" viewBox="0 0 24 20">
          <g fill="none" stroke="currentColor" strokeWidth="1.7" strokeLinecap="round">
            <path d="M1 4.5q2-3 4 0t4 0" />
            <path d="M1 10.5q2-3 4 0t4 0" />
            <path d="M1 16.5q2-3 4 0t4 0" />
            <path d="M17.5 4.5h5.5M17.5 10.5h5.5M17.5 16.5h5.5" strokeWidth="1.4" />
          </g>
          <rect x="12" y="0" width="2.6" height="20" fill="currentColor" />
        </symbol>
      </defs>
    </svg>
  );
}
