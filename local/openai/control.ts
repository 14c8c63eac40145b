import type { OpenaiAnswer, OpenaiRequest } from './server';

/** Tells the stand-in what it says next, over its control address. */
export function createOpenaiControl(url: string) {
  return {
    /** Answers in turn; the last one stays. Forgets what it was asked before. */
    answers: async (...answers: OpenaiAnswer[]): Promise<void> => {
      const response = await fetch(`${url}/_cue/answers`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(answers),
      });
      if (!response.ok) throw new Error(`The stand-in answered ${response.status}.`);
    },
    requests: async (): Promise<OpenaiRequest[]> => {
      const response = await fetch(`${url}/_cue/requests`);
      const { requests } = (await response.json()) as { requests: OpenaiRequest[] };
      return requests;
    },
  };
}
