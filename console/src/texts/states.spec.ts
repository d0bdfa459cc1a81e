// What people at the desk read where a refusal does not mean that nothing moved.
import { expect, test } from 'vitest';
import { refusals as english } from './en/states';
import { refusals as korean } from './ko/states';
import { refusalSentence } from './states';

test('money that was taken and given back is told as such, in both languages', () => {
  expect(refusalSentence(korean, 'given_back')).toMatch(/빠져나간 돈.*돌려드렸습니다/);
  expect(refusalSentence(english, 'given_back')).toMatch(/was taken.*was given back/);
});
