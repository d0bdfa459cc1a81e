// Everything the console says in Korean, put together; English has to say the same (en/index.ts).
// Must never hold a sentence itself: each part of the console has its file.
import { account } from './account';
import { audit } from './audit';
import { changes } from './changes';
import { evidence } from './evidence';
import { figures } from './figures';
import { frame } from './frame';
import { orders } from './orders';
import { people } from './people';
import { problems } from './problems';
import { refunds } from './refunds';
import { running } from './running';
import { signIn } from './sign-in';
import { queue } from './queue';
import { refusals, states } from './states';

export const ko = {
  frame,
  signIn,
  account,
  changes,
  people,
  figures,
  queue,
  evidence,
  orders,
  audit,
  refunds,
  running,
  problems,
  states,
  refusals,
};

/** What every language has to say. */
export type Texts = typeof ko;
