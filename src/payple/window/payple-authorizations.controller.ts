// Where the script of Payple's window asks for what opens it. The address is the key: signed, short-lived, used once.
// Must never hand out anything but tokens, or read the body: Payple's script sends one, and anybody can.
import { Controller, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { OpenToAll } from '../../access/require-scope.js';
import { IgnoresBody } from '../../common/http/form-body.js';
import { Problem, problemDocument, type ErrorCode } from '../../common/problems.js';
import { PaypleWindows } from './payple-windows.service.js';
import { HANDSHAKE, RESULTS } from '../payple.wire.js';

/** What the script shows the buyer. */
const SENTENCES: Readonly<Partial<Record<ErrorCode, string>>> = {
  provider_refused: '판매자의 결제 설정에 문제가 있어 결제창을 열지 못했습니다. 판매자에게 문의해 주세요.',
  provider_not_reached: '결제사에 연결하지 못했습니다. 청구된 금액은 없습니다. 잠시 후 다시 시도해 주세요.',
  billing_key_not_usable: '등록창을 다시 열 수 없습니다. 처음부터 다시 시도해 주세요.',
};
const START_AGAIN = '결제창을 다시 열 수 없습니다. 주문 페이지로 돌아가 처음부터 다시 시도해 주세요.';

@ApiExcludeController()
@Controller('v1/payple/authorizations')
@OpenToAll('A buyer’s page opens Payple’s window with this; the signed token in the address is the key.')
export class PaypleAuthorizationsController {
  constructor(private readonly windows: PaypleWindows) {}

  /**
   * Answers Payple's own words, which the script hands on. A refusal is a problem that also says what the script
   * understands, so whoever reads it, a machine or the script, has something to go by.
   */
  @Post(':token')
  @IgnoresBody()
  async authorize(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    // The merchant's own page may be on another origin. No cookie opens this door, so any origin may try the token.
    void reply.header('Access-Control-Allow-Origin', '*').header('Cache-Control', 'no-store');
    try {
      const tokens = await this.windows.authorize(token);
      await reply.status(200).type('application/json; charset=utf-8').send(JSON.stringify(tokens));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const sentence = SENTENCES[error.code] ?? START_AGAIN;
      const body = {
        ...problemDocument(error, request.id),
        [HANDSHAKE.result]: RESULTS.error,
        [HANDSHAKE.message]: sentence,
      };
      await reply.status(error.status).type('application/problem+json; charset=utf-8').send(JSON.stringify(body));
    }
  }
}
