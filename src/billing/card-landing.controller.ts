// Where the buyer's browser lands after registering a card at whatever provider. Anyone can call this with anything, so
// nothing in it is believed: the provider is asked. Must never show a text that came in the request.
import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { OpenToAll } from '../access/require-scope.js';
import { TakesProviderPost, TakesProviderQuery } from '../common/http/form-body.js';
import type { BuyerClaim } from '../orders/provider-payment.js';
import { cardDestination } from './card-destination.js';
import { RegisteringService } from './registering.service.js';

const MOST_FIELDS = 100;
const LONGEST_TEXT = 4_000;

@ApiExcludeController()
@Controller('v1/card-registrations')
@OpenToAll('The buyer’s browser comes back from registering a card here.')
export class CardLandingController {
  constructor(private readonly registering: RegisteringService) {}

  @Get(':token')
  @TakesProviderQuery()
  async arrive(
    @Param('token') token: string,
    @Query() query: Readonly<Record<string, unknown>>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.#land(token, query, reply);
  }

  @Post(':token')
  @TakesProviderPost()
  async receive(
    @Param('token') token: string,
    @Body() form: Readonly<Record<string, unknown>> | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.#land(token, form ?? {}, reply);
  }

  /** The browser ends at the merchant's page, whatever it brought. */
  async #land(token: string, fields: Readonly<Record<string, unknown>>, reply: FastifyReply): Promise<void> {
    const key = await this.registering.claim(token, claimOf(fields));
    void reply.header('Referrer-Policy', 'no-referrer').header('Cache-Control', 'no-store');
    await reply.status(303).header('Location', cardDestination(key, key.status)).send();
  }
}

/** The texts among the fields; a name given twice means nothing. */
function claimOf(fields: Readonly<Record<string, unknown>>): BuyerClaim {
  const texts = Object.entries(fields).filter(
    (field): field is [string, string] => typeof field[1] === 'string' && field[1].length <= LONGEST_TEXT,
  );
  return Object.fromEntries(texts.slice(0, MOST_FIELDS));
}
