declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** https://github.com/architect/dynalite: the part of its options that is used here. */
  export default function dynalite(options: {
    createTableMs?: number;
    deleteTableMs?: number;
    updateTableMs?: number;
  }): Server;
}
