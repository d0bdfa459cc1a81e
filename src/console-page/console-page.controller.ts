// Serves the console: one page for every address below /console, and the files it is made of.
// Must never show anything of anybody: what the page shows it asks from the API, with the session of whoever looks.
import { randomBytes } from 'node:crypto';
import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { OpenToAll } from '../access/require-scope.js';
import { Problem } from '../common/problems.js';
import { chooseEncoding } from './accepted-encoding.js';
import { consoleFiles } from './console-files.js';

@ApiExcludeController()
@Controller('console')
@OpenToAll('The console’s page and files are the same for everybody; what they show comes from the API.')
export class ConsolePageController {
  @Get(['', '*'])
  async showPage(@Res() reply: FastifyReply): Promise<void> {
    const nonce = randomBytes(18).toString('base64url');
    await reply
      .header('Content-Security-Policy', policyWith(nonce))
      // No payment window talks to this page, and no other site may hold on to its window.
      .header('Cross-Origin-Opener-Policy', 'same-origin')
      .header('Cache-Control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(consoleFiles().page.replaceAll('__STYLE_NONCE__', nonce));
  }

  @Get('assets/:name')
  async showAsset(
    @Param('name') name: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asset = consoleFiles().assets.get(name);
    if (!asset) throw new Problem('not_found', { detail: 'There is no such file.' });
    const encoding = chooseEncoding(request.headers['accept-encoding'], (each) => asset.contents[each] !== undefined);
    if (encoding !== 'identity') void reply.header('Content-Encoding', encoding);
    await reply
      .header('Cache-Control', 'public, max-age=31536000, immutable')
      .header('Vary', 'Accept-Encoding')
      .type(asset.type)
      .send(asset.contents[encoding]);
  }
}

/** The library of components writes its colours into a style element; the nonce says that it was us. */
function policyWith(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self'",
    "connect-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
