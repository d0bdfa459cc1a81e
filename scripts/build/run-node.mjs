// @ts-check
// Runs another Node program of the build, which does not outlive this one.
import { spawn } from 'node:child_process';

/**
 * @param {string} cwd
 * @param {readonly string[]} words the program and its arguments
 * @param {string} failure what to say when it fails; the program itself has said why
 * @returns {Promise<void>}
 */
export function runNode(cwd, words, failure) {
  const child = spawn(process.execPath, words, { cwd, stdio: ['ignore', process.stderr, process.stderr] });
  const end = () => void child.kill();
  process.on('exit', end);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      process.off('exit', end);
      if (code === 0) resolve();
      else reject(new Error(failure));
    });
  });
}
