// The hosted page of a card or an account: asks its buyer, sends them to the provider, and says how it stands afterwards.
// Must never show a text from an address or believe one; the key is found by its token and read from the books.
import { Controller, Get, Inject, Param, Post, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { OpenToAll } from '../access/require-scope.js';
import type { BillingKey } from '../billing/billing-key.entity.js';
import { statusAt } from '../billing/key-states.js';
import { RegisteringService } from '../billing/registering.service.js';
import { Clock } from '../common/clock.js';
import { TakesForm } from '../common/http/form-body.js';
import { Problem } from '../common/problems.js';
import { platformConfig, type PlatformConfig } from '../config/platform.config.js';
import { CardPageFilter } from './card-page.filter.js';
import { CardRequests } from './card-requests.js';
import { formsLeaveTo, plainAddressOf } from './handoffs.js';
import { cardPage, cardStandingPage } from './pages/card-page.js';
import { sendPage } from './pages/layout.js';
import { SameOriginGuard } from './same-origin.guard.js';
import { isCheckoutToken, isScript, visitOf } from './visit.js';

@ApiExcludeController()
@Controller('checkout/cards')
@OpenToAll('Buyers have no key; the unguessable token in the address is the key to one registration.')
@UseFilters(CardPageFilter)
export class CardController {
  constructor(
    private readonly registering: RegisteringService,
    private readonly requests: CardRequests,
    private readonly clock: Clock,
    @Inject(platformConfig.KEY) private readonly platform: PlatformConfig,
  ) {}

  @Get(':token')
  async show(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const key = await this.#find(token);
    const { view } = visitOf(request);
    const standing = statusAt(key, this.clock.now());
    if (standing !== 'registering') {
      const sellerName = await this.requests.sellerNameOf(key);
      return sendPage(reply, 200, cardStandingPage(view, key, standing, sellerName));
    }
    const asked = await this.requests.of(key);
    const reach = { formsLeaveTo: formsLeaveTo(this.platform, key.returnUrl), origins: asked.origins };
    await sendPage(reply, 200, cardPage(view, key, asked.sellerName), reach);
  }

  /** Opens the registration at the provider anew: a script gets the handoff, a plain form goes to the provider's page. */
  @Post(':token/window')
  @UseGuards(SameOriginGuard)
  @TakesForm()
  async open(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { registrationToken, handoff: first } = await this.#find(token);
    // What nobody could follow is not opened: whatever stands open already stays good.
    if (!isScript(request) && plainAddressOf(first) === null) throw new Problem('not_supported');
    const handoff = await this.registering.reopen(registrationToken);
    void reply.header('Cache-Control', 'no-store');
    if (isScript(request)) {
      await reply.status(201).send({ handoff });
      return;
    }
    const address = plainAddressOf(handoff) ?? '';
    await reply.status(303).header('Location', address).header('Referrer-Policy', 'no-referrer').send();
  }

  #find(token: string): Promise<BillingKey> {
    if (!isCheckoutToken(token)) throw new Problem('not_found', { detail: 'There is no such registration.' });
    return this.registering.find(token);
  }
}
