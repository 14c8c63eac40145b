import { styleText } from 'node:util';

/** What the stack tells the person at the terminal. */
export interface Say {
  info: (text: string) => void;
  warn: (text: string) => void;
  /** A line of Next's own output. Held back until the table has been printed. */
  fromApp: (line: string) => void;
  /** Whether lines of Next pass through from now on. */
  showApp: (shown: boolean) => void;
}

/** Speaks to the terminal; quiet for the tests, which look at what was said only when something fails. */
export function createSay({ quiet = false }: { quiet?: boolean } = {}): Say {
  let appShown = false;
  const write = (text: string) => {
    if (!quiet) process.stdout.write(`${text}\n`);
  };
  return {
    info: write,
    warn: (text) => {
      process.stderr.write(`${styleText('yellow', '!')} ${text}\n`);
    },
    fromApp: (line) => {
      if (appShown) write(line);
    },
    showApp: (shown) => {
      appShown = shown;
    },
  };
}
