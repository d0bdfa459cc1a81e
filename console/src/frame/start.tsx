// Where somebody begins who asked for no page: at the first place of the menu that they may see.
// Must never be a page itself.
import { Navigate } from '@tanstack/react-router';
import { useMay, useSession } from '../api/session';
import { ACCOUNT, placesFor } from './navigation';

export function Start() {
  const [first = ACCOUNT] = placesFor(useMay(), useSession().mode);
  return <Navigate to={first.to} replace />;
}
