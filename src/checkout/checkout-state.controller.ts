// How an order stands, for the scripts of the checkout page.
// Must never tell more than the page itself shows.
import { Controller, Get, Header, Param, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { OpenToAll } from '../access/require-scope.js';
import { Clock } from '../common/clock.js';
import { CheckoutOrders } from './checkout-orders.js';
import { sentence } from './pages/standing-page.js';
import { isDone, standingOf, type StandingKind } from './standing.js';
import { visitOf } from './visit.js';

/** How an order stands. */
interface CheckoutState {
  readonly status: string;
  /** Which page shows it. */
  readonly kind: StandingKind;
  /** Whether nothing more will happen. */
  readonly done: boolean;
  /** One sentence in the visitor's language. */
  readonly message: string;
}

@ApiExcludeController()
@Controller('checkout')
@OpenToAll('The checkout page looks here whether its order is paid; the token in the address is the key.')
export class CheckoutStateController {
  constructor(
    private readonly orders: CheckoutOrders,
    private readonly clock: Clock,
  ) {}

  @Get(':token/state')
  @Header('Cache-Control', 'no-store')
  async show(@Param('token') token: string, @Req() request: FastifyRequest): Promise<CheckoutState> {
    const standing = standingOf(await this.orders.find(token), this.clock.now());
    const message = sentence(visitOf(request).view, standing);
    return { status: standing.status, kind: standing.kind, done: isDone(standing), message };
  }
}
