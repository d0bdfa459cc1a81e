// The fault script of the simulators: what goes wrong next, where no money moves. Where nothing is simulated, these
// routes answer 404. Must never touch what a simulator has in its books.
import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { CurrentPerson, RequirePermission, type SignedInPerson } from '../../access/require-permission.js';
import { AuditTrail } from '../../audit/audit-trail.js';
import { documentOf } from '../../common/document.js';
import { Problem } from '../../common/problems.js';
import { SimulatorControl, type Simulated, type ToldFault } from './simulator-control.js';
import {
  faultWish,
  PlaceFaultBody,
  placedFault,
  PlacedFaultDocument,
  simulatorDocument,
  SimulatorListDocument,
} from './simulators-desk.dto.js';

@ApiTags('admin')
@Controller('admin/simulators')
@RequirePermission('simulators:manage')
export class SimulatorsDeskController {
  constructor(
    private readonly control: SimulatorControl,
    private readonly trail: AuditTrail,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  /** Shows the simulators: what can go wrong there, and what goes wrong from now on. */
  @Get()
  @ApiOperation({ operationId: 'listSimulators' })
  async list(): Promise<SimulatorListDocument> {
    const items = this.control.all().map(async (each) => {
      return simulatorDocument(each.provider, each.simulator, await this.#faultsOrNull(each));
    });
    return documentOf(SimulatorListDocument, { items: await Promise.all(items) });
  }

  /** Lets something go wrong at a simulator. Older orders strike first; a restart of the simulator forgets them. */
  @Post(':provider/faults')
  @ApiOperation({ operationId: 'placeFault' })
  async place(
    @Param('provider') provider: string,
    @Body() body: PlaceFaultBody,
    @CurrentPerson() by: SignedInPerson,
  ): Promise<PlacedFaultDocument> {
    const simulated = this.control.find(provider);
    const told = await this.control.place(simulated, faultWish(simulated.simulator, body));
    await this.trail.record(this.dataSource.manager, {
      by,
      action: 'simulator.fault_placed',
      subject: provider,
      after: { ...body },
    });
    return placedFault(simulated.simulator, told);
  }

  /** Takes all faults of a simulator back: it works well again. */
  @Delete(':provider/faults')
  @HttpCode(204)
  @ApiOperation({ operationId: 'clearFaults' })
  async clear(@Param('provider') provider: string, @CurrentPerson() by: SignedInPerson): Promise<void> {
    await this.control.clear(this.control.find(provider));
    await this.trail.record(this.dataSource.manager, { by, action: 'simulator.faults_cleared', subject: provider });
  }

  /** Takes one fault of a simulator back. One that is gone changes nothing. */
  @Delete(':provider/faults/:faultId')
  @HttpCode(204)
  @ApiOperation({ operationId: 'takeFaultBack' })
  async takeBack(
    @Param('provider') provider: string,
    @Param('faultId') faultId: string,
    @CurrentPerson() by: SignedInPerson,
  ): Promise<void> {
    const simulated = this.control.find(provider);
    if (!/^\d{1,9}$/.test(faultId)) throw new Problem('not_found', { detail: 'There is no such fault.' });
    await this.control.takeBack(simulated, Number(faultId));
    await this.trail.record(this.dataSource.manager, {
      by,
      action: 'simulator.fault_taken_back',
      subject: provider,
      before: { faultId: Number(faultId) },
    });
  }

  /** `null` when the simulator does not answer: the page says so, and shows the other one. */
  async #faultsOrNull(simulated: Simulated): Promise<ToldFault[] | null> {
    try {
      return await this.control.faults(simulated);
    } catch (error) {
      if (error instanceof Problem && error.code === 'provider_not_reached') return null;
      throw error;
    }
  }
}
