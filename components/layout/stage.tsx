/** A dark stage with one lamp on it, beside a page that waits for somebody. Decoration. */
export function Stage() {
  return (
    <div
      aria-hidden="true"
      className="relative hidden overflow-hidden border-l bg-[oklch(0.205_0.008_70)] lg:block"
    >
      <div className="absolute inset-0 bg-[radial-gradient(circle_at_50%_42%,oklch(0.82_0.152_76/0.2),transparent_60%)]" />
      <div className="absolute inset-0 flex flex-col items-center justify-center gap-10">
        <div className="grid size-36 place-items-center rounded-full border border-[oklch(0.4_0.02_70)]">
          <div className="size-20 rounded-full bg-[oklch(0.83_0.155_77)] shadow-[0_0_90px_20px_oklch(0.82_0.152_76/0.42)]" />
        </div>
        <p className="headline text-2xl text-[oklch(0.93_0.02_85)]">Standing by.</p>
      </div>
    </div>
  );
}
