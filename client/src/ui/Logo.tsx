/** The studio's mark: a bin and its flame. The flame is the only fill, so it stays clear at 18 px. */
export function Logo({ size = 18 }: { size?: number }) {
  return (
    <svg viewBox="0 0 18 18" width={size} height={size} fill="none" aria-hidden="true" focusable="false">
      <path d="M3.6 8h10.8l-1.2 8.2H4.8z" stroke="#eceff2" strokeWidth="1.35" strokeLinejoin="round" />
      <path
        d="M9.1.8c.6 1.7 2.8 2.4 2.8 4.6 0 .5-.1.9-.3 1.2H6.5a2.6 2.6 0 0 1-.3-1.3c0-.9.5-1.5 1-2 .1.6.4.9.8 1C7.9 3.1 8.2 1.9 9.1.8z"
        fill="#00ffea"
      />
    </svg>
  );
}
