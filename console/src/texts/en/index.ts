// Everything the console says in English, put together.
// Must never hold a sentence itself: each part of the console has its file.
import type { Texts } from '../ko/index';
import { account } from './account';
import { audit } from './audit';
import { frame } from './frame';
import { orders } from './orders';
import { people } from './people';
import { problems } from './problems';
import { refunds } from './refunds';
import { running } from './running';
import { signIn } from './sign-in';
import { refusals, states } from './states';

export const en: Texts = { frame, signIn, account, people, orders, audit, refunds, running, problems, states, refusals };
