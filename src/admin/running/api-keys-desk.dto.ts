// What the desk's routes about API keys take and answer beyond the merchant's own routes.
// Must never hold a key.
import { ApiProperty } from '@nestjs/swagger';
import { SCOPES, type Scope } from '../../access/scopes.js';
import { IsText, Optional } from '../../common/http/fields.js';

/** Why a key is revoked. */
export class RevokeApiKeyBody {
  /** For the audit trail. */
  @Optional()
  @IsText(1, 500)
  reason?: string;
}

/** What a key can be allowed. */
export class ScopeListDocument {
  /** In the order of the documentation; `admin:*` may do everything. */
  @ApiProperty({ enum: SCOPES, isArray: true })
  items: Scope[];
}
