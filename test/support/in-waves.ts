// Does the same many times, some at once, and says how long it took.
// Must never go on after a failure as if nothing had happened.

/** @returns the answers in the order of their numbers, 0 first */
export async function inWaves<T>(times: number, atOnce: number, work: (index: number) => Promise<T>): Promise<T[]> {
  const answers: T[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    try {
      for (let index = next++; index < times; index = next++) answers[index] = await work(index);
    } catch (error) {
      next = times;
      throw error;
    }
  };
  // All of them come to an end before anybody hears of a failure, so that nothing reaches into the next test.
  const ends = await Promise.allSettled(Array.from({ length: Math.min(atOnce, times) }, worker));
  const failure = ends.find((end) => end.status === 'rejected');
  if (failure) throw failure.reason;
  return answers;
}
