/** What the palette hangs on a drag, and the canvas takes. */
export const DRAGGED_TYPE = 'application/x-cue-step';
