// What the database says to whoever asks it for something: done, or the words of its refusal.
// Must never take another fault for a refusal.
import { DatabaseError } from 'pg';

/** `done`, or the constraint that refused, or else what was said. */
export async function answerOf(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
    return 'done';
  } catch (error) {
    if (error instanceof DatabaseError) return error.constraint ?? error.message;
    throw error;
  }
}
