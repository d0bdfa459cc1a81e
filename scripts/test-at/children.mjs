// Loaded into every Node process of `npm run test:at`: gives the shifted clock and the time zone to the programs that a
// process starts with an environment of their own, as the test PostgreSQL and the servers under test are.
// @ts-check
import { ChildProcess } from 'node:child_process';

const HANDED_ON = [
  'LD_PRELOAD',
  'FAKETIME',
  'FAKETIME_DONT_FAKE_MONOTONIC',
  'FAKETIME_FORCE_MONOTONIC_FIX',
  'FAKETIME_DISABLE_SHM',
  'NODE_OPTIONS',
  'TZ',
];

// Node's types do not publish it: spawn, fork, exec and execFile all end here, with the environment as NAME=value.
/** @typedef {{ envPairs?: string[] }} Options */
const prototype = /** @type {{ spawn: (options: Options) => unknown }} */ (
  /** @type {unknown} */ (ChildProcess.prototype)
);
const spawn = prototype.spawn;
/** @param {Options} options */
prototype.spawn = function (options) {
  const given = options.envPairs ?? [];
  const missing = HANDED_ON.filter((name) => !given.some((pair) => pair.startsWith(`${name}=`)));
  const added = missing.flatMap((name) => (process.env[name] === undefined ? [] : [`${name}=${process.env[name]}`]));
  return spawn.call(this, { ...options, envPairs: [...given, ...added] });
};
