// Guesses from the browser's own description where the buyer sits.
// Must never decide anything but how the provider's page opens: the description can say anything.
import type { Channel } from '../orders/provider-payment.js';

/** Where the buyer sits. */
export interface Device {
  readonly channel: Channel;
  /** Whether the page is shown inside another app, which cannot open windows or other apps as a browser does. */
  readonly inApp: boolean;
}

const PHONES = /Android|iPhone|iPad|iPod|Mobile|Windows Phone/i;
const APPS_WITH_BROWSERS =
  /KAKAOTALK|NAVER\(inapp|DaumApps|Instagram|FBAN|FBAV|FB_IAB|Line\/|BAND\/|everytimeApp|; ?wv\)/i;
/** WebKit on iOS names Safari only when it is one. */
const IOS_WEB_VIEW = /(iPhone|iPad|iPod)(?!.*Safari\/)/i;

export function deviceOf(userAgent = ''): Device {
  const inApp = APPS_WITH_BROWSERS.test(userAgent) || IOS_WEB_VIEW.test(userAgent);
  return PHONES.test(userAgent) ? { channel: 'mobile', inApp } : { channel: 'pc', inApp: false };
}
