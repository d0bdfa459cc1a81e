// Loaded into a program before it, with --import: its machine's clock is wrong by CLOCK_AHEAD_MS, from the start, or from
// the signal SIGUSR2 on when CLOCK_SHIFTS_LATER is set. Must never touch the monotonic clock: no wrong machine does.
const shiftMs = Number(process.env['CLOCK_AHEAD_MS']);
let aheadMs = process.env['CLOCK_SHIFTS_LATER'] ? 0 : shiftMs;
process.on('SIGUSR2', () => (aheadMs = shiftMs));

const { now } = Date;
/** @type {ProxyHandler<DateConstructor>} */
const wrong = {
  construct: (target, given, newTarget) => {
    const date = /** @type {unknown} */ (
      Reflect.construct(target, given.length === 0 ? [now() + aheadMs] : given, newTarget)
    );
    return /** @type {object} */ (date);
  },
  get: (target, name, receiver) => {
    const real = /** @type {unknown} */ (Reflect.get(target, name, receiver));
    return name === 'now' ? () => now() + aheadMs : real;
  },
};
globalThis.Date = new Proxy(Date, wrong);
