// An event of something that is not an order, in the making; orders tell theirs through their draft.
// Must never be given a secret or personal data: events are told outside.
import type { EntityManager } from 'typeorm';
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity.js';
import { newId } from '../common/ids.js';
import { currentRequestId } from '../common/request-context.js';
import { RecordedEvent } from './entities/event.entity.js';

/** What happened, to whom and when. */
export type NewEvent = Omit<RecordedEvent, 'id' | 'requestId'>;

/** Appends an event with the change it tells of: both are written, or neither. */
export async function tellEvent(manager: EntityManager, event: NewEvent): Promise<void> {
  const recorded: RecordedEvent = { id: newId(), requestId: currentRequestId(), ...event };
  await manager.insert(RecordedEvent, recorded as QueryDeepPartialEntity<RecordedEvent>);
}
