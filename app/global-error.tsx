'use client';

/** The last resort, when the root layout itself failed: no styles, fonts or components of ours. */
export default function GlobalError({ retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en" style={{ colorScheme: 'light dark' }}>
      <body style={{ font: '1rem/1.6 ui-sans-serif, system-ui, sans-serif', padding: '15vh 2rem' }}>
        <title>Something failed · Cue</title>
        <main style={{ maxWidth: '32rem', margin: 'auto' }}>
          <h1 style={{ font: '400 2.5rem/1.1 Georgia, serif' }}>That did not work</h1>
          <p>
            The fault is on our side. What you had saved is safe, and nothing was charged by this.
          </p>
          <button type="button" onClick={retry} style={{ font: 'inherit', padding: '0.5rem 1rem' }}>
            Try again
          </button>
        </main>
      </body>
    </html>
  );
}
