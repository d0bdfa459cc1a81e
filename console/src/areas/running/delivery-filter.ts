// Which deliveries of an endpoint are asked for, as the address holds it.
// Must never hold an address of an endpoint.
import { DELIVERY_STATES, type DeliveryState } from '../../texts/running';

export interface DeliveryFilter {
  readonly status?: DeliveryState;
}

/** The filter that an address holds. What cannot be one is left out. */
export function readDeliveryFilter(search: Readonly<Record<string, unknown>>): DeliveryFilter {
  const status = DELIVERY_STATES.find((state) => state === search['status']);
  return status === undefined ? {} : { status };
}
