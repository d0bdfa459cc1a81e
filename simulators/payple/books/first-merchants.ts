// The merchants a simulator with empty books knows.
// Must never hold a key that Payple gave to one merchant alone.
import type { Merchant } from './rows.js';

export const FIRST_MERCHANTS: readonly Merchant[] = [
  {
    // Payple's public test account: these four values are printed in its manual and samples for everyone.
    cstId: 'test',
    custKey: 'abcd1234567890',
    clientKey: 'test_DF55F29DA654A8CBC0F0A9DD4B556486',
    refundKey: 'a41ce010ede9fcbfb3be86b24858806596a9db68b79d138b147c3e563e1829a0',
    live: false,
    domains: null,
    noticeUrl: null,
    removalNoticeUrl: null,
  },
];
