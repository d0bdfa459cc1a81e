// The house that tests start: it refuses the settings that the real start refuses, and leaves nothing open.
import { expect, test } from 'vitest';
import { ConfigurationError } from '../../src/config/environment.js';
import { startHouse } from '../support/house.js';

const SENTENCES = [
  'CALL_OPERATOR_AFTER_MS must be a whole number from 1000 to 2592000000. Example: CALL_OPERATOR_AFTER_MS=3600000',
  'RUN_JOBS must be true or false. Example: RUN_JOBS=true',
];

test('a setting that is none fails the start, with the sentence of the real one', async () => {
  const before = { ...process.env };
  const starting = startHouse({ environment: { CALL_OPERATOR_AFTER_MS: '1', RUN_JOBS: 'no' } });
  const error = await starting.then(
    async (house) => {
      await house.close();
      return 'it started';
    },
    (fault: unknown) => fault,
  );
  expect(error).toBeInstanceOf(ConfigurationError);
  expect(new Set((error as ConfigurationError).faults)).toEqual(new Set(SENTENCES));
  expect(process.env).toEqual(before);
});

test('so does one after a crash, and the house goes on as it was', async () => {
  const house = await startHouse({ environment: { RUN_JOBS: 'false' } });
  await expect(house.crashAndRestart({ CALL_OPERATOR_AFTER_MS: '1' })).rejects.toThrow(
    'CALL_OPERATOR_AFTER_MS must be',
  );
  expect((await fetch(`${house.url}/health/ready`)).status).toBe(200);
  await house.crashAndRestart({ CALL_OPERATOR_AFTER_MS: '1000' });
  expect((await fetch(`${house.url}/health/ready`)).status).toBe(200);
  await house.close();
});
