// Does the same many times, some at once, and says how long it took.
// Must never go on after a failure as if nothing had happened.

/** @returns the answers in the order of their numbers, 0 first */
export async function inWaves<T>(times: number, atOnce: number, work: (index: number) => Promise<T>): Promise<T[]> {
  const answers: T[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < times; index = next++) answers[index] = await work(index);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, times) }, worker));
  return answers;
}
