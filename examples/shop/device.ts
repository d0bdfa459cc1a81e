// Guesses from the browser's own description whether PAYCO should open as a PC window or on a phone.
// Must never be used to decide anything but how a page looks: the description can say anything.
import type { NewPayment } from './gyeolje-client.js';

const phones = /Android|iPhone|iPad|iPod|Mobile/i;
/** Browsers inside other apps, which cannot open the PAYCO app by themselves. */
const appsWithBrowsers = /KAKAOTALK|NAVER\(inapp|Instagram|FBAN|FBAV|Line\/|; wv\)/i;

export function deviceOf(userAgent = ''): Pick<NewPayment, 'channel' | 'inApp'> {
  if (!phones.test(userAgent)) return { channel: 'pc' };
  return { channel: 'mobile', inApp: appsWithBrowsers.test(userAgent) };
}
