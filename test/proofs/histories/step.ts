// One step of a history: a sentence for people, when it makes sense, and what it does.
// Must never keep anything between histories.
import type fc from 'fast-check';
import type { History, Plan } from './history.js';

export type Step = fc.AsyncCommand<Plan, History>;

/**
 * @param sentence for people; what was answered follows it in the story
 * @param run does it, and may say what was answered
 */
export function step(
  sentence: string,
  check: (plan: Readonly<Plan>) => boolean,
  run: (history: History, plan: Plan) => Promise<string | undefined>,
): Step {
  return {
    check,
    async run(plan, history) {
      history.tell(`${sentence}.`);
      const answered = await run(history, plan);
      if (answered !== undefined) history.told.splice(-1, 1, `${sentence}: ${answered}.`);
    },
    toString: () => sentence,
  };
}

/** Any of those there are; a number beyond the last one goes round. */
export function pick<T>(things: readonly T[], which: number): T {
  const thing = things[which % things.length];
  if (thing === undefined) throw new Error('There is nothing to pick from.');
  return thing;
}

/** The number as people count. */
export function nth(which: number): string {
  return `no. ${which + 1}`;
}

/** A step that must be answered with one of a few statuses: whatever happens, nothing breaks. */
export function requireStatus(step: string, status: number, allowed: readonly number[]): void {
  if (!allowed.includes(status))
    throw new Error(`${step} should be answered with ${allowed.join(' or ')}, not ${status}.`);
}
