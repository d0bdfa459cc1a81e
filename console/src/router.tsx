// Every address of the console and the page that is there. Pages are loaded when they are first gone to.
// Must never take personal data into an address: no names, no e-mails, no words that somebody searched for.
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router';
import { readAuditFilter } from './areas/audit/audit-filter';
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

/** Pages below it are only for those who have the permission. */
const only = (permission: Permission) => () => (
  <Allowed permission={permission}>
    <Outlet />
  </Allowed>
);

/** Whoever may not read there begins elsewhere. */
const home = createRoute({
  getParentRoute: () => desk,
  id: 'home',
  component: () => (useMay()('desk:read') ? <Outlet /> : <Start />),
});
const figures = createRoute({
  getParentRoute: () => home,
  path: '/',
  validateSearch: readFiguresFilter,
  component: lazyRouteComponent(() => import('./areas/figures/figures-page'), 'FiguresPage'),
});

const queue = createRoute({ getParentRoute: () => desk, path: '/queue', component: only('desk:read') });
const queueList = createRoute({
  getParentRoute: () => queue,
  path: '/',
  validateSearch: readQueueFilter,
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
  validateSearch: readAuditFilter,
  component: lazyRouteComponent(() => import('./areas/audit/audit-page'), 'AuditPage'),
});

const nowhere = createRoute({ getParentRoute: () => desk, path: '/$', component: NotFound });

export const router = createRouter({
  routeTree: root.addChildren([
    invitation,
    desk.addChildren([
      home.addChildren([figures]),
      queue.addChildren([queueList, queueItem]),
      account,
      people.addChildren([peopleList, person]),
      audit.addChildren([auditTrail]),
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
