// A page for those who may see it; for others there is no such page.
// Must never be taken for protection: the server refuses what the page asks for.
import type { ReactNode } from 'react';
import { useMay, type Permission } from '../api/session';
import { NotFound } from './not-found';

export function Allowed({ permission, children }: { readonly permission: Permission; readonly children: ReactNode }) {
  return useMay()(permission) ? children : <NotFound />;
}
