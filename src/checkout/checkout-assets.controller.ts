// Serves the style and scripts of the checkout pages.
// Must never serve anything that differs from buyer to buyer.
import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { OpenToAll } from '../access/require-scope.js';
import { Problem } from '../common/problems.js';
import { ASSETS_VERSION, findAsset } from './assets.js';

@ApiExcludeController()
@Controller('checkout/assets')
@OpenToAll('The checkout page’s style and scripts are the same for everybody.')
export class CheckoutAssetsController {
  @Get(':version/:name')
  async show(
    @Param('version') version: string,
    @Param('name') name: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asset = findAsset(name);
    if (!asset) throw new Problem('not_found', { detail: 'There is no such file.' });
    // While a new version is rolled out, a page of the one may ask for files of the other: answered, but not kept.
    const lifetime = version === ASSETS_VERSION ? 'public, max-age=31536000, immutable' : 'no-store';
    await reply.header('Cache-Control', lifetime).type(asset.type).send(asset.content);
  }
}
