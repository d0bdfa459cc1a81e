// The services that commands work with, without the application around them.
// Must never give a command another gate than the desk has.
import { ApiKeysService } from '../access/api-keys.service.js';
import { AuditTrail } from '../audit/audit-trail.js';
import { showId } from '../common/ids.js';
import { Sealer } from '../common/sealing.js';
import { Appliers } from '../rights/appliers.js';
import { ChangeBook } from '../rights/change-book.js';
import { RightsGate } from '../rights/rights-gate.js';
import { SellersService } from '../sellers/sellers.service.js';
import type { DatabaseTools } from './commands.js';

/** The same for every command. */
export interface Gathered {
  readonly trail: AuditTrail;
  readonly gate: RightsGate;
  readonly apiKeys: ApiKeysService;
  readonly sellers: SellersService;
}

export function gather({ dataSource, clock, platform, rights }: Omit<DatabaseTools, 'people' | 'terminal'>): Gathered {
  const trail = new AuditTrail(clock);
  const gate = new RightsGate(dataSource, new ChangeBook(dataSource), trail, clock, rights);
  // Nothing is approved here, so nobody carries anything out.
  const appliers = new Appliers();
  return {
    trail,
    gate,
    apiKeys: new ApiKeysService(dataSource, clock, gate, appliers, platform),
    sellers: new SellersService(dataSource, new Sealer(platform.sealKeys), clock, gate, appliers),
  };
}

/** What somebody at the server reads when a second person has to approve. @param changeId UUID */
export function waitsFor(changeId: string): string {
  return `It waits for approval: an administrator at the refund desk has to approve ${showId('changeRequest', changeId)} first.`;
}
