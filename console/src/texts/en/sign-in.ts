// What the steps of signing in say, in English.
// Must never tell whether an e-mail is known here.
import type { Texts } from '../ko/index';

export const signIn: Texts['signIn'] = {
  title: 'Sign in',
  email: 'E-mail',
  password: 'Password',
  submit: 'Sign in',
  next: 'Continue',
  secondFactor: {
    title: 'Enter your code',
    explanation: 'Enter the six digits that your authenticator app shows.',
    code: 'Code',
    useRecoveryCode: 'No phone at hand? Use a recovery code',
    recoveryTitle: 'Enter a recovery code',
    recoveryExplanation: 'Enter one of the recovery codes you kept when you set up the second factor. Each works once.',
    recoveryCode: 'Recovery code',
    useApp: 'Use the app’s code',
  },
  enrolment: {
    title: 'Set up a second factor',
    explanation: 'Money moves here, so a password alone is not enough.',
    scan: 'Scan this QR code with your authenticator app.',
    qrCode: 'QR code for your authenticator app',
    orType: 'If you cannot scan it, type this key.',
    key: 'Setup key',
    confirm: 'Enter the six digits that the app shows now.',
    submit: 'Finish setup',
  },
  recovery: {
    title: 'Keep your recovery codes',
    explanation:
      'They are the only way in when you lose your phone. Each works once, and you cannot see them again after you leave this page.',
    copyAll: 'Copy all',
    fileName: 'gyeolje-recovery-codes.txt',
    kept: 'I have kept them in a safe place',
    done: 'Continue',
  },
  invitation: {
    title: 'Welcome',
    explanation: 'Choose the password with which you will sign in.',
    newPassword: 'New password',
    again: 'New password once more',
    differs: 'The two passwords differ.',
    hint: 'At least 12 characters. A long, uncommon sentence is best.',
    submit: 'Set the password',
    done: 'Your password is set. Please sign in.',
    toSignIn: 'Sign in',
    incomplete: 'The invitation link is incomplete',
    incompleteHint: 'Check that you copied all of it, or ask an administrator for a new one.',
  },
  cancel: 'Sign in as somebody else',
};
