// What the routes of refunds that were made elsewhere take: how much went back, how, when, and why it is entered.
// Must never take a name: who enters it is in the session.
import { OmitType, PartialType, PickType } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { RecordExternalCancellationDto } from '../../orders/dto/external-cancellation.dto.js';

/** How much would be recorded; absent: all that is left. With `refundedAt`, it is also told whether it can have been then. */
export class PreviewExternalCancellationBody extends PartialType(
  PickType(RecordExternalCancellationDto, ['amountWon', 'taxFreeWon', 'refundedAt']),
) {}

/** A refund that was made elsewhere, to record exactly as it was shown. */
export class AskExternalCancellationBody extends OmitType(RecordExternalCancellationDto, ['decidedBy']) {
  /** The `shownHash` of the preview. */
  @Matches(/^[0-9a-f]{64}$/, { message: 'shownHash must be 64 hexadecimal digits' })
  shownHash: string;
}
