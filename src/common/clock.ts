// The one place that asks for the time, so that a test can say what time it is.
// Must never be bypassed: `new Date()` and `Date.now()` stand nowhere else in src/.
import { Injectable } from '@nestjs/common';

/** Tells the time. Injected wherever a decision depends on it. */
@Injectable()
export class Clock {
  /** The moment, as a `Date`. */
  now(): Date {
    return new Date();
  }
}
