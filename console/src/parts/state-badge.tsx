// The state of an order, a payment or a cancellation, as a badge.
// Must never lack a state of the API; the tables are exhaustive.
import { useTexts } from '../texts/language';
import type { CancellationState, OrderState, PaymentState } from '../texts/states';
import { Badge, type Tone } from './badge';

const orderTones: Readonly<Record<OrderState, Tone>> = {
  unpaid: 'calm',
  confirming: 'busy',
  in_doubt: 'warn',
  awaiting_deposit: 'busy',
  paid: 'good',
  partially_cancelled: 'good',
  cancelled: 'calm',
  expired: 'calm',
  voided: 'calm',
};
const paymentTones: Readonly<Record<PaymentState, Tone>> = {
  open: 'busy',
  confirming: 'busy',
  in_doubt: 'warn',
  awaiting_deposit: 'busy',
  paid: 'good',
  refused: 'bad',
  abandoned: 'calm',
  reversed: 'calm',
};
const cancellationTones: Readonly<Record<CancellationState, Tone>> = {
  requested: 'busy',
  executing: 'busy',
  in_doubt: 'warn',
  done: 'good',
  refused: 'bad',
  rejected: 'bad',
};

type StateBadgeProps =
  | { readonly of: 'order'; readonly state: OrderState }
  | { readonly of: 'payment'; readonly state: PaymentState }
  | { readonly of: 'cancellation'; readonly state: CancellationState };

export function StateBadge(props: StateBadgeProps) {
  const { states } = useTexts();
  switch (props.of) {
    case 'order':
      return <Badge tone={orderTones[props.state]}>{states.order[props.state]}</Badge>;
    case 'payment':
      return <Badge tone={paymentTones[props.state]}>{states.payment[props.state]}</Badge>;
    case 'cancellation':
      return <Badge tone={cancellationTones[props.state]}>{states.cancellation[props.state]}</Badge>;
  }
}
