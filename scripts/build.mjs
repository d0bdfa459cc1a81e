// `npm run build`, and the beginning of every other command: brings dist/ up to date with the sources.
// Must never build a part whose sources have not changed; the platform and the console have a stamp each.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPlatform } from './build/platform.mjs';
import { fingerprint, isStamped, listFiles, putStamp } from './build/stamp.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

// The compiler keeps one core busy; the console is built on another one meanwhile.
const finishConsole = startConsole();
buildPlatform(root);
await finishConsole();

/** Starts to build the console where that is needed. Returns what has to be awaited in the end. */
function startConsole() {
  const builder = join(root, 'scripts/build/console.mjs');
  const sources = listFiles(join(root, 'console')).filter((file) => !/(\.spec\.tsx?|\.md)$/.test(file));
  const stamp = fingerprint(root, [...sources, builder, join(root, 'package-lock.json')]);
  const place = join(root, 'dist/console');
  if (isStamped(place, stamp)) return () => undefined;
  const fresh = join(root, 'dist.console.new');
  const building = once(spawn(process.execPath, [builder, fresh], { cwd: root, stdio: 'inherit' }), 'exit');
  return async () => {
    const [code] = await building;
    if (code !== 0) process.exit(1);
    putStamp(fresh, stamp);
    rmSync(place, { recursive: true, force: true });
    renameSync(fresh, place);
  };
}
