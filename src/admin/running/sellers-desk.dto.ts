// What the desk's routes about sellers take and answer.
// Must never carry a credential outside; of one that is an identifier, its last letters at most.
import { ApiProperty } from '@nestjs/swagger';
import { documentOf } from '../../common/document.js';
import { IsText } from '../../common/http/fields.js';
import { changeIdsOf } from '../../sellers/sellers.dto.js';
import type { CredentialTexts, SellerWithCredentials } from '../../sellers/sellers.service.js';
import { DEFAULT_SELLER_CODE } from '../../sellers/seller.entity.js';

/** What changes about a seller. Its code is for good. */
export class ChangeSellerBody {
  /** For people. */
  @IsText(1, 100)
  name: string;
}

/** That a seller has credentials at a provider. */
export class DeskCredentialsDocument {
  provider: string;
  /** ISO instant since which new payments use them. */
  setAt: string;
  /**
   * The last four letters of the identifier among them; `null`: it is too short to show a part of it, or cannot be read
   * because its sealing key is gone.
   */
  @ApiProperty({ type: String, nullable: true })
  idEnding: string | null;
}

/** A seller. */
export class DeskSellerDocument {
  code: string;
  name: string;
  /** ISO instant. */
  createdAt: string;
  /** Whether its credentials come from the configuration of the server, and cannot be set here. */
  isConfigured: boolean;
  credentials: DeskCredentialsDocument[];
  /** `chg_…` of each set of credentials that is not used before a second person approves it. */
  @ApiProperty({ type: [String] })
  waitsForChangeIds: string[];
}

/** A page of sellers, in the order of their codes. */
export class DeskSellerPage {
  items: DeskSellerDocument[];
  /** Give it back as `cursor` for the next page; `null`: this is the last one. */
  nextCursor: string | null;
}

/** So much of an identifier is shown … */
const SHOWN_LETTERS = 4;
/** … and only where as much at least stays hidden. */
const SHORTEST = 2 * SHOWN_LETTERS;

/**
 * The end of an identifier, or `null`.
 *
 * @param idName which of the texts is one; `undefined` for a provider that is not in use any more
 */
export function idEndingOf(texts: CredentialTexts | null, idName: string | undefined): string | null {
  const id = idName === undefined ? undefined : texts?.[idName];
  return id !== undefined && id.length >= SHORTEST ? id.slice(-SHOWN_LETTERS) : null;
}

/** The seller as the desk shows it. @param idEndings by provider */
export function deskSeller(
  { seller, active, waiting }: SellerWithCredentials,
  idEndings: Readonly<Record<string, string | null>>,
): DeskSellerDocument {
  return documentOf(DeskSellerDocument, {
    code: seller.code,
    name: seller.name,
    createdAt: seller.createdAt.toISOString(),
    isConfigured: seller.code === DEFAULT_SELLER_CODE,
    credentials: active.map(({ provider, createdAt }) =>
      documentOf(DeskCredentialsDocument, {
        provider,
        setAt: createdAt.toISOString(),
        idEnding: idEndings[provider] ?? null,
      }),
    ),
    waitsForChangeIds: changeIdsOf(waiting),
  });
}
