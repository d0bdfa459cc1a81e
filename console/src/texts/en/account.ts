// What the page of one's own account says, in English.
// Must never hold what the page of other people says.
import type { Texts } from '../ko/index';

export const account: Texts['account'] = {
  title: 'My account',
  email: 'E-mail',
  roles: 'Roles',
  refundLimit: 'Largest refund at once',
  noLimit: 'No limit',
  sessionEnds: 'Signed in until',
  sessionEndsAt: (idle, absolute) => `${idle} if unused, ${absolute} at the latest`,
  sessions: {
    title: 'Where you are signed in',
    explanation: 'If you do not know one of these, sign it out and change your password.',
    thisOne: 'This device',
    device: 'Device',
    address: 'Address',
    signedInAt: 'Signed in',
    lastSeenAt: 'Last used',
    unknownDevice: 'Unknown device',
    end: 'Sign out',
    endThis: (device) => `Sign out ${device}`,
    endAll: 'Sign out everywhere',
    endAllQuestion: 'Sign out everywhere?',
    endAllExplanation: 'This device is signed out too; you will have to sign in again.',
  },
  password: {
    title: 'Password',
    explanation: 'Changing it signs out all your other devices.',
    current: 'Current password',
    submit: 'Change the password',
    done: 'Your password is changed, and your other devices are signed out.',
  },
  secondFactor: {
    title: 'Second factor',
    on: 'On',
    off: 'Off',
    onExplanation: 'Signing in asks for a code of your authenticator app.',
    offExplanation: 'A password is all it takes to sign in as you. An authenticator app makes that much safer.',
    setUp: 'Set up a second factor',
    replace: 'Change the app',
    replaceExplanation: 'Moves to a new phone or another app. First enter the code of the app you use now.',
    next: 'Continue',
    code: 'Code',
    newCodes: 'Make new recovery codes',
    newCodesExplanation: 'All earlier recovery codes stop working then. Enter the code of your authenticator app.',
  },
};
