// What PAYCO's simulator can be told to do wrong, as its documentation says.
// Must never be used where PAYCO itself answers.
import type { PaycoConfig } from '../config/payco.config.js';
import type { SimulatorPort } from '../orders/simulator.port.js';

const ON_A_CALL = ['delay', 'drop_before_effect', 'drop_after_effect', 'http_500', 'garbage', 'decline'] as const;

const FAULTS: SimulatorPort['faults'] = {
  reserve: ON_A_CALL,
  approval: ON_A_CALL,
  cancel: ON_A_CALL,
  verify: ON_A_CALL,
  checkAvailability: ON_A_CALL,
  productStatus: ON_A_CALL,
  mileage: ON_A_CALL,
  usability: ON_A_CALL,
  return: [
    'delay',
    'drop_before_effect',
    'drop_after_effect',
    'decline',
    'duplicate',
    'replayed',
    'lower_cased',
    'empty',
  ],
  deposit: ['delay', 'drop_before_effect', 'drop_after_effect', 'garbage', 'duplicate', 'early'],
};

/** `null` unless we talk to the simulator. */
export function paycoSimulator({ mode, apiUrl }: PaycoConfig): SimulatorPort | null {
  return mode === 'simulator' ? { url: apiUrl, faults: FAULTS, referenceName: 'orderKey' } : null;
}
