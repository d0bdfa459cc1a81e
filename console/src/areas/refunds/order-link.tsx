// Leads to the page of an order.
// Must never show anything of the order but what its words say.
import { useRouter } from '@tanstack/react-router';
import type { MouseEvent, ReactNode } from 'react';

interface OrderLinkProps {
  readonly orderId: string;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

export function OrderLink({ orderId, className, children }: OrderLinkProps) {
  const router = useRouter();
  const href = `${router.options.basepath ?? ''}/orders/${orderId}`;
  const go = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    router.history.push(href);
  };
  return (
    <a href={href} className={className} onClick={go}>
      {children}
    </a>
  );
}
