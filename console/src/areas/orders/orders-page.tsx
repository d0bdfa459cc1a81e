// Orders: one box to search by, filters, and what was found, the newest first.
// Must never put what was searched for into the address or the browser's title.
import { Button } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { formatCount } from '../../format/won';
import { Empty } from '../../parts/empty';
import { ErrorNotice } from '../../parts/error-notice';
import { LoadingRows } from '../../parts/loading';
import { Page, Section } from '../../parts/page';
import { useTexts } from '../../texts/language';
import { ExportOrders } from './export-orders';
import { OrderFilters } from './order-filters';

import { useOrders, useTyped, type ListedOrder } from './orders-queries';
import { OrdersTable } from './orders-table';
import { SearchBox } from './search-box';
import styles from './orders.module.css';
import { ViewsMenu } from './views-menu';

const route = getRouteApi('/desk/orders/');

export function OrdersPage() {
  const { orders: t } = useTexts();
  const filter = route.useSearch();
  const [text, setText] = useTyped();
  const { found, isLookingFurther } = useOrders(filter, text);
  const orders = found.data?.pages.flatMap(({ items }) => items) ?? [];
  const open = useOpenOnly(orders, found.isPlaceholderData || found.isFetching);
  return (
    <Page
      title={t.title}
      explanation={t.explanation}
      actions={
        <>
          <ViewsMenu filter={filter} />
          <ExportOrders filter={filter} text={text} />
        </>
      }
    >
      <Section>
        <div className={styles.find} role="search">
          <SearchBox text={text} onText={setText} onEnter={open} />
          <OrderFilters filter={filter} text={text} onClear={() => setText('')} />
        </div>
        <ErrorNotice error={found.error} onRetry={() => void found.refetch()} />
        {found.isPending && <LoadingRows rows={10} />}
        {found.data && (
          <Found
            orders={orders}
            understoodAs={found.data.pages[0]?.understoodAs ?? []}
            text={text}
            isOld={found.isPlaceholderData}
            isLookingFurther={isLookingFurther}
            hasMore={found.hasNextPage}
          />
        )}
        {found.hasNextPage && !isLookingFurther && (
          <div className={styles.more}>
            <Button variant="default" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
              {found.data?.pages.at(-1)?.stoppedEarly === true ? t.lookFurther : <MoreLabel />}
            </Button>
          </div>
        )}
      </Section>
    </Page>
  );
}

function MoreLabel() {
  const { frame } = useTexts();
  return frame.more;
}

interface FoundProps {
  readonly orders: readonly ListedOrder[];
  readonly understoodAs: readonly string[];
  readonly text: string;
  /** Whether what is shown was found for what was asked before. */
  readonly isOld: boolean;
  readonly isLookingFurther: boolean;
  readonly hasMore: boolean;
}

function Found({ orders, understoodAs, text, isOld, isLookingFurther, hasMore }: FoundProps) {
  const { orders: t } = useTexts();
  const kinds = understoodAs.map((kind) => t.readings[kind] ?? kind).join(', ');
  const count = formatCount(orders.length);
  return (
    <div className={styles.found} data-old={isOld} aria-busy={isOld}>
      <p className={styles.summary} role="status">
        {isLookingFurther ? t.lookingFurther : hasMore ? t.shown(count) : t.shownAll(count)}
        {text !== '' && kinds !== '' && !isOld && <span className="quiet"> · {t.understoodAs(kinds)}</span>}
      </p>
      {orders.length > 0 && <OrdersTable orders={orders} />}
      {orders.length === 0 && !isLookingFurther && !isOld && (
        <Empty icon="search" title={t.empty} hint={text !== '' && kinds === '' ? t.notUnderstood : t.emptyHint} />
      )}
    </div>
  );
}

/** Whoever presses Enter when one order is left goes to it. */
function useOpenOnly(orders: readonly ListedOrder[], isBusy: boolean): () => void {
  const navigate = useNavigate();
  const [only, second] = orders;
  return () => {
    if (!isBusy && only && !second) void navigate({ to: '/orders/$orderId', params: { orderId: only.id } });
  };
}
