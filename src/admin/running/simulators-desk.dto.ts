// What the routes about the simulators' troubles take and answer.
// Must never know a provider: what can go wrong with which call, each simulator says.
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, IsNumber, Matches, Max, Min } from 'class-validator';
import { documentOf } from '../../common/document.js';
import { IsText, Optional } from '../../common/http/fields.js';
import type { SimulatorPort } from '../../orders/simulator.port.js';
import type { ToldFault } from './simulator-control.js';

const EFFECTS = ['before', 'after'] as const;

/** Something that is to go wrong. */
export class PlaceFaultBody {
  /** The call with which it goes wrong: one of the `endpoints` of the simulator. */
  @Matches(/^[A-Za-z]{1,40}$/, { message: 'endpoint must be one of the endpoints of the simulator' })
  endpoint: string;

  /** What goes wrong: one of the `faults` of that endpoint. */
  @Matches(/^[a-z0-9_]{1,40}$/, { message: 'fault must be one of the faults of that endpoint' })
  fault: string;

  /** With how many calls; once when neither this nor `percent` is given. */
  @Optional()
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  count?: number;

  /** With this share of all calls, in percent, until it is taken back. */
  @Optional()
  @IsNumber()
  @Min(0)
  @Max(100)
  percent?: number;

  /** With `delay`: how late the answer is, in ms. */
  @Optional()
  @IsInt()
  @Min(0)
  @Max(600_000)
  delayMs?: number;

  /** Whether what was asked for happens nevertheless (`after`), or not (`before`). Left out: what is usual of the fault. */
  @Optional()
  @IsIn(EFFECTS)
  effect?: (typeof EFFECTS)[number];

  /** With `decline`: the provider’s result code. */
  @Optional()
  @Matches(/^[0-9A-Z]{1,12}$/, { message: 'code must be a result code of the provider' })
  code?: string;

  /** Only calls about one payment: by the reference that the provider knows it by. */
  @Optional()
  @IsText(1, 100)
  reference?: string;
}

/** Something that goes wrong from now on. */
export class PlacedFaultDocument {
  /** The simulator’s number of it. */
  @ApiProperty({ type: 'integer' })
  id: number;
  endpoint: string;
  fault: string;
  /** `after`: what was asked for happens nevertheless. */
  @ApiProperty({ enum: EFFECTS })
  effect: (typeof EFFECTS)[number];
  /** In ms. */
  @ApiProperty({ type: 'integer' })
  delayMs: number;
  @ApiProperty({ type: String, nullable: true })
  code: string | null;
  @ApiProperty({ type: String, nullable: true })
  reference: string | null;
  /** With how many calls it still goes wrong; `null`: `percent` decides. */
  @ApiProperty({ type: 'integer', nullable: true })
  left: number | null;
  @ApiProperty({ type: Number, nullable: true })
  percent: number | null;
  /** With how many calls it went wrong. */
  @ApiProperty({ type: 'integer' })
  hits: number;
}

/** What can go wrong with one call. */
export class SimulatedEndpointDocument {
  name: string;
  @ApiProperty({ type: [String] })
  faults: string[];
}

/** The simulator of a provider. */
export class SimulatorDocument {
  provider: string;
  /** Where it is; its own page is there, too. */
  url: string;
  /** Whether it answers at this moment. */
  isReachable: boolean;
  endpoints: SimulatedEndpointDocument[];
  /** What goes wrong from now on, the oldest first; those strike first. */
  faults: PlacedFaultDocument[];
}

/** The simulators. */
export class SimulatorListDocument {
  items: SimulatorDocument[];
}

/** The fault as the simulator wants it. */
export function faultWish(
  { referenceName }: SimulatorPort,
  { reference, ...same }: PlaceFaultBody,
): Record<string, unknown> {
  return { ...same, ...(reference !== undefined && { [referenceName]: reference }) };
}

/** The fault as the desk shows it. */
export function placedFault({ referenceName }: SimulatorPort, fault: ToldFault): PlacedFaultDocument {
  const { id, endpoint, delayMs, left, percent, hits } = fault;
  const code = fault['pgErrorCode'] ?? fault['code'];
  return documentOf(PlacedFaultDocument, {
    ...{ id, endpoint, fault: fault.fault, delayMs, left, percent, hits },
    effect: fault.effect === 'after' ? 'after' : 'before',
    code: typeof code === 'string' || typeof code === 'number' ? String(code) : null,
    reference: typeof fault[referenceName] === 'string' ? fault[referenceName] : null,
  });
}

/** The simulator as the desk shows it. @param faults `null`: it does not answer */
export function simulatorDocument(
  provider: string,
  simulator: SimulatorPort,
  faults: readonly ToldFault[] | null,
): SimulatorDocument {
  return documentOf(SimulatorDocument, {
    provider,
    url: simulator.url,
    isReachable: faults !== null,
    endpoints: Object.entries(simulator.faults).map(([name, possible]) =>
      documentOf(SimulatedEndpointDocument, { name, faults: [...possible] }),
    ),
    faults: (faults ?? []).map((fault) => placedFault(simulator, fault)),
  });
}
