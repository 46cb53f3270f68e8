/** Three waves stop at a bar, three flat lines go on. */
export const Logo = () => (
  <svg width="24" height="20" aria-hidden="true">
    <use href="#logo" />
  </svg>
);
