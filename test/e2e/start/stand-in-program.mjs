// @ts-check
// Stands in for a program that `npm start` brings up; BEHAVIOUR says how it misbehaves.
// Must never outlive its test: it ends, at the latest, when its parent does and the test asks it to.
import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';

const { NAME = '', BEHAVIOUR = '', DIARY = '' } = process.env;

/** @param {string} what */
const note = (what) => appendFileSync(DIARY, `${NAME} ${what} ${process.pid}\n`);

process.on('disconnect', () => {
  if (BEHAVIOUR === 'stubborn') return;
  note('stopped');
  process.exit(0);
});
// What a terminal sends to a whole group of processes must not arrive here.
process.on('SIGINT', () => note('interrupted'));
setInterval(() => undefined, 60_000);

process.stdout.write(`hello from ${NAME}\n`);
if (BEHAVIOUR === 'fails') {
  process.stderr.write('the roof fell in\n');
  process.exit(7);
}
note('started');
if (BEHAVIOUR === 'parent') {
  const child = spawn(process.execPath, ['--eval', 'setInterval(() => undefined, 60_000)'], { stdio: 'ignore' });
  appendFileSync(DIARY, `child of ${NAME} started ${child.pid}\n`);
}
if (BEHAVIOUR !== 'slow') process.send?.({ ready: true, url: `http://127.0.0.1/${NAME}` });
