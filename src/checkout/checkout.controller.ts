// The hosted checkout page: shows an order, hands its buyer over to a provider, and shows what became of it.
// Must never show a text from an address or believe one; the order is found by its token and read from the books.
import { Body, Controller, Get, Inject, Param, Post, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { OpenToAll } from '../access/require-scope.js';
import { Clock } from '../common/clock.js';
import { TakesForm } from '../common/http/form-body.js';
import { Problem } from '../common/problems.js';
import { platformConfig, type PlatformConfig } from '../config/platform.config.js';
import type { LoadedOrder } from '../orders/loaded-order.js';
import { PayingService } from '../orders/paying.service.js';
import type { Handoff } from '../orders/provider-payment.js';
import { ChooseWayDto } from './checkout.dto.js';
import { CheckoutOrders } from './checkout-orders.js';
import { destinationOf } from './destination.js';
import { formsLeaveTo, plainAddressOf } from './handoffs.js';
import { PageFilter } from './page.filter.js';
import { checkoutPage } from './pages/checkout-page.js';
import { sendPage } from './pages/layout.js';
import { openingPage } from './pages/message-page.js';
import { sentence, standingPage, type StandingFrame } from './pages/standing-page.js';
import { PaymentWays, readWay } from './payment-ways.js';
import { SameOriginGuard } from './same-origin.guard.js';
import { mayPay, standingOf } from './standing.js';
import { isScript, visitOf } from './visit.js';

@ApiExcludeController()
@Controller('checkout')
@OpenToAll('Buyers have no key; the unguessable token in the address is the key to one order.')
@UseFilters(PageFilter)
export class CheckoutController {
  constructor(
    private readonly orders: CheckoutOrders,
    private readonly ways: PaymentWays,
    private readonly paying: PayingService,
    private readonly clock: Clock,
    @Inject(platformConfig.KEY) private readonly platform: PlatformConfig,
  ) {}

  /** An address that lost its token. */
  @Get()
  lost(): never {
    throw new Problem('not_found');
  }

  @Get(':token')
  async show(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const order = await this.orders.find(token);
    const { view, device } = visitOf(request);
    const standing = standingOf(order, this.clock.now());
    if (!mayPay(standing)) return this.#sendStanding(request, reply, order, 'checkout');
    const notice = standing.kind === 'payable_in_doubt' ? sentence(view, standing) : null;
    const offer = await this.ways.of(order, device.channel);
    await sendPage(reply, 200, checkoutPage(view, order, offer, device, notice), {
      formsLeaveTo: formsLeaveTo(this.platform, order.returnUrl),
      origins: [...new Set(offer.ways.flatMap((way) => way.origins))],
    });
  }

  /** Stands in the provider's window until the provider's page is known: a window must open within the click. */
  @Get(':token/popup')
  async popup(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { view } = visitOf(request);
    if (view.base === null) throw new Problem('not_found');
    await sendPage(reply, 200, openingPage(view));
  }

  /** Opens a payment: a script gets the handoff, a plain form goes to the provider's page. */
  @Post(':token/payments')
  @UseGuards(SameOriginGuard)
  @TakesForm()
  async pay(
    @Param('token') token: string,
    @Body() body: ChooseWayDto,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const order = await this.orders.find(token);
    const { device } = visitOf(request);
    const wish = { ...readWay(body.way), channel: body.channel ?? device.channel, inApp: device.inApp };
    const payment = await this.paying.open(order.id, wish, null);
    const handoff = payment.body.handoff as Handoff;
    void reply.header('Cache-Control', 'no-store');
    if (isScript(request)) {
      await reply.status(201).send({ handoff });
      return;
    }
    const address = plainAddressOf(handoff);
    if (address === null) throw new Problem('not_supported', { detail: 'This provider needs a script.' });
    await reply.status(303).header('Location', address).header('Referrer-Policy', 'no-referrer').send();
  }

  /** Where a provider's return ends. Says how the order stands, however often and by whomever it is opened. */
  @Get(':token/result')
  async result(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.#sendStanding(request, reply, await this.orders.find(token), 'result');
  }

  async #sendStanding(
    request: FastifyRequest,
    reply: FastifyReply,
    order: LoadedOrder,
    place: StandingFrame['place'],
  ): Promise<void> {
    const { view } = visitOf(request);
    const standing = standingOf(order, this.clock.now());
    const destination = destinationOf(order, standing.status);
    await sendPage(reply, 200, standingPage(view, order, standing, { place, destination }));
  }
}
