// What the routes of refunds that were made elsewhere take: how much went back, how, when, and why it is entered.
// Must never take a name: who enters it is in the session.
import { OmitType } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { IsInstant, IsWon, Optional } from '../../common/http/fields.js';
import { RecordExternalCancellationDto } from '../../orders/dto/external-cancellation.dto.js';

/** How much would be recorded. */
export class PreviewExternalCancellationBody {
  /** How much went back, in won; at most what is left of the order. Absent: all that is left. */
  @Optional()
  @IsWon({ min: 1 })
  amountWon?: number;
  /** How much of it is tax-free, in won. Absent: the share that the tax-free part has in what is left. */
  @Optional()
  @IsWon()
  taxFreeWon?: number;
  /** When it went back; an instant with offset. With it, it is also told whether it can have been then. */
  @Optional()
  @IsInstant()
  refundedAt?: string;
}

/** A refund that was made elsewhere, to record exactly as it was shown. */
export class AskExternalCancellationBody extends OmitType(RecordExternalCancellationDto, ['decidedBy']) {
  /** The `shownHash` of the preview. */
  @Matches(/^[0-9a-f]{64}$/, { message: 'shownHash must be 64 hexadecimal digits' })
  shownHash: string;
}
