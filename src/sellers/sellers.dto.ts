// What the seller routes take and answer.
// Must never carry a credential outside; credentials only come in.
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { Matches, ValidateBy } from 'class-validator';
import { documentOf } from '../common/document.js';
import { IsText } from '../common/http/fields.js';
import { showId } from '../common/ids.js';
import { isPrintable } from '../common/text.js';
import type { SellerWithCredentials } from './sellers.service.js';

/** What a seller's code looks like. */
export const SELLER_CODE = /^[A-Za-z0-9_-]{1,64}$/;

/** A seller to set up. */
export class CreateSellerBody {
  /**
   * Names the seller in orders, for good.
   * @example "gangnam"
   */
  @Matches(SELLER_CODE, { message: 'code must be 1 to 64 letters, digits, "_" or "-"' })
  code: string;

  /**
   * For people.
   * @example "Gangnam branch"
   */
  @IsText(1, 100)
  name: string;
}

/** New credentials of a seller at a provider. */
export class SetCredentialsBody {
  // As it came: class-transformer would copy it and leave out keys it finds suspicious.
  @Transform(({ obj }: { obj: Record<string, unknown> }) => obj.credentials)
  @ValidateBy({
    name: 'isCredentials',
    validator: {
      validate: isCredentialTexts,
      defaultMessage: () => 'credentials must be an object of 1 to 20 texts of 1 to 4000 characters',
    },
  })
  @ApiProperty({
    description: 'Texts under the names that the provider’s module documents. They are sealed and never shown again.',
    type: 'object',
    additionalProperties: { type: 'string', minLength: 1, maxLength: 4000 },
    minProperties: 1,
    maxProperties: 20,
    example: { sellerKey: 'S0FSJE', cpId: 'PARTNERTEST', productId: 'PROD_EASY' },
  })
  credentials: Record<string, string>;
}

/** That a seller has credentials at a provider; never the credentials. */
export class SellerCredentialsDocument {
  /** @example "payco" */
  provider: string;
  /** ISO instant since which new payments use them. */
  activeSince: string;
  /**
   * Tells one set of credentials from another. Equal sets have equal marks while the server’s first sealing key is the
   * same; nothing can be learned from it.
   * @example "9f86d081884c"
   */
  fingerprint: string;
}

/** A seller: a branch with its own credentials at the providers. */
export class SellerDocument {
  /** @example "gangnam" */
  code: string;
  /** @example "Gangnam branch" */
  name: string;
  /** ISO instant. */
  createdAt: string;
  /** The providers it can be paid with. */
  credentials: SellerCredentialsDocument[];
  /** `chg_…` of each set of credentials that is not used before a second person approves it. */
  @ApiProperty({ type: [String] })
  waitsForChangeIds: string[];
}

/** A page of sellers, in the order of their codes. */
export class SellerPage {
  items: SellerDocument[];
  /** Give it back as `cursor` for the next page; `null`: this is the last one. */
  nextCursor: string | null;
}

const FINGERPRINT_LETTERS = 12;

/** The seller as the outside sees it. */
export function sellerDocument({ seller, active, waiting }: SellerWithCredentials): SellerDocument {
  return documentOf(SellerDocument, {
    code: seller.code,
    name: seller.name,
    createdAt: seller.createdAt.toISOString(),
    credentials: active.map((row) =>
      documentOf(SellerCredentialsDocument, {
        provider: row.provider,
        activeSince: row.createdAt.toISOString(),
        fingerprint: row.fingerprint.slice(0, FINGERPRINT_LETTERS),
      }),
    ),
    waitsForChangeIds: changeIdsOf(waiting),
  });
}

/** The changes that credentials wait for, as the outside names them. */
export function changeIdsOf(waiting: SellerWithCredentials['waiting']): string[] {
  return waiting.flatMap(({ waitsFor }) => (waitsFor === null ? [] : [showId('changeRequest', waitsFor)]));
}

/** Whether a value is an object of texts, as credentials are. */
export function isCredentialTexts(value: unknown): value is Record<string, string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const texts: unknown[] = Object.values(value);
  if (texts.length < 1 || texts.length > 20) return false;
  // Certificates have several lines.
  return texts.every(
    (text) => typeof text === 'string' && text !== '' && text.length <= 4000 && isPrintable(text, true),
  );
}
