// Moments as people in Korea write them, for files that people open.
// Must never be read back by a program; the API speaks ISO 8601.
import { toKstDigits } from '../../common/kst.js';

/** `2026-11-22 18:05:09` in Korea. */
export function formatKst(instant: Date): string {
  return toKstDigits(instant).replace(/^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/, '$1-$2-$3 $4:$5:$6');
}
