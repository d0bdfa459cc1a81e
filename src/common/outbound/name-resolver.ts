// Asks the system which addresses a host name has.
// Must never remember an answer: a name may lead elsewhere a moment later, and is checked anew at each connection.
import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { Injectable } from '@nestjs/common';

@Injectable()
export class NameResolver {
  /** @throws an error with a system code, such as ENOTFOUND, when there are none */
  addressesOf(name: string): Promise<LookupAddress[]> {
    return lookup(name, { all: true });
  }
}
