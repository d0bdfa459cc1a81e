// The states of a webhook endpoint and of a delivery, as badges.
// Must never lack a state of the API; the tables are exhaustive.
import { Badge, type Tone } from '../../parts/badge';
import { useTexts } from '../../texts/language';
import type { DeliveryState, EndpointState } from '../../texts/running';
import type { Endpoint } from './endpoint-queries';

const endpointTones: Readonly<Record<EndpointState, Tone>> = { active: 'good', paused: 'warn', removed: 'calm' };
const deliveryTones: Readonly<Record<DeliveryState, Tone>> = { waiting: 'busy', delivered: 'good', failed: 'bad' };

/** One that is sent to, and fails, says that instead: it is what somebody has to know. */
export function EndpointStanding({ endpoint }: { readonly endpoint: Endpoint }) {
  const t = useTexts().running.endpoints;
  const isFailing = endpoint.status === 'active' && endpoint.failingSince !== null;
  return (
    <Badge tone={isFailing ? 'bad' : endpointTones[endpoint.status]}>
      {isFailing ? t.failing : t.states[endpoint.status]}
    </Badge>
  );
}

export function DeliveryStanding({ status }: { readonly status: DeliveryState }) {
  const t = useTexts().running.endpoints;
  return <Badge tone={deliveryTones[status]}>{t.deliveryStates[status]}</Badge>;
}
