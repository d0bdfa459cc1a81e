// What Payple's simulator can be told to do wrong, as its documentation says.
// Must never be used where Payple itself answers.
import type { PaypleConfig } from '../config/payple.config.js';
import type { SimulatorPort } from '../orders/simulator.port.js';

const ON_A_CALL = ['delay', 'drop_before_effect', 'drop_after_effect', 'http_500', 'garbage', 'decline'] as const;

const FAULTS: SimulatorPort['faults'] = {
  auth: ON_A_CALL,
  confirm: ON_A_CALL,
  simple: ON_A_CALL,
  reguler: ON_A_CALL,
  cancel: ON_A_CALL,
  inquiry: ON_A_CALL,
  userdel: ON_A_CALL,
  userinfo: ON_A_CALL,
  taxreg: ON_A_CALL,
  taxcancel: ON_A_CALL,
  window: ['delay', 'drop_before_effect', 'drop_after_effect', 'decline', 'duplicate'],
  notice: ['delay', 'drop_before_effect', 'drop_after_effect', 'garbage', 'duplicate'],
};

/** `null` unless we talk to the simulator. */
export function paypleSimulator({ mode, apiUrl }: PaypleConfig): SimulatorPort | null {
  return mode === 'simulator' ? { url: apiUrl, faults: FAULTS, referenceName: 'oid' } : null;
}
