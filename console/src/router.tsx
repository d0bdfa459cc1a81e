// Every address of the console and the page that is there. Pages are loaded when they are first gone to.
// Must never take personal data into an address: no names, no e-mails, no words that somebody searched for.
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router';
import { readAuditFilter } from './areas/audit/audit-filter';
import { readApprovalFilter } from './areas/refunds/approval-filter';
import { readBillingKeyFilter } from './areas/running/billing-key-filter';
import { readDeliveryFilter } from './areas/running/delivery-filter';
import { readOrdersFilter } from './areas/orders/orders-filter';
import { readFiguresFilter } from './areas/figures/figures-filter';
import { readQueueFilter } from './areas/queue/queue-filter';
import { Allowed } from './frame/allowed';
import { Crashed } from './frame/crashed';
import { Frame } from './frame/frame';
import { Gate } from './frame/gate';
import { NotFound } from './frame/not-found';
import { Start } from './frame/start';
import { useMay, type Permission } from './api/session';

const root = createRootRoute({ component: Outlet });

/** For those who have no account yet. The token is behind the #, which browsers send to nobody. */
const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  component: lazyRouteComponent(() => import('./areas/sign-in/invitation-page'), 'InvitationPage'),
});

const desk = createRoute({
  getParentRoute: () => root,
  id: 'desk',
  component: () => (
    <Gate>
      <Frame />
    </Gate>
  ),
});

/** What an address holds and its page does not understand is not there for the page: the router itself would hand it on. */
function known<Filter extends object>(read: (search: Record<string, unknown>) => Filter) {
  return (search: Record<string, unknown>): Filter => ({
    ...Object.fromEntries(Object.keys(search).map((name) => [name, undefined])),
    ...read(search),
  });
}

/** Pages below it are only for those who have the permission. */
const only = (permission: Permission) => () => (
  <Allowed permission={permission}>
    <Outlet />
  </Allowed>
);

/** Whoever may not read there begins elsewhere. */
function Home() {
  const may = useMay();
  return may('desk:read') ? <Outlet /> : <Start />;
}
const home = createRoute({
  getParentRoute: () => desk,
  id: 'home',
  component: Home,
});
const figures = createRoute({
  getParentRoute: () => home,
  path: '/',
  validateSearch: known(readFiguresFilter),
  component: lazyRouteComponent(() => import('./areas/figures/figures-page'), 'FiguresPage'),
});

const queue = createRoute({ getParentRoute: () => desk, path: '/queue', component: only('desk:read') });
const queueList = createRoute({
  getParentRoute: () => queue,
  path: '/',
  validateSearch: known(readQueueFilter),
  component: lazyRouteComponent(() => import('./areas/queue/queue-page'), 'QueuePage'),
});
const queueItem = createRoute({
  getParentRoute: () => queue,
  path: '/$kind/$id',
  component: lazyRouteComponent(() => import('./areas/queue/queue-item-page'), 'QueueItemPage'),
});

const account = createRoute({
  getParentRoute: () => desk,
  path: '/account',
  component: lazyRouteComponent(() => import('./areas/account/account-page'), 'AccountPage'),
});

const people = createRoute({ getParentRoute: () => desk, path: '/people', component: only('people:manage') });
const peopleList = createRoute({
  getParentRoute: () => people,
  path: '/',
  component: lazyRouteComponent(() => import('./areas/people/people-page'), 'PeoplePage'),
});
const person = createRoute({
  getParentRoute: () => people,
  path: '/$personId',
  component: lazyRouteComponent(() => import('./areas/people/person-page'), 'PersonPage'),
});

const audit = createRoute({ getParentRoute: () => desk, path: '/audit', component: only('audit:read') });
const auditTrail = createRoute({
  getParentRoute: () => audit,
  path: '/',
  validateSearch: known(readAuditFilter),
  component: lazyRouteComponent(() => import('./areas/audit/audit-page'), 'AuditPage'),
});

const refunding = createRoute({
  getParentRoute: () => desk,
  path: '/orders/$orderId/refund',
  component: only('refunds:ask'),
});
const refund = createRoute({
  getParentRoute: () => refunding,
  path: '/',
  component: lazyRouteComponent(() => import('./areas/refunds/refund-page'), 'RefundPage'),
});

const recording = createRoute({
  getParentRoute: () => desk,
  path: '/orders/$orderId/external-refund',
  component: only('decisions:make'),
});
const external = createRoute({
  getParentRoute: () => recording,
  path: '/',
  component: lazyRouteComponent(() => import('./areas/refunds/external-page'), 'ExternalPage'),
});

const approvals = createRoute({ getParentRoute: () => desk, path: '/approvals', component: only('desk:read') });
const approvalList = createRoute({
  getParentRoute: () => approvals,
  path: '/',
  validateSearch: known(readApprovalFilter),
  component: lazyRouteComponent(() => import('./areas/refunds/approvals-page'), 'ApprovalsPage'),
});
const approval = createRoute({
  getParentRoute: () => approvals,
  path: '/$requestId',
  component: lazyRouteComponent(() => import('./areas/refunds/approval-page'), 'ApprovalPage'),
});

const changes = createRoute({ getParentRoute: () => desk, path: '/changes', component: only('rights:approve') });
const changeList = createRoute({
  getParentRoute: () => changes,
  path: '/',
  validateSearch: known(readApprovalFilter),
  component: lazyRouteComponent(() => import('./areas/changes/changes-page'), 'ChangesPage'),
});
const change = createRoute({
  getParentRoute: () => changes,
  path: '/$changeId',
  component: lazyRouteComponent(() => import('./areas/changes/change-page'), 'ChangePage'),
});

const batches = createRoute({ getParentRoute: () => desk, path: '/refund-batches', component: only('desk:read') });
const batchList = createRoute({
  getParentRoute: () => batches,
  path: '/',
  component: lazyRouteComponent(() => import('./areas/refunds/batches-page'), 'BatchesPage'),
});
const batch = createRoute({
  getParentRoute: () => batches,
  path: '/$batchId',
  component: lazyRouteComponent(() => import('./areas/refunds/batch-page'), 'BatchPage'),
});

const billingKeys = createRoute({ getParentRoute: () => desk, path: '/billing-keys', component: only('desk:read') });
const billingKeyList = createRoute({
  getParentRoute: () => billingKeys,
  path: '/',
  validateSearch: known(readBillingKeyFilter),
  component: lazyRouteComponent(() => import('./areas/running/billing-keys-page'), 'BillingKeysPage'),
});
const billingKey = createRoute({
  getParentRoute: () => billingKeys,
  path: '/$billingKeyId',
  component: lazyRouteComponent(() => import('./areas/running/billing-key-page'), 'BillingKeyPage'),
});

const sellers = createRoute({ getParentRoute: () => desk, path: '/sellers', component: only('sellers:manage') });
const sellerList = createRoute({
  getParentRoute: () => sellers,
  path: '/',
  component: lazyRouteComponent(() => import('./areas/running/sellers-page'), 'SellersPage'),
});
const seller = createRoute({
  getParentRoute: () => sellers,
  path: '/$sellerCode',
  component: lazyRouteComponent(() => import('./areas/running/seller-page'), 'SellerPage'),
});

const apiKeys = createRoute({ getParentRoute: () => desk, path: '/api-keys', component: only('keys:manage') });
const apiKeyList = createRoute({
  getParentRoute: () => apiKeys,
  path: '/',
  component: lazyRouteComponent(() => import('./areas/running/api-keys-page'), 'ApiKeysPage'),
});

const endpoints = createRoute({ getParentRoute: () => desk, path: '/endpoints', component: only('desk:read') });
const endpointList = createRoute({
  getParentRoute: () => endpoints,
  path: '/',
  component: lazyRouteComponent(() => import('./areas/running/endpoints-page'), 'EndpointsPage'),
});
const endpoint = createRoute({
  getParentRoute: () => endpoints,
  path: '/$endpointId',
  validateSearch: known(readDeliveryFilter),
  component: lazyRouteComponent(() => import('./areas/running/endpoint-page'), 'EndpointPage'),
});

const simulators = createRoute({
  getParentRoute: () => desk,
  path: '/simulators',
  component: only('simulators:manage'),
});
const simulatorList = createRoute({
  getParentRoute: () => simulators,
  path: '/',
  component: lazyRouteComponent(() => import('./areas/running/simulators-page'), 'SimulatorsPage'),
});

const orders = createRoute({ getParentRoute: () => desk, path: '/orders', component: only('desk:read') });
const ordersList = createRoute({
  getParentRoute: () => orders,
  path: '/',
  validateSearch: known(readOrdersFilter),
  component: lazyRouteComponent(() => import('./areas/orders/orders-page'), 'OrdersPage'),
});
const order = createRoute({
  getParentRoute: () => orders,
  path: '/$orderId',
  component: lazyRouteComponent(() => import('./areas/orders/order-page'), 'OrderPage'),
});

const nowhere = createRoute({ getParentRoute: () => desk, path: '/$', component: NotFound });

export const router = createRouter({
  routeTree: root.addChildren([
    invitation,
    desk.addChildren([
      home.addChildren([figures]),
      queue.addChildren([queueList, queueItem]),
      orders.addChildren([ordersList, order]),
      account,
      people.addChildren([peopleList, person]),
      audit.addChildren([auditTrail]),
      refunding.addChildren([refund]),
      recording.addChildren([external]),
      approvals.addChildren([approvalList, approval]),
      changes.addChildren([changeList, change]),
      batches.addChildren([batchList, batch]),
      billingKeys.addChildren([billingKeyList, billingKey]),
      sellers.addChildren([sellerList, seller]),
      apiKeys.addChildren([apiKeyList]),
      endpoints.addChildren([endpointList, endpoint]),
      simulators.addChildren([simulatorList]),
      nowhere,
    ]),
  ]),
  basepath: '/console',
  defaultErrorComponent: Crashed,
  defaultNotFoundComponent: NotFound,
  defaultPreload: 'intent',
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
